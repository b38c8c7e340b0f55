import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys, indexes } from '../../functions/adapters/dynamodb/item-keys.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { inLanguage } from '../../functions/settings/localised.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { contentOf } from '../reporter/stored.ts';
import { caseIdOf, get, list, post, read, setState, tamper, type ProblemBody } from './as-member.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type FollowUp = {
  readonly summary: { readonly state: string; readonly lookedAfterBy?: string; readonly deadlines: object };
  readonly entries: readonly { readonly text: string; readonly from: string }[];
};

describe('a case that goes to another channel', () => {
  let service: Service;
  let lead: Member;
  let conductOnly: Member;
  let securityOnly: Member;
  let filed: Filed;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', name: 'Lea', channels: ['conduct'] });
    conductOnly = await service.addMember({ name: 'Cora', channels: ['conduct'] });
    securityOnly = await service.addMember({ name: 'Sam', channels: ['security'] });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.interrupt.before = undefined;
    filed = await fileReport(service, {
      answers: { whatHappened: 'A password was read aloud.', impact: 'I am afraid.' },
      identity: { name: 'Grace', contact: 'grace@example.org' },
    });
    id = await caseIdOf(service, filed);
  });

  const transfer = (who: Member = lead, channel = 'security', to = id): Promise<Response> =>
    post(service, who, `/api/cases/${to}/transfer`, { channel, reason: 'It is about a password.' });
  const seenBy = async (who: Member): Promise<string[]> =>
    (await list(service, who)).cases.map((line) => line.id);
  const statusFor = async (who: Member): Promise<number> =>
    (await get(service, who, `/api/cases/${id}/brief`)).status;
  const followUp = async (): Promise<FollowUp> =>
    bodyOf<FollowUp>(await service.reporter('/api/follow-up', bearer(filed.token)));
  const reply = (text: string): Promise<Response> =>
    service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(filed.token).headers));

  it('is gone for those of the old channel at once and there for those of the new one, with everything in it', async () => {
    await read(service, conductOnly, id);
    await post(service, conductOnly, `/api/cases/${id}/messages`, { text: 'We are reading it.' });
    await post(service, conductOnly, `/api/cases/${id}/notes`, { text: 'Ask security.' });
    const before = await followUp();
    const answer = await transfer();
    expect(answer.status).toBe(200);
    expect(await bodyOf<object>(answer)).toMatchObject({ id, channel: 'security', visible: false });
    for (const gone of [lead, conductOnly]) {
      expect([await statusFor(gone), await seenBy(gone)]).toEqual([404, expect.not.arrayContaining([id])]);
    }
    expect(await seenBy(securityOnly)).toContain(id);
    const shown = await read(service, securityOnly, id);
    expect(shown.channel).toBe('security');
    expect(shown.threads.reporter.entries.map(({ text }) => text)).toContain('We are reading it.');
    expect(shown.notes.map(({ kind }) => kind)).toEqual(['note', 'transfer']);
    expect(shown.notes.at(-1)).toMatchObject({ fromChannel: 'conduct', toChannel: 'security' });
    const after = await followUp();
    expect(after.entries).toEqual(before.entries);
    expect(after.summary.deadlines).toEqual(before.summary.deadlines);
    expect([before.summary.lookedAfterBy, after.summary.lookedAfterBy]).toEqual([undefined, 'security']);
  });

  it('is not shown where the index still has it, and raises no alarm there', async () => {
    await transfer();
    await tamper(service, 'cases', caseKeys.head(id), {
      set: { [indexes.queue.pk]: 'conduct#open', channel: 'conduct' },
    });
    service.logs.length = 0;
    expect(JSON.stringify(await list(service, conductOnly))).not.toContain(id);
    expect(service.logs).toEqual([]);
  });

  it('keeps the questions it answers by the words of the channel it was sent to', async () => {
    await transfer();
    const { conduct, security } = defaultSettings.channels;
    const asked = inLanguage(conduct?.questions.impact?.label ?? '', 'en');
    expect(asked).not.toBe(inLanguage(security?.questions.impact?.label ?? '', 'en'));
    const [first] = (await read(service, securityOnly, id)).threads.reporter.entries;
    expect(first?.text).toContain(asked);
    expect((await followUp()).entries[0]?.text).toContain(asked);
  });

  it('is sealed to rings of the new channel alone', async () => {
    await read(service, conductOnly, id);
    await transfer();
    const vault = (await contentOf(service, 'vault')).get(`CASE#${id} CASE`);
    const rings = [...JSON.stringify(vault).matchAll(/"keyRing":"([^"]*)"/g)].map(([, name]) => name);
    expect(rings.sort()).toEqual([
      'security/briefs',
      'security/identity',
      'security/identity',
      'security/reports',
      'security/reports',
    ]);
    const opened = await post(service, securityOnly, `/api/cases/${id}/identity`, {
      part: 'name',
      reason: 'To greet them.',
    });
    expect(await bodyOf<object>(opened)).toEqual({ part: 'name', text: 'Grace' });
  });

  it('goes on in both directions: the reporter replies, the new team answers and closes it', async () => {
    await transfer();
    expect((await reply('Thank you.')).status).toBe(201);
    expect(await seenBy(securityOnly)).toContain(id);
    expect(await seenBy(conductOnly)).not.toContain(id);
    const said = await post(service, securityOnly, `/api/cases/${id}/messages`, { text: 'We have it now.' });
    expect(said.status).toBe(201);
    expect((await followUp()).entries.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Thank you.', 'We have it now.']),
    );
    expect((await setState(service, securityOnly, id, 'closed')).status).toBe(200);
    expect((await list(service, securityOnly, '?status=closed')).cases.map((line) => line.id)).toContain(id);
  });

  it('tells the members of the new channel, and nobody else', async () => {
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    for (const who of [lead, conductOnly, securityOnly]) await seenBy(who);
    const before = (await service.emulators.ses.mails()).length;
    await transfer();
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    const mails = await service.emulators.ses.mails();
    expect(mails.slice(0, mails.length - before).map(({ to }) => to)).toEqual([[securityOnly.email]]);
  });

  it('is taken from an assignee who may not know of it, and stays with one who may', async () => {
    await post(service, lead, `/api/cases/${id}/assignee`, { memberId: conductOnly.memberId });
    await transfer();
    expect(await read(service, securityOnly, id)).not.toHaveProperty('assignee');
    const both = await service.addMember({ channels: ['conduct', 'security'] });
    const next = await fileReport(service);
    const nextId = await caseIdOf(service, next);
    await read(service, both, nextId);
    await post(service, lead, `/api/cases/${nextId}/assignee`, { memberId: both.memberId });
    expect((await transfer(lead, 'security', nextId)).status).toBe(200);
    expect(await read(service, both, nextId)).toMatchObject({ assignee: both.memberId });
    expect(await bodyOf<object>(await get(service, both, `/api/cases/${nextId}/brief`))).toMatchObject({
      opened: true,
    });
  });

  it('keeps out who was excluded, and who joined the new channel after the report was sent', async () => {
    const excluded = await service.addMember({ channels: ['security'] });
    const hidden = await fileReport(service, { excludedMembers: [excluded.memberId] });
    id = await caseIdOf(service, hidden);
    const late = await service.addMember({ channels: ['security'] });
    expect((await transfer()).status).toBe(200);
    expect([await statusFor(excluded), await statusFor(late), await statusFor(securityOnly)]).toEqual([
      404, 404, 200,
    ]);
  });

  it.each([
    ['conduct', 422, 'unknown-channel'],
    ['nowhere', 422, 'unknown-channel'],
    ['constructor', 422, 'unknown-channel'],
  ])('to %s is refused: nothing changes', async (channel, status, code) => {
    const answer = await transfer(lead, channel);
    expect([answer.status, (await bodyOf<ProblemBody>(answer)).code]).toEqual([status, code]);
    expect(await statusFor(lead)).toBe(200);
  });

  it('to a channel in which nobody may see it is refused', async () => {
    const hidden = await fileReport(service, { excludedMembers: [securityOnly.memberId] });
    id = await caseIdOf(service, hidden);
    const rest = await list(service, securityOnly);
    expect(rest.cases.map((line) => line.id)).not.toContain(id);
    const everybody = (await contentOf(service, 'team')).values();
    const inSecurity = [...everybody].filter(({ channels }) =>
      JSON.stringify(channels ?? []).includes('security'),
    );
    const all = await fileReport(service, {
      excludedMembers: inSecurity.map(({ memberId }) => String(memberId)),
    });
    id = await caseIdOf(service, all);
    const answer = await transfer();
    expect([answer.status, (await bodyOf<ProblemBody>(answer)).code]).toEqual([409, 'nobody-there']);
  });

  it('needs a reason and a lead: who looks after the case does not decide who has it', async () => {
    const without = await post(service, lead, `/api/cases/${id}/transfer`, { channel: 'security' });
    expect(without.status).toBe(422);
    expect((await transfer(conductOnly)).status).toBe(403);
    await post(service, lead, `/api/cases/${id}/assignee`, { memberId: conductOnly.memberId });
    expect((await transfer(conductOnly)).status).toBe(403);
    expect((await transfer(lead)).status).toBe(200);
    expect((await get(service, conductOnly, `/api/cases/${id}/brief`)).status).toBe(404);
  });

  /** Runs once, right before the transfer is written. */
  const meanwhile = (act: () => Promise<unknown>): void => {
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      await act();
    };
  };

  it('a reply that comes in between is not lost', async () => {
    meanwhile(async () => expect((await reply('One more thing.')).status).toBe(201));
    expect((await transfer()).status).toBe(200);
    expect(
      (await read(service, securityOnly, id)).threads.reporter.entries.map(({ text }) => text),
    ).toContain('One more thing.');
  });

  it('a reply that was begun before it stands in the new channel, not in the old one', async () => {
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'reporter' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      expect((await transfer()).status).toBe(200);
    };
    expect((await reply('Was I too late?')).status).toBe(201);
    const head = (await contentOf(service, 'cases')).get(`CASE#${id} HEAD`);
    expect(head?.queuePk).toBe('security#open');
    expect(await seenBy(conductOnly)).not.toContain(id);
    const shown = await read(service, securityOnly, id);
    expect(shown.threads.reporter.entries.map(({ text }) => text)).toContain('Was I too late?');
  });

  it('a reporter who leaves in between has left, and their name is not brought back', async () => {
    meanwhile(async () => {
      const leave = jsonRequest({ choice: 'close-door' }, bearer(filed.token).headers);
      expect((await service.reporter('/api/follow-up/withdrawal', leave)).status).toBe(200);
    });
    expect((await transfer()).status).toBe(200);
    expect(await bodyOf<object>(await get(service, securityOnly, `/api/cases/${id}`))).toMatchObject({
      identity: {},
      hasDoor: false,
    });
  });

  it('a reporter who leaves while it goes stands in the new channel’s list', async () => {
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'reporter' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      expect((await transfer()).status).toBe(200);
    };
    const leave = jsonRequest({ choice: 'close-door' }, bearer(filed.token).headers);
    expect((await service.reporter('/api/follow-up/withdrawal', leave)).status).toBe(200);
    expect(await seenBy(securityOnly)).toContain(id);
    expect(await seenBy(conductOnly)).not.toContain(id);
  });

  it('new words that are chosen in between open the thread', async () => {
    let token = '';
    meanwhile(async () => {
      const { ticket } = await bodyOf<{ ticket: string }>(
        await service.reporter('/api/tickets', { method: 'POST' }),
      );
      const change = jsonRequest({ ticket }, bearer(filed.token).headers);
      const changed = await service.reporter('/api/follow-up/passphrase', change);
      ({ token } = await bodyOf<{ token: string }>(changed));
    });
    expect((await transfer()).status).toBe(200);
    const text = jsonRequest({ text: 'Still me.' }, bearer(token).headers);
    expect((await service.reporter('/api/follow-up/entries', text)).status).toBe(201);
    expect(await seenBy(securityOnly)).toContain(id);
  });

  it('a report that is withdrawn in between is gone', async () => {
    meanwhile(async () => {
      const init = { method: 'DELETE', ...bearer(filed.token) };
      expect((await service.reporter('/api/follow-up', init)).status).toBe(200);
    });
    expect((await transfer()).status).toBe(404);
    expect(await seenBy(securityOnly)).not.toContain(id);
  });

  it('a member who recuses themselves in between stays recused', async () => {
    const both = await service.addMember({ channels: ['conduct', 'security'] });
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    meanwhile(async () =>
      expect((await post(service, both, `/api/cases/${id}/recusal`, {})).status).toBe(200),
    );
    expect((await transfer()).status).toBe(200);
    expect([await statusFor(both), await statusFor(securityOnly)]).toEqual([404, 200]);
  });

  it('of two transfers at once one is done and the other finds nothing', async () => {
    const answers = await Promise.all([transfer(), transfer()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });
});

