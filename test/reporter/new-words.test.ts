import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsNaming } from '../scheduled/stored.ts';
import { post, setState, type SignedIn } from '../team/as-member.ts';
import {
  expectRefusedForm,
  hiddenField,
  openReport,
  postForm,
  textOf,
  tokenOf,
  wordsOf,
  type Page,
} from './pages.ts';
import { contentOf, type StoredItem } from './stored.ts';
import { openAsTeam } from './team-view.ts';

const minute = 60_000;
const day = 1440 * minute;
const broken = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;

describe('a new passphrase', () => {
  let service: Service;
  let member: SignedIn;
  let filed: Filed;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.emulators.faults.dynamoDb.clear();
    service.interrupt.before = undefined;
    filed = await fileReport(service, { answers: { whatHappened: 'He shouted.' } });
  });

  const handleOf = async (words = filed.passphrase): Promise<string> =>
    hiddenField(await openReport(service, words), 'handle');
  const change = (handle: string): Promise<Page> =>
    postForm(service, '/follow-up/new-words', { handle, confirm: 'yes' });
  const ticket = async (): Promise<string> =>
    (await bodyOf<{ ticket: string }>(await service.reporter('/api/tickets', { method: 'POST' }))).ticket;
  const changeByJson = (token: string, body: unknown): Promise<Response> =>
    service.reporter('/api/follow-up/passphrase', jsonRequest(body, bearer(token).headers));
  const statusOf = async (words: string): Promise<number> => (await openReport(service, words)).status;
  const doorsOf = async (id: string): Promise<StoredItem[]> =>
    [...(await contentOf(service, 'vault'))].flatMap(([key, row]) =>
      key.startsWith('DOOR#') && row.caseId === id ? [row] : [],
    );

  it('the new words open the thread, the old ones open nothing', async () => {
    const page = await change(await handleOf());
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain(en.newWords.text);
    const words = wordsOf(page);
    expect(words.split(' ')).toHaveLength(12);
    expect(words).not.toBe(filed.passphrase);
    expect(await statusOf(filed.passphrase)).toBe(404);
    for (const way of [words, tokenOf(page)]) {
      const thread = await openReport(service, way);
      expect(thread.status).toBe(200);
      expect(textOf(thread)).toContain('He shouted.');
    }
  });

  it('it needs its box to be ticked', async () => {
    const page = await postForm(service, '/follow-up/new-words', { handle: await handleOf() });
    expectRefusedForm(page);
    expect(textOf(page)).toContain(en.newWords.tick);
    expect(await statusOf(filed.passphrase)).toBe(200);
  });

  it('the same form sent again, and five times at once, gives the same words', async () => {
    const handle = await handleOf();
    const pages = await Promise.all(Array.from({ length: 5 }, () => change(handle)));
    pages.push(await change(handle));
    expect(pages.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(new Set(pages.map(wordsOf)).size).toBe(1);
    expect(await Promise.all(pages.slice(0, 1).map((page) => statusOf(wordsOf(page))))).toEqual([200]);
  });

  it('of two forms of the old words one wins, and the other opens nothing', async () => {
    const pages = await Promise.all([handleOf(), handleOf()].map(async (handle) => change(await handle)));
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 404]);
    const winners = pages.filter(({ status }) => status === 200);
    expect(await Promise.all(winners.map((page) => statusOf(wordsOf(page))))).toEqual([200]);
  });

  it.each([
    ['the keys cannot be read', 'BatchGetItem', true],
    ['the door cannot be read', 'GetItem', false],
    ['it cannot be written', 'TransactWriteItems', false],
  ])(
    'a fault while %s shows the same form once more, and pressing again gives the words',
    async (_, operation, cold) => {
      const handle = await handleOf();
      if (cold) service.clock.advance(6 * minute);
      service.emulators.faults.dynamoDb.next(operation, broken, 3);
      const page = await change(handle);
      expect(page.status).toBe(503);
      expect(textOf(page)).toContain(en.newWords.notConfirmed);
      const fields = { handle: hiddenField(page, 'handle'), confirm: hiddenField(page, 'confirm') };
      const again = await postForm(service, '/follow-up/new-words', fields);
      expect(again.status).toBe(200);
      expect(await statusOf(wordsOf(again))).toBe(200);
    },
  );

  it('an answer that was lost after it was written costs nothing', async () => {
    const handle = await handleOf();
    let writes = 0;
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'reporter' || command !== 'TransactWriteItemsCommand' || writes++ > 0) return;
      expect((await change(handle)).status).toBe(200);
      throw new Error('the line is cut');
    };
    expect((await change(handle)).status).toBeGreaterThanOrEqual(500);
    service.interrupt.before = undefined;
    const again = await change(handle);
    expect(await statusOf(wordsOf(again))).toBe(200);
    expect(await statusOf(filed.passphrase)).toBe(404);
  });

  it('a form older than 30 minutes asks for the words', async () => {
    const handle = await handleOf();
    service.clock.advance(31 * minute);
    const page = await change(handle);
    expectRefusedForm(page);
    expect(textOf(page)).toContain(en.followUp.expiredUnchanged);
    expect(await statusOf(filed.passphrase)).toBe(200);
  });

  it('a reply form that was opened with the old words sends nothing any more and keeps its text', async () => {
    const handle = await handleOf();
    await change(handle);
    const reply = await postForm(service, '/follow-up/reply', { handle, text: 'Still mine.' });
    expect(reply.status).toBe(404);
    expect(reply.html).toContain('Still mine.');
  });

  it('whoever changes the words twice has the last ones; old forms lead nowhere', async () => {
    const first = await handleOf();
    const once = wordsOf(await change(first));
    const twice = wordsOf(await change(await handleOf(once)));
    expect(await Promise.all([filed.passphrase, once, twice].map(statusOf))).toEqual([404, 404, 200]);
    expect((await change(first)).status).toBe(404);
  });

  it('the team writes on and the reporter reads it, and what either writes meanwhile is not lost', async () => {
    const id = await openAsTeam(service, member.authorization, filed.caseName);
    const say = (text: string) => post(service, member, `/api/cases/${id}/messages`, { text });
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'reporter' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      expect((await say('While it changed.')).status).toBe(201);
    };
    const words = wordsOf(await change(await handleOf()));
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      const handle = await handleOf(words);
      last = wordsOf(await change(handle));
    };
    let last = '';
    expect((await say('And again.')).status).toBe(201);
    const handle = await handleOf(last);
    const page = await postForm(service, '/follow-up/reply', { handle, text: 'I read it.' });
    for (const text of ['While it changed.', 'And again.', 'I read it.'])
      expect(textOf(page)).toContain(text);
  });

  it('erasing the case takes the closed doors with it, however often the words were changed', async () => {
    const id = await openAsTeam(service, member.authorization, filed.caseName);
    let { token } = filed;
    for (let time = 0; time < 23; time++) {
      ({ token } = await bodyOf<{ token: string }>(await changeByJson(token, { ticket: await ticket() })));
    }
    const open = (await doorsOf(id)).filter(({ wrappedThreadKey }) => wrappedThreadKey !== undefined);
    expect(open).toHaveLength(1);
    expect((await setState(service, member, id, 'acknowledged')).status).toBe(200);
    expect((await setState(service, member, id, 'closed')).status).toBe(200);
    service.clock.advance(2 * day);
    await service.emulators.dynamoDb.sweepExpired();
    service.clock.advance(366 * day);
    await service.scheduledRun();
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
  });

  it('a report whose words were changed is withdrawn at once with the new ones', async () => {
    const words = wordsOf(await change(await handleOf()));
    const handle = await handleOf(words);
    const page = await postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes' });
    expect(textOf(page)).toContain(en.withdraw.erasedHeading);
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await statusOf(words)).toBe(404);
  });

  it('JSON: the same ticket gives the same token, another one nothing', async () => {
    const mine = await ticket();
    const response = await changeByJson(filed.token, { ticket: mine });
    expect(response.status).toBe(200);
    const changed = await bodyOf<Record<string, string>>(response);
    expect(Object.keys(changed).sort()).toEqual(['followUpUrl', 'passphrase', 'token']);
    expect(changed.followUpUrl).toBe(`https://report.example.org/follow-up#${changed.token ?? ''}`);
    expect(await bodyOf(await changeByJson(filed.token, { ticket: mine }))).toEqual(changed);
    expect((await changeByJson(filed.token, { ticket: await ticket() })).status).toBe(401);
    expect(await statusOf(changed.passphrase ?? '')).toBe(200);
  });

  it.each([
    ['none', () => Promise.resolve({}), 422],
    ['a forged one', () => Promise.resolve({ ticket: 'A'.repeat(58) }), 409],
    [
      'an old one',
      async () => {
        const old = { ticket: await ticket() };
        service.clock.advance(121 * minute);
        return old;
      },
      409,
    ],
  ])('JSON: without a ticket that can be used (%s) nothing is changed', async (_, body, status) => {
    expect((await changeByJson(filed.token, await body())).status).toBe(status);
    expect(await statusOf(filed.passphrase)).toBe(200);
  });
});
