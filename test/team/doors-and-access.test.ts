import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doorKinds, type DoorKind } from '../../functions/domain/thread/thread-name.ts';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { caseIdOf, get, post, postOnce, read } from './as-member.ts';
import { handedOver, withOwnWords } from './case-with-door.ts';
import { doorOf } from './many-doors.ts';
import type { Colleague } from './measured-case.ts';
import { atPages, wordsOf } from './team-pages.ts';
import { agreeTo } from './two-people.ts';

const hour = 3_600_000;
const reason = 'It has to be.';

describe('conversations, and who may know of their case', () => {
  let service: Service;
  let lead: Colleague;
  let other: Colleague;
  let excluded: Colleague;
  let recused: Colleague;
  let aside: Colleague;
  let reviewer: Colleague;
  let id: string;
  let tokens: ReadonlyMap<DoorKind, string>;
  beforeEach(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ name: 'Ada', role: 'lead', channels: ['conduct', 'security'] });
    other = await service.addMember({ name: 'Olga', role: 'lead', channels: ['security'] });
    excluded = await service.addMember({ name: 'Eve' });
    recused = await service.addMember({ name: 'Rae' });
    aside = await service.addMember({ name: 'Sid' });
    reviewer = await service.addMember({ name: 'Rob', role: 'outside-reviewer' });
    const report = { channel: 'conduct', excludedMembers: [excluded.memberId] };
    id = await caseIdOf(service, await fileReport(service, report));
    await read(service, lead, id);
    await postOnce(service, recused, `/api/cases/${id}/recusal`, {});
    await post(service, lead, `/api/cases/${id}/aside`, { memberId: aside.memberId, reason });
    await post(service, lead, `/api/cases/${id}/grants`, { memberId: reviewer.memberId, reason });
    const made = new Map<DoorKind, string>();
    for (const kind of doorKinds) {
      const { token } = await handedOver(service, lead, id, doorOf(kind, '2026-12-31'));
      made.set(kind, await withOwnWords(service, token));
    }
    tokens = made;
  });
  afterEach(() => service.close());

  const look = async (kind: DoorKind): Promise<number> =>
    (await service.reporter('/api/follow-up', bearer(tokens.get(kind) ?? ''))).status;
  const write = async (kind: DoorKind, text: string): Promise<number> => {
    const message = jsonRequest({ text }, bearer(tokens.get(kind) ?? '').headers);
    return (await service.reporter('/api/follow-up/entries', message)).status;
  };
  const addresses = async (path: string) =>
    (await service.emulators.ses.mails()).filter(({ to }) => to.includes(path)).length;
  const quiet = () => [excluded, recused, aside, other];

  it('who may not know it is told of nothing that is written there, and reads nothing of it', async () => {
    const notices = async () => {
      await service.scheduledRun();
      service.clock.advance(hour);
      await service.scheduledRun();
      return Promise.all(quiet().map(({ email }) => addresses(email)));
    };
    const before = await notices();
    const forLead = await addresses(lead.email);
    // A look, after which there is something new to be told of.
    await get(service, lead, '/api/cases');
    for (const kind of doorKinds) expect(await write(kind, `planted-${kind}`)).toBe(201);
    expect(await notices()).toEqual(before);
    expect(await addresses(lead.email)).toBeGreaterThan(forLead);
    for (const who of quiet()) {
      expect((await get(service, who, `/api/cases/${id}/doors`)).status).toBe(404);
      const pages = await atPages(service, who);
      expect((await pages.get(`/cases/${id}/people`)).status).toBe(404);
      expect(await (await get(service, who, '/api/cases?q=planted')).text()).not.toContain(id);
    }
  });

  it('an outside reviewer who was given the case reads them, and begins, writes and closes none', async () => {
    await write('witness', 'I saw it.');
    const pages = await atPages(service, reviewer);
    await pages.send(`/cases/${id}/open`);
    const html = await pages.html(`/cases/${id}/people`);
    expect(wordsOf(html)).toContain('I saw it.');
    for (const form of [
      '/doors"',
      '/doors/remake',
      '/doors/close',
      '/doors/page',
      '/doors/experts',
      '/reply"',
    ])
      expect(html).not.toContain(`action="/cases/${id}${form}`);
    const refused = await post(service, reviewer, `/api/cases/${id}/doors/remake`, { door: 1 });
    expect(refused.status).toBe(403);
  });

  it('go on behind the same words when the case moves, for those of the new channel alone', async () => {
    await write('witness', 'Before it moved.');
    const moved = await post(service, lead, `/api/cases/${id}/transfer`, { channel: 'security', reason });
    expect(moved.status).toBe(200);
    for (const kind of doorKinds) expect([await look(kind), await write(kind, 'After.')]).toEqual([200, 201]);
    await read(service, other, id);
    const { doors } = await bodyOf<{ doors: { entries: { text: string }[] }[] }>(
      await get(service, other, `/api/cases/${id}/doors`),
    );
    expect(doors.map(({ entries }) => entries.length)).toEqual([1, 2, 1, 1]);
    for (const who of [excluded, recused, aside])
      expect((await get(service, who, `/api/cases/${id}/doors`)).status).toBe(404);
  });

  it('stay with the first case when it is split or linked', async () => {
    const split = await post(service, lead, `/api/cases/${id}/split`, {
      channel: 'conduct',
      text: 'A part.',
      reason,
    });
    const made = (await bodyOf<{ id: string }>(split)).id;
    await read(service, lead, made);
    expect(await bodyOf(await get(service, lead, `/api/cases/${made}/doors`))).toEqual({ doors: [] });
    for (const kind of doorKinds) expect(await write(kind, 'Still here.')).toBe(201);
    const { doors } = await bodyOf<{ doors: unknown[] }>(await get(service, lead, `/api/cases/${id}/doors`));
    expect(doors).toHaveLength(doorKinds.length);
  });

  it('are gone for everybody with the case', async () => {
    const ben = await service.addMember({ name: 'Ben' });
    await post(service, lead, `/api/cases/${id}/grants`, { memberId: ben.memberId, reason });
    await read(service, ben, id);
    expect((await post(service, lead, `/api/cases/${id}/erasure/requests`, { reason })).status).toBe(201);
    expect((await agreeTo(service, ben, id, {})).status).toBe(200);
    for (const kind of doorKinds) expect([await look(kind), await write(kind, 'Hello?')]).toEqual([401, 401]);
  });

  it('what members did with them is told in words, by whom it is about', async () => {
    const witness = { kind: 'witness', language: 'en', about: 'A talk.', questions: [] };
    await post(service, lead, `/api/cases/${id}/doors`, witness);
    await post(service, lead, `/api/cases/${id}/doors/remake`, { door: 1 });
    await post(service, lead, `/api/cases/${id}/doors/close`, { door: 2, reason });
    const pages = await atPages(service, lead);
    const words = wordsOf(await pages.html(`/cases/${id}/audit`));
    for (const line of [
      'Began a conversation with: Witness 5',
      'Made new words to hand over to: Kim',
      'Closed the conversation with: Noor',
    ])
      expect(words).toContain(line);
  });
});
