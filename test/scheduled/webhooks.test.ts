import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { outboxKey, outboxPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, list, post, read } from '../team/as-member.ts';

const minute = 60_000;
const chatUrl = 'https://chat.example.org/hooks/x';
const chat = { url: chatUrl };

type Call = { readonly url: string; readonly event: string; readonly body: string };

describe('webhooks', () => {
  let service: Service;
  let calls: Call[] = [];
  /** What each address answers; 200 when nothing is said. */
  let answers: Record<string, number | 'nothing'> = {};
  afterEach(() => service.close());

  const answer: typeof fetch = (input, init) => {
    if (typeof input !== 'string' || typeof init?.body !== 'string') throw new Error('a text to an address');
    const body = init.body;
    const { event } = JSON.parse(body) as { event: string };
    calls.push({ url: input, event, body });
    const status = answers[input] ?? 200;
    return status === 'nothing'
      ? Promise.reject(new Error('nobody is there'))
      : Promise.resolve(new Response('ok', { status }));
  };
  const start = async (webhooks: object, more: object = {}) => {
    calls = [];
    answers = {};
    service = await startService({ webhooks, notices: { urgentPerHour: 3 }, ...more }, answer);
  };
  const runAfter = async (minutes: number) => {
    service.clock.advance(minutes * minute);
    await service.scheduledRun();
  };
  const runAt = async (iso: string) => {
    service.clock.now = new Date(iso);
    await service.scheduledRun();
    service.clock.advance(minute);
    await service.scheduledRun();
  };
  const urgent = (more: object = {}) => fileReport(service, { urgent: true, ...more });
  const events = () => calls.splice(0).map(({ event }) => event);
  const mails = async () => (await service.emulators.ses.mails()).length;
  const waiting = async () =>
    (await queryPartition(service.dynamo, service.emulators.tables.cases, outboxPartition)).length;

  it('something urgent is told with the next scheduled run, once, and says nothing of the case', async () => {
    await start({ chat });
    const member = await service.addMember({ name: 'Ada Lovelace' });
    const filed = await urgent({ answers: { whatHappened: 'He shouted at me.', who: 'Mallory' } });
    const id = await caseIdOf(service, filed);
    await service.scheduledRun();
    const [call, ...more] = calls.splice(0);
    expect(more).toEqual([]);
    expect(call).toMatchObject({ url: chatUrl, event: 'urgent' });
    for (const secret of [filed.caseName, id, 'shouted', 'Mallory', 'onduct', 'Lovelace', member.memberId])
      expect(call?.body).not.toContain(secret);
    await read(service, member, id);
    await post(service, member, `/api/cases/${id}/taken`, {});
    await runAfter(1);
    await runAfter(60);
    expect(events()).toEqual([]);
    expect(await waiting()).toBe(0);
    expect(service.logs.filter(({ event }) => event === 'notices-sent')).toEqual([
      { event: 'notices-sent', count: 2 },
    ]);
  });

  it('what nobody takes is told again, as long as somebody on the team is called', async () => {
    await start({ chat }, { outsideContact: { label: 'O', value: 'o', email: 'ombud@example.org' } });
    await service.addMember({ role: 'lead' });
    await urgent();
    await service.scheduledRun();
    for (let runs = 0; runs < 4; runs++) await runAfter(10);
    expect(events()).toEqual(['urgent', 'untaken']);
  });

  it('what is not urgent is told only where everything is wanted, once an hour', async () => {
    const pager = { url: 'https://pager.example.org/x', when: 'everything' };
    await start({ chat, pager });
    const member = await service.addMember();
    for (let number = 0; number < 30; number++) await fileReport(service);
    await runAt('2026-03-10T10:00:00.000Z');
    await list(service, member);
    await fileReport(service);
    await fileReport(service);
    await runAt('2026-03-10T11:00:00.000Z');
    expect(calls.splice(0).map(({ url, event }) => `${event} ${url}`)).toEqual([
      `ordinary ${pager.url}`,
      `ordinary ${pager.url}`,
    ]);
    await runAt('2026-03-12T09:00:00.000Z');
    await runAt('2026-03-12T11:00:00.000Z');
    await runAt('2026-03-13T09:00:00.000Z');
    await runAt('2026-03-13T11:00:00.000Z');
    expect(events()).toEqual(['overdue', 'long-overdue']);
    expect(await waiting()).toBe(0);
  });

  it('a flood is so many an hour and one for the rest', async () => {
    await start({ chat });
    await service.addMember();
    for (let number = 0; number < 40; number++) await urgent();
    await service.scheduledRun();
    await runAfter(1);
    expect(events()).toEqual(['urgent', 'urgent', 'urgent']);
    service.clock.now = new Date('2026-03-10T10:00:10.000Z');
    await service.scheduledRun();
    expect(events()).toEqual(['several-urgent']);
    await runAfter(60);
    expect(events()).toEqual([]);
  });

  it('cases with somebody excluded or recused are told only where that is wanted', async () => {
    const trusted = { url: 'https://trusted.example.org/x', evenWithExclusions: true };
    await start({ chat, trusted });
    const [excluded, leaving] = [await service.addMember(), await service.addMember()];
    await service.addMember();
    await urgent({ excludedMembers: [excluded.memberId] });
    await service.scheduledRun();
    expect(calls.splice(0).map(({ url }) => url)).toEqual([trusted.url]);
    const id = await caseIdOf(service, await urgent());
    await post(service, leaving, `/api/cases/${id}/recusal`, {});
    await service.scheduledRun();
    expect(new Set(calls.splice(0).map(({ url }) => url))).toEqual(new Set([trusted.url]));
  });

  it('somebody who is excluded between two attempts keeps the chat from being told', async () => {
    await start({ chat });
    const leaving = await service.addMember();
    await service.addMember();
    const id = await caseIdOf(service, await urgent());
    answers[chatUrl] = 500;
    await service.scheduledRun();
    expect(events()).toEqual(['urgent']);
    await post(service, leaving, `/api/cases/${id}/recusal`, {});
    answers = {};
    for (let runs = 0; runs < 5; runs++) await runAfter(1);
    expect(events()).toEqual([]);
  });

  it('what is for one member alone is not told to everybody', async () => {
    await start({ chat: { ...chat, when: 'everything' } });
    const [member, assignee] = [await service.addMember(), await service.addMember()];
    const id = await caseIdOf(service, await fileReport(service));
    await runAt('2026-03-10T10:00:00.000Z');
    await read(service, member, id);
    await post(service, member, `/api/cases/${id}/assignee`, { memberId: assignee.memberId });
    expect(events()).toEqual(['ordinary']);
    await runAt('2026-03-10T11:00:00.000Z');
    await runAt('2026-03-11T09:00:00.000Z');
    expect(await mails()).toBeGreaterThan(2);
    expect(events()).toEqual([]);
  });

  it.each([500, 404, 302, 'nothing'] as const)(
    'an answer %s is tried again, later each time; the mails have left, and nobody is mailed twice',
    async (status) => {
      await start({ chat });
      await service.addMember();
      await urgent();
      answers[chatUrl] = status;
      await service.scheduledRun();
      expect(await mails()).toBe(1);
      const begin = service.clock.now.getTime();
      const attemptedAt = [0];
      calls = [];
      for (let runs = 0; runs < 16; runs++) {
        await runAfter(1);
        if (events().length > 0) attemptedAt.push((service.clock.now.getTime() - begin) / minute);
      }
      expect(attemptedAt).toEqual([0, 1, 3, 7, 15]);
      expect(service.logs).toContainEqual({ event: 'notice-failing', attempts: 1 });
      expect(service.logs).toContainEqual({ event: 'notice-undeliverable', attempts: 5 });
      answers = {};
      await runAfter(20);
      expect(events()).toEqual(['urgent']);
      expect(await mails()).toBe(1);
      expect(await waiting()).toBe(0);
    },
  );

  it('one that has been silent for hours is told no more of it, nor of what somebody has taken', async () => {
    await start({ chat });
    const member = await service.addMember();
    await urgent();
    answers[chatUrl] = 'nothing';
    for (let runs = 0; runs < 30; runs++) {
      await service.scheduledRun();
      service.clock.advance(60 * minute);
    }
    expect(events()).toHaveLength(10);
    expect(await waiting()).toBe(0);
    const id = await caseIdOf(service, await urgent());
    await service.scheduledRun();
    expect(events()).toEqual(['urgent']);
    await post(service, member, `/api/cases/${id}/taken`, {});
    answers = {};
    await runAfter(60);
    expect(events()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  it('a silent one is asked once a scheduled run, and keeps no mail and no other webhook waiting', async () => {
    const pager = { url: 'https://pager.example.org/x' };
    await start({ chat, pager });
    await service.addMember();
    answers[chatUrl] = 'nothing';
    for (let number = 0; number < 3; number++) await urgent();
    await service.scheduledRun();
    expect(await mails()).toBe(3);
    expect(
      calls
        .splice(0)
        .map(({ url }) => url)
        .sort(),
    ).toEqual([chatUrl, pager.url, pager.url, pager.url]);
  });

  it('time that runs out among the mails does not run out for the webhooks', async () => {
    await start({ chat });
    await service.addMember();
    await urgent();
    service.interrupt.before = ({ command }) => {
      if (command === 'SendRawEmailCommand') service.clock.advance(40_000);
    };
    await service.scheduledRun();
    expect([await mails(), events()]).toEqual([1, ['urgent']]);
    service.interrupt.before = undefined;
    await service.scheduledRun();
    expect(events()).toEqual([]);
  });

  it('what waits for a webhook that is no longer in the settings is forgotten', async () => {
    await start({});
    await service.addMember();
    const row = { caseId: 'c', channel: 'conduct', urgent: true, attempts: 2, webhook: 'chat' };
    const Item = toAttributes({ ...outboxKey('2026-03-10T09:00:00.000Z#x'), ...row });
    await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
    await service.scheduledRun();
    expect([events(), await waiting(), await mails()]).toEqual([[], 0, 0]);
  });
});
