import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { openAsTeam } from './team-view.ts';

type Entry = { id: string; from: string; on: string; text: string; attachments: unknown[] };
type FollowUp = { entries: Entry[] };

describe('the JSON of following up', () => {
  let service: Service;
  let filed: Filed;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileReport(service, { answers: { whatHappened: 'He shouted.', who: 'Bob' } });
  });

  const read = (): Promise<Response> => service.reporter('/api/follow-up', bearer(filed.token));
  const entries = async (): Promise<Entry[]> => (await bodyOf<FollowUp>(await read())).entries;
  const send = (text: string, headers: Record<string, string> = {}): Promise<Response> =>
    service.reporter(
      '/api/follow-up/entries',
      jsonRequest({ text }, { ...bearer(filed.token).headers, ...headers }),
    );

  it('a thread has exactly the fields of the contract', async () => {
    const response = await read();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      caseName: filed.caseName,
      thread: 'reporter',
      summary: {
        state: 'received',
        stateInWords: en.states.received,
        opened: false,
        urgent: false,
        sentOn: '2026-03-10',
        deadlines: filed.deadlines,
        retainedUntil: filed.retainedUntil,
      },
      entries: [
        {
          id: '1',
          from: 'reporter',
          on: '2026-03-10',
          text: 'What happened?\nHe shouted.\n\nWho did it?\nBob',
          attachments: [],
        },
      ],
    });
  });

  it('a sent entry has exactly the fields of the contract, and the thread shows the same', async () => {
    const response = await send(' One more thing.\r\nTwo. ');
    expect(response.status).toBe(201);
    const entry = await bodyOf<Entry>(response);
    expect(entry).toEqual({
      id: '2',
      from: 'reporter',
      on: '2026-03-10',
      text: 'One more thing.\nTwo.',
      attachments: [],
    });
    expect((await entries())[1]).toEqual(entry);
  });

  it('a reply sent twice, also at once, with one Idempotency-Key is one entry with the same answer', async () => {
    const key = { 'idempotency-key': 'a-1' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => send('Once.', key)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(await entries()).toHaveLength(2);
  });

  it('another text with the same key, and the same text with another key or none, are further entries', async () => {
    await send('One.', { 'idempotency-key': 'a' });
    await send('Two.', { 'idempotency-key': 'a' });
    await send('One.', { 'idempotency-key': 'b' });
    await send('One.');
    await send('One.');
    expect((await entries()).map(({ text }) => text).slice(1)).toEqual([
      'One.',
      'Two.',
      'One.',
      'One.',
      'One.',
    ]);
  });

  it('five replies at once each get a place of their own', async () => {
    const texts = ['1', '2', '3', '4', '5'];
    const answers = await Promise.all(texts.map((text) => send(text)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    const stored = (await entries()).slice(1).map(({ text }) => text);
    expect(stored.sort()).toEqual(texts);
  });

  it('withdrawing before anybody opened the report erases it', async () => {
    const init = { method: 'DELETE', ...bearer(filed.token) };
    const response = await service.reporter('/api/follow-up', init);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ outcome: 'erased' });
    expect((await read()).status).toBe(401);
    expect((await service.reporter('/api/follow-up', init)).status).toBe(401);
  });

  it('withdrawing after somebody opened the report asks the team, once', async () => {
    const { authorization } = await service.addMember();
    await openAsTeam(service, authorization, filed.caseName);
    const init = { method: 'DELETE', ...bearer(filed.token) };
    for (let time = 0; time < 2; time++) {
      const response = await service.reporter('/api/follow-up', init);
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({ outcome: 'asked' });
    }
    expect(await entries()).toHaveLength(2);
    expect(await bodyOf(await read())).toMatchObject({ summary: { opened: true } });
  });

  it('following up is two calls to AWS, a reply two, a withdrawal two', async () => {
    const commands = async (act: () => Promise<Response>): Promise<string[]> => {
      service.calls.length = 0;
      expect((await act()).status).toBeLessThan(300);
      return service.calls.map(({ command }) => command);
    };
    expect(await commands(read)).toEqual(['GetItemCommand', 'QueryCommand']);
    expect(await commands(() => send('x', { 'idempotency-key': 'k' }))).toEqual([
      'GetItemCommand',
      'TransactWriteItemsCommand',
    ]);
    expect(
      await commands(() => service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) })),
    ).toEqual(['GetItemCommand', 'TransactWriteItemsCommand']);
  });

  it('HEAD answers as GET does, without a body', async () => {
    const response = await service.reporter('/api/follow-up', { method: 'HEAD', ...bearer(filed.token) });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});
