import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { newMailsOf } from '../harness/new-mails.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { post, read } from './as-member.ts';
import { asking, caseAboutSomebody, doneMeasures, measuresOf, type Colleague } from './measured-case.ts';
import { platforms } from './platforms.ts';

const urgent = 'Something is waiting for a second person to confirm it';

describe('one member restricts somebody at once', () => {
  let service: Service;
  let lead: Colleague;
  let member: Colleague;
  let second: Colleague;
  let id: string;
  let newMails: () => Promise<string[]>;
  beforeEach(async () => {
    service = await startService({
      decisions: { platforms },
      outsideContact: { label: 'Ombud', value: 'Call 1', email: 'ombud@example.org' },
    });
    newMails = newMailsOf(service);
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    member = await service.addMember({ name: 'Grace' });
    second = await service.addMember({ name: 'Lin' });
    id = await caseAboutSomebody(service, member);
    await post(service, member, `/api/cases/${id}/messages`, { text: 'We have it.' });
    service.clock.advance(3_600_000);
    for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
    await newMails();
  });
  afterEach(() => service.close());

  const ask = (who: Colleague, path: string, body: unknown) => asking(service, () => id)(who, path, body);
  const until = '2026-03-16';
  const restriction = { respondent: 1, type: 'ban', until, reason: 'Threats.', where: 'chat/ban' };
  const runAt = async (iso: string): Promise<string[]> => {
    service.clock.now = new Date(iso);
    for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
    return newMails();
  };
  const only = async () => (await measuresOf(service, member, id))[0];

  it('for a few days, and nothing that the settings do not have', async () => {
    const tried = (more: object) => ask(member, '/restrictions', { ...restriction, ...more });
    const invalid = [422, 'invalid-fields'];
    expect(await tried({ until: '2026-03-09' })).toEqual(invalid);
    expect(await tried({ until: '2026-03-17' })).toEqual(invalid);
    expect(await tried({ respondent: 2 })).toEqual(invalid);
    expect(await tried({ type: 'private-apology' })).toEqual(invalid);
    expect(await tried({ type: 'constructor' })).toEqual(invalid);
    expect(await tried({ where: ['chat/ban', 'forge/ban'] })).toEqual(invalid);
    expect(await measuresOf(service, member, id)).toEqual([]);
    expect(await tried({})).toBe(201);
    expect(await tried({ until: '2026-03-12' })).toEqual([409, 'restricted']);
    expect(await only()).toMatchObject({
      reviewed: false,
      until,
      rollOuts: [{ platform: 'chat', restriction: 'ban', account: '@someone' }],
      emergency: { by: { name: 'Grace' }, reason: 'Threats.' },
    });
    expect(await only()).not.toHaveProperty('emergency.team');
  });

  it('the others are told within the minute, and a second member confirms it', async () => {
    expect(await ask(member, '/restrictions', restriction)).toBe(201);
    service.clock.advance(60_000);
    await service.scheduledRun();
    await service.scheduledRun();
    expect(await newMails()).toEqual([`${urgent} > ${lead.email}`, `${urgent} > ${second.email}`].sort());
    const confirm = { measure: 1, verdict: 'confirm' };
    expect(await ask(member, '/restrictions/review', confirm)).toEqual([403, 'oneself']);
    const late = await service.addMember({ name: 'Late' });
    await read(service, lead, id);
    expect(await ask(lead, '/grants', { memberId: late.memberId, reason: 'To help.' })).toBe(201);
    expect(await ask(late, '/restrictions/review', confirm)).toEqual([403, 'joined-later']);
    await read(service, second, id);
    expect(await ask(second, '/soft-conflict', { reason: 'We are friends.' })).toBe(200);
    expect(await ask(second, '/restrictions/review', confirm)).toEqual([403, 'soft-conflict']);
    expect(await ask(lead, '/restrictions/review', confirm)).toBe(200);
    expect(await ask(lead, '/restrictions/review', confirm)).toEqual([409, 'looked-at']);
    expect(await only()).toMatchObject({ reviewed: true, emergency: { confirmed: { by: { name: 'Ada' } } } });
    expect(await runAt('2026-03-13T12:00:00.000Z')).not.toContain(`${urgent} > ${lead.email}`);
  });

  it('nobody confirms it when what a member said of themselves is gone', async () => {
    expect(await ask(member, '/restrictions', restriction)).toBe(201);
    await read(service, second, id);
    expect(await ask(second, '/soft-conflict', { reason: 'We are friends.' })).toBe(200);
    const Key = toAttributes(caseKeys.record(id, 'soft-conflict', 1));
    await service.dynamo.send(new DeleteItemCommand({ TableName: service.emulators.tables.cases, Key }));
    const confirm = { measure: 1, verdict: 'confirm' };
    expect(await ask(second, '/restrictions/review', confirm)).toEqual([409, 'damaged-records']);
    expect(await only()).toMatchObject({ reviewed: false });
  });

  it('sent twice it is the last of a full case, and no other one finds room', async () => {
    await doneMeasures(service, member, id, 99);
    const send = (key: string) =>
      post(service, member, `/api/cases/${id}/restrictions`, restriction, { 'idempotency-key': key });
    expect((await send('once')).status).toBe(201);
    expect(await bodyOf(await send('once'))).toMatchObject({ measure: 100 });
    expect(await bodyOf(await send('another'))).toMatchObject({ code: 'too-many-measures' });
  });

  it('unconfirmed after a day goes to the leads, then to the outside contact, and ends by itself', async () => {
    expect(await ask(member, '/restrictions', { ...restriction, where: undefined })).toBe(201);
    expect(await runAt('2026-03-10T10:21:30.000Z')).toHaveLength(2);
    expect(await runAt('2026-03-11T10:20:00.000Z')).not.toContain(`${urgent} > ${lead.email}`);
    expect(await runAt('2026-03-11T11:00:00.000Z')).toContain(`${urgent} > ${lead.email}`);
    const outside = await runAt('2026-03-12T11:00:00.000Z');
    expect(outside).toContain(
      'Something is waiting that a second person on the team has to confirm > ombud@example.org',
    );
    service.clock.now = new Date('2026-03-17T00:00:00.000Z');
    expect(await only()).toMatchObject({ over: true, reviewed: false, status: 'to-do' });
    // Alone, one does not begin anew what nobody has confirmed; a colleague may.
    const again = { ...restriction, until: '2026-03-20' };
    expect(await ask(member, '/restrictions', again)).toEqual([409, 'not-again']);
    expect(await ask(lead, '/restrictions', again)).toBe(201);
  });

  const at = (iso: string): void => {
    service.clock.now = new Date(iso);
  };
  const onceMore = (who: Colleague, last: string, respondent = 1) =>
    ask(who, '/restrictions', { ...restriction, where: undefined, respondent, until: last });

  it('two who take turns, or confirm one another, do not make weeks of days', async () => {
    expect(await onceMore(member, '2026-03-16')).toBe(201);
    expect(await ask(lead, '/restrictions/review', { measure: 1, verdict: 'confirm' })).toBe(200);
    at('2026-03-17T09:00:00.000Z');
    expect(await onceMore(lead, '2026-03-23')).toBe(201);
    expect(await ask(member, '/restrictions/review', { measure: 2, verdict: 'confirm' })).toBe(200);
    at('2026-03-24T09:00:00.000Z');
    await read(service, second, id);
    for (const who of [member, lead, second])
      expect(await onceMore(who, '2026-03-24')).toEqual([409, 'too-long']);
  });

  it('what was taken back counts for the days on which it held', async () => {
    expect(await onceMore(member, '2026-03-16')).toBe(201);
    const lift = { measure: 1, verdict: 'lift', reason: 'Not them.' };
    expect(await ask(member, '/restrictions/review', lift)).toBe(200);
    expect(await onceMore(member, '2026-03-16')).toEqual([409, 'not-again']);
    await read(service, second, id);
    expect(await onceMore(second, '2026-03-16')).toBe(201);
    at('2026-03-17T09:00:00.000Z');
    expect(await onceMore(lead, '2026-03-23')).toEqual([409, 'too-long']);
    expect(await onceMore(lead, '2026-03-22')).toBe(201);
  });

  it('under another number of the same person it is the same person', async () => {
    expect(await onceMore(member, '2026-03-16')).toBe(201);
    expect((await post(service, member, `/api/cases/${id}/respondents`, { name: 'Some One' })).status).toBe(
      201,
    );
    expect((await post(service, member, `/api/cases/${id}/respondents/1/merge`, { into: 2 })).status).toBe(
      200,
    );
    expect(await onceMore(second, '2026-03-16', 2)).toEqual([409, 'restricted']);
    at('2026-03-17T09:00:00.000Z');
    expect(await onceMore(member, '2026-03-17', 2)).toEqual([409, 'not-again']);
  });

  it('is lifted by anybody with a reason, and is then not confirmed any more', async () => {
    expect(await ask(member, '/restrictions', restriction)).toBe(201);
    expect(await runAt('2026-03-10T10:21:30.000Z')).toHaveLength(2);
    const lift = { measure: 1, verdict: 'lift' };
    expect(await ask(second, '/restrictions/review', lift)).toEqual([422, 'invalid-fields']);
    expect(await ask(second, '/restrictions/review', { ...lift, reason: 'Not them.' })).toBe(200);
    expect(await only()).toMatchObject({ status: 'waived', reason: 'Not them.', reviewed: true });
    expect(await ask(lead, '/restrictions/review', { measure: 1, verdict: 'confirm' })).toEqual([
      409,
      'looked-at',
    ]);
    expect(await runAt('2026-03-11T12:00:00.000Z')).not.toContain(`${urgent} > ${lead.email}`);
  });

  it('sent twice with one key it is one', async () => {
    const key = { 'idempotency-key': 'once' };
    const path = `/api/cases/${id}/restrictions`;
    const answers = [
      await post(service, member, path, restriction, key),
      await post(service, member, path, restriction, key),
    ];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      expect.objectContaining({ measure: 1 }),
      expect.objectContaining({ measure: 1 }),
    ]);
    expect(await measuresOf(service, member, id)).toHaveLength(1);
  });

  it('of more accounts than a measure can hold is refused, not cut off', async () => {
    const handles = Array.from({ length: 20 }, (_, at) => ({ platform: 'chat', handle: `@other-${at}` }));
    const answer = await post(service, member, `/api/cases/${id}/respondents/1`, { handles });
    expect(answer.status).toBe(200);
    // Twenty accounts in three places are sixty; four would be eighty.
    const where = ['chat/ban', 'chat/mute', 'chat/ban'];
    expect(await ask(member, '/restrictions', { ...restriction, where: [...where, 'chat/mute'] })).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await measuresOf(service, member, id)).toEqual([]);
    expect(await ask(member, '/restrictions', { ...restriction, where })).toBe(201);
    expect((await only())?.rollOuts).toHaveLength(60);
  });
});