describe('a part of a case that becomes a case of its own', () => {
  let service: Service;
  let lead: Member;
  let security: Member;
  let excluded: Member;
  let id: string;
  let filed: Filed;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    security = await service.addMember({ channels: ['security'] });
    excluded = await service.addMember({ channels: ['conduct', 'security'] });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileReport(service, { excludedMembers: [excluded.memberId] });
    id = await caseIdOf(service, filed);
  });
  const split = (headers: Record<string, string> = {}, more: object = {}): Promise<Response> =>
    post(
      service,
      lead,
      `/api/cases/${id}/split`,
      { channel: 'security', text: 'A door was open.', persons: 'Rex', reason: 'Not ours.', ...more },
      headers,
    );

  it('has no door, begins with what the member wrote, is linked, and keeps the same people out', async () => {
    const before = await (await service.reporter('/api/follow-up', bearer(filed.token))).text();
    const answer = await split();
    expect(answer.status).toBe(201);
    const made = await bodyOf<{ id: string; caseName: string; channel: string }>(answer);
    expect(made.channel).toBe('security');
    const shown = await bodyOf<object>(await get(service, security, `/api/cases/${made.id}`));
    expect(shown).toMatchObject({ hasDoor: false, persons: 'Rex', linked: [], channel: 'security' });
    expect(shown).toMatchObject({
      threads: { reporter: { entries: [{ from: 'team', text: 'A door was open.' }] } },
    });
    expect((await get(service, excluded, `/api/cases/${made.id}/brief`)).status).toBe(404);
    expect(await bodyOf<object>(await get(service, lead, `/api/cases/${id}`))).toMatchObject({
      linked: [{ id: made.id, caseName: made.caseName }],
    });
    const after = await (await service.reporter('/api/follow-up', bearer(filed.token))).text();
    expect(after.replace('"opened":true', '"opened":false')).toBe(before);
  });

  it('sent twice with one key is one case', async () => {
    const answers = [await split({ 'idempotency-key': 'one' }), await split({ 'idempotency-key': 'one' })];
    const [one, two] = await Promise.all(answers.map((answer) => bodyOf<{ id: string }>(answer)));
    expect(one).toEqual(two);
    expect((await list(service, security)).cases.filter((line) => line.id === one?.id)).toHaveLength(1);
  });

  it('is closed, expires and is erased like any other, and the first one no longer names it', async () => {
    const made = await bodyOf<{ id: string }>(await split());
    await read(service, security, made.id);
    expect((await setState(service, security, made.id, 'closed')).status).toBe(200);
    service.clock.advance(366 * 86_400_000);
    await service.scheduledRun();
    expect(service.logs.filter(({ event }) => event === 'fault')).toEqual([]);
    const left = [
      ...(await contentOf(service, 'vault')).keys(),
      ...(await contentOf(service, 'cases')).keys(),
    ];
    expect(left.filter((key) => key.includes(made.id) && !key.includes('HEAD'))).toEqual([]);
    expect(await bodyOf<object>(await get(service, lead, `/api/cases/${id}`))).toMatchObject({ linked: [] });
  });

  it('to a channel that is not there, without a text or by somebody who may not, is refused', async () => {
    expect((await split({}, { channel: 'nowhere' })).status).toBe(422);
    expect((await split({}, { text: ' ' })).status).toBe(422);
    const member = await service.addMember();
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    const body = { channel: 'security', text: 'x', reason: 'y' };
    expect((await post(service, member, `/api/cases/${id}/split`, body)).status).toBe(403);
    expect((await post(service, excluded, `/api/cases/${id}/split`, body)).status).toBe(403);
  });
});
