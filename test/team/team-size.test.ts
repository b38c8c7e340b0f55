import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import {
  mostMembers,
  outgrown,
  withChangedMember,
  withMember,
  type Team,
} from '../../functions/domain/member/team.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, passkeySettings, signedInCookie } from './as-browser.ts';
import type { ProblemBody } from './as-member.ts';

const nobody: Team = { revision: 0, emptySince: {}, members: [] };
const person = (number: number, words = '') => ({
  name: `Member ${number}`,
  email: `member.${number}@example.org`,
  channels: ['conduct'],
  expertise: words,
  languages: words,
  availability: words,
});
const teamOf = (count: number, words?: string): Team =>
  Array.from({ length: count }).reduce<Team>(
    (before, _, at) => withMember(before, `member-id-${at}`, person(at, words)),
    nobody,
  );

describe('a team', () => {
  it('has a limit of members, and of what reporters read of them; what is too large may become smaller', () => {
    const full = teamOf(mostMembers);
    expect(outgrown(teamOf(mostMembers - 1), full)).toBeUndefined();
    const more = withMember(full, 'one-more', person(mostMembers));
    expect(outgrown(full, more)).toEqual({ kind: 'team-full', full: 'members' });
    expect(outgrown(more, full)).toBeUndefined();

    const wordy = teamOf(150, 'x'.repeat(600));
    expect(outgrown(nobody, wordy)).toEqual({ kind: 'team-full', full: 'roster' });
    const shorter = withChangedMember(wordy, 'member-id-1', { expertise: 'law' });
    const longer = withChangedMember(wordy, 'member-id-1', { expertise: 'x'.repeat(700) });
    if ('kind' in shorter || 'kind' in longer) throw new Error('the member is there');
    expect(outgrown(wordy, shorter)).toBeUndefined();
    expect(outgrown(wordy, longer)).toEqual({ kind: 'team-full', full: 'roster' });
  });
});

describe('a team of as many members as it can have', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  beforeAll(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ role: 'lead' });
    for (let number = 1; number < mostMembers; number++) {
      const memberId = `member-id-${number}`;
      const row = { ...person(number), memberId, role: 'member', since: {}, onRoster: true };
      const Item = toAttributes({ ...teamKeys.member(memberId), ...row, addedOn: '2026-03-10' });
      await service.dynamo.send(new PutItemCommand({ TableName: service.ops.table, Item }));
    }
  });
  afterAll(() => service.close());

  it('takes nobody more, by JSON, on the page or by ops, says why, and goes on as it was', async () => {
    const { authorization } = lead;
    const one = { name: 'One More', email: 'one.more@example.org', channels: ['conduct'] };
    const refused = await service.team('/api/members', jsonRequest(one, { authorization }));
    const { code, detail } = await bodyOf<ProblemBody>(refused);
    expect([refused.status, code, detail]).toEqual([
      409,
      'team-full',
      expect.stringContaining('at most 200 members'),
    ]);
    const cookie = await signedInCookie(service, lead.memberId);
    const fields = { ...one, role: 'member', onRoster: 'yes', key: 'A'.repeat(22) };
    const page = await service.team('/members', formPost(fields, cookie));
    expect([page.status, await page.text()]).toEqual([422, expect.stringContaining('at most 200 members')]);
    await expect(service.addMember(one)).rejects.toThrow('team-full');
    const away = { absence: { from: '2026-04-01', until: '2026-04-02' } };
    const path = '/api/members/member-id-7';
    expect((await service.team(path, jsonRequest(away, { authorization }))).status).toBe(200);
    const listed = await service.team('/api/members', { headers: { authorization } });
    expect((await bodyOf<{ members: object[] }>(listed)).members).toHaveLength(mostMembers);
  });
});
