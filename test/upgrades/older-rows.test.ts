import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { get, list, post, read } from '../team/as-member.ts';
import { kindOf, released, upgraded, type ReleasedRows } from './released-rows.ts';

type Thread = { readonly entries: readonly { readonly text: string }[] };

/** What rows from before 0.1.0 do not have, by the part of the key that says what they are. */
const addedLater: Readonly<Record<string, readonly string[]>> = {
  'DOOR DOOR': ['textBytes', 'written', 'urgentSince', 'toldReaders', 'toldLeads', 'toldOutside', 'handover'],
  'CASE CASE': ['leftChannels', 'closedDoors'],
  'CASE HEAD': ['sentTo', 'textBytes', 'identityOpened', 'told', 'taken', 'inTouch', 'tasks'],
  'MEMBERS …': [
    'role',
    'since',
    'onRoster',
    'addedBy',
    'announcement',
    'lastNotices',
    'urgentMails',
    'noticed',
  ],
  'MEMBER TOKEN': ['scope', 'expiresAt'],
  'ROSTER CURRENT': ['revision', 'emptySince', 'firstAddedOn', 'lastActive'],
};

describe('rows from before 0.1.0, without what was added on the way, read by this code', () => {
  const rows = released();
  const { held } = rows;
  let service: Service;
  beforeAll(async () => {
    const older: ReleasedRows = structuredClone(rows);
    let removed = 0;
    for (const row of Object.values(older.tables).flat()) {
      const isLead = row.role?.S === 'lead';
      for (const name of addedLater[kindOf(row)] ?? []) {
        if (row[name] === undefined) continue;
        removed += 1;
        Reflect.deleteProperty(row, name);
      }
      if (isLead) row.lead = { BOOL: true };
    }
    expect(removed).toBeGreaterThan(30);
    service = await upgraded(older);
  });
  afterAll(() => service.close());

  it('the reporter reads and writes on', async () => {
    const headers = bearer(held.worked.token);
    const before = await bodyOf<Thread>(await service.reporter('/api/follow-up', headers));
    expect(before.entries[0]?.text).toContain('He shouted at me. 🦊');
    const reply = jsonRequest({ text: 'Still here.' }, headers.headers);
    expect((await service.reporter('/api/follow-up/entries', reply)).status).toBe(201);
  });

  it('a member lists, reads and answers; a token without a scope may do everything', async () => {
    expect((await list(service, held.member)).cases.filter(({ unreadable }) => unreadable)).toEqual([]);
    const id = held.ids.worked ?? '';
    expect((await read(service, held.member, id)).threads.reporter.entries[0]?.text).toContain('🦊');
    const answer = await post(service, held.member, `/api/cases/${id}/messages`, { text: 'So are we.' });
    expect(answer.status).toBe(201);
  });

  it('a member whose row says lead is a lead, and changes the team', async () => {
    const team = await bodyOf<{ members: { id: string; role: string }[] }>(
      await get(service, held.lead, '/api/members'),
    );
    expect(team.members.find(({ id }) => id === held.lead.memberId)?.role).toBe('lead');
    expect(team.members.find(({ id }) => id === held.member.memberId)?.role).toBe('member');
    const path = `/api/members/${held.member.memberId}`;
    const answer = await post(service, held.lead, path, { expertise: 'law' });
    expect(answer.status).toBe(200);
  });

  it('the scheduled function goes through all of it without a fault', async () => {
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    service.clock.advance(86_400_000);
    await service.scheduledRun();
    expect(service.logs.filter(({ event }) => event === 'fault' || event === 'row-unreadable')).toEqual([]);
  });
});
