import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsNaming } from '../scheduled/stored.ts';
import { get, post, setState, type SignedIn } from '../team/as-member.ts';
import { expectRefusedForm, hiddenField, openReport, postForm, textOf, type Page } from './pages.ts';
import { contentOf, type StoredItem } from './stored.ts';
import { openAsTeam } from './team-view.ts';

const minute = 60_000;
const day = 1440 * minute;
const broken = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
const dropped = { kind: 'drop' } as const;
type Case = {
  identity: object;
  threads: { reporter: { entries: { kind: string; text: string }[] } };
  unread: boolean;
};

describe('leaving a case', () => {
  let service: Service;
  let member: SignedIn;
  let filed: Filed;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.emulators.faults.dynamoDb.clear();
    service.interrupt.before = undefined;
    filed = await fileReport(service, { identity: { name: 'Lin', contact: 'lin@example.org' } });
    id = '';
  });

  const opened = async (): Promise<void> => {
    id = await openAsTeam(service, member.authorization, filed.caseName);
  };
  const handleOf = async (): Promise<string> =>
    hiddenField(await openReport(service, filed.passphrase), 'handle');
  const choose = (handle: string, choice: string): Promise<Page> =>
    postForm(service, '/follow-up/withdraw', { handle, opened: 'yes', choice, confirm: 'yes' });
  const byJson = (choice: string): Promise<Response> =>
    service.reporter('/api/follow-up/withdrawal', jsonRequest({ choice }, bearer(filed.token).headers));
  const readAsTeam = async (): Promise<Case> => bodyOf<Case>(await get(service, member, `/api/cases/${id}`));
  const lastEntry = async () => (await readAsTeam()).threads.reporter.entries.at(-1);
  const vaultCase = async (): Promise<StoredItem> =>
    (await contentOf(service, 'vault')).get(`CASE#${id} CASE`) ?? {};
  const doorsOf = async (): Promise<StoredItem[]> =>
    [...(await contentOf(service, 'vault'))].flatMap(([key, row]) =>
      key.startsWith('DOOR#') && row.caseId === id ? [row] : [],
    );
  const closedDoorsOf = async (): Promise<StoredItem[]> => {
    const closedDoors = (await vaultCase()).closedDoors as string[];
    const stored = await contentOf(service, 'vault');
    return closedDoors.map((doorId) => stored.get(`DOOR#${doorId} DOOR`) ?? {});
  };

  it('an opened report offers three ways, each with its effect and the day of the answer', async () => {
    await opened();
    const text = textOf(await openReport(service, filed.passphrase));
    for (const { label, effect } of Object.values(en.withdraw.choices)) {
      expect(text).toContain(label);
      expect(text).toContain(effect('17 March 2026'));
    }
  });

  it('without a choice or a tick nothing is done, and what was chosen stays chosen', async () => {
    await opened();
    const handle = await handleOf();
    const noChoice = await postForm(service, '/follow-up/withdraw', {
      handle,
      opened: 'yes',
      confirm: 'yes',
    });
    expectRefusedForm(noChoice);
    expect(textOf(noChoice)).toContain(en.withdraw.chooseFirst);
    const fields = { handle, opened: 'yes', choice: 'close-door' };
    const noTick = await postForm(service, '/follow-up/withdraw', fields);
    expectRefusedForm(noTick);
    expect(noTick.html).toMatch(/value="close-door" required="" checked=""/);
    expect((await openReport(service, filed.passphrase)).status).toBe(200);
    expect((await readAsTeam()).threads.reporter.entries).toHaveLength(1);
  });

  it('“stop writing to me” tells the team once, and the words go on working', async () => {
    await opened();
    const handle = await handleOf();
    for (let press = 0; press < 2; press++) {
      const page = await choose(handle, 'stop-writing');
      expect(page.status).toBe(200);
      expect(textOf(page)).toContain(en.withdraw.told);
      expect(textOf(page)).toContain(en.withdraw.announcements['stop-writing']);
    }
    const read = await readAsTeam();
    expect(read.threads.reporter.entries.slice(1).map(({ kind }) => kind)).toEqual(['stop-writing']);
    expect(read.threads.reporter.entries[1]?.text).toContain('no more messages');
    const spanish = await postForm(service, '/follow-up?lang=es', { words: filed.passphrase });
    expect(textOf(spanish)).toContain('No quiero más mensajes.');
  });

  it('closing the door erases name and contact at once, tells the team, and the words open nothing', async () => {
    await opened();
    const page = await choose(await handleOf(), 'close-door');
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain(en.withdraw.closedHeading);
    expect((await openReport(service, filed.passphrase)).status).toBe(404);
    const stored = await vaultCase();
    expect(stored).not.toHaveProperty('identity');
    expect(await doorsOf()).toEqual([]);
    const [door = {}] = await closedDoorsOf();
    expect(Object.keys(door).sort()).toEqual(['closed', 'expiresAt', 'pk', 'sk', 'ttl']);
    expect(stored).toMatchObject({ doors: { reporter: [] }, closedDoors: [expect.any(String)] });
    expect(await lastEntry()).toMatchObject({ kind: 'door-closed' });
    const outbox = [...(await contentOf(service, 'cases')).values()].filter(
      ({ pk, caseId }) => pk === 'OUTBOX' && caseId === id,
    );
    expect(outbox.length).toBeGreaterThan(1);
    expect((await readAsTeam()).identity).toEqual({});
    const wish = { part: 'name', reason: 'To greet them.' };
    expect((await post(service, member, `/api/cases/${id}/identity`, wish)).status).toBe(404);
  });

  it('the team goes on with a case whose door is closed, and erasure takes everything with it', async () => {
    await opened();
    expect((await byJson('close-door')).status).toBe(200);
    expect((await post(service, member, `/api/cases/${id}/messages`, { text: 'Noted.' })).status).toBe(201);
    expect((await post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' })).status).toBe(201);
    for (const state of ['acknowledged', 'closed']) {
      expect((await setState(service, member, id, state)).status).toBe(200);
    }
    expect((await vaultCase()).expiresAt).not.toBe(filed.retainedUntil);
    // What nobody has read would keep it.
    await readAsTeam();
    service.clock.advance(366 * day);
    await service.scheduledRun();
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
  });

  it('time to live takes a closed door within days, and the erasure of its case does not miss it', async () => {
    await opened();
    expect((await byJson('close-door')).status).toBe(200);
    service.clock.advance(day + 61 * minute);
    await service.emulators.dynamoDb.sweepExpired();
    expect(await doorsOf()).toEqual([]);
    expect((await setState(service, member, id, 'acknowledged')).status).toBe(200);
    expect((await setState(service, member, id, 'closed')).status).toBe(200);
    await readAsTeam();
    service.clock.advance(366 * day);
    await service.scheduledRun();
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
  });

  it.each(['message', 'note', 'state'])(
    'a %s of the team that meets the closing of the door is written all the same',
    async (what) => {
      await opened();
      service.interrupt.before = async ({ caller, command }) => {
        if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
        service.interrupt.before = undefined;
        expect((await byJson('close-door')).status).toBe(200);
      };
      const done =
        what === 'state'
          ? await setState(service, member, id, 'acknowledged')
          : await post(service, member, `/api/cases/${id}/${what}s`, { text: 'Hello.' });
      expect(done.status).toBeLessThan(300);
      const kinds = (await readAsTeam()).threads.reporter.entries.map(({ kind }) => kind);
      expect(kinds).toEqual(['report', 'door-closed', ...(what === 'message' ? ['message'] : [])]);
    },
  );

  it('a door that closes while the team writes closes all the same', async () => {
    await opened();
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'reporter' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      expect((await post(service, member, `/api/cases/${id}/messages`, { text: 'Hello.' })).status).toBe(201);
    };
    expect((await byJson('close-door')).status).toBe(200);
    const kinds = (await readAsTeam()).threads.reporter.entries.map(({ kind }) => kind);
    expect(kinds).toEqual(['report', 'message', 'door-closed']);
  });

  it('of two who close one door at once both are told that it is closed, and the team once', async () => {
    await opened();
    const handle = await handleOf();
    const pages = await Promise.all([choose(handle, 'close-door'), choose(handle, 'close-door')]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    for (const page of pages) expect(textOf(page)).toContain(en.withdraw.closedHeading);
    expect((await readAsTeam()).threads.reporter.entries).toHaveLength(2);
  });

  it('of two withdrawals of an unopened report at once both are told that it is gone', async () => {
    const handle = await handleOf();
    const press = () => postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes' });
    for (const page of await Promise.all([press(), press()])) {
      expect(page.status).toBe(200);
      expect(textOf(page)).toContain(en.withdraw.erasedHeading);
    }
  });

  it('a withdrawal that a member’s first look overtakes asks the team instead of erasing', async () => {
    const handle = await handleOf();
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'reporter' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      await opened();
    };
    const page = await postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes' });
    expect(textOf(page)).toContain(en.withdraw.askedHeading);
    expect(await lastEntry()).toMatchObject({ kind: 'withdrawal-request' });
    expect((await openReport(service, filed.passphrase)).status).toBe(200);
  });

  it('a member who looks just as the report is withdrawn finds no case', async () => {
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      const init = { method: 'DELETE', ...bearer(filed.token) };
      expect((await service.reporter('/api/follow-up', init)).status).toBe(200);
    };
    await expect(opened()).rejects.toThrow('404');
  });

  it('pressed again after it worked, the same form says that the report is withdrawn, also once it is swept', async () => {
    const handle = await handleOf();
    const press = async () => {
      const page = await postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes' });
      expect(page.status).toBe(200);
      return textOf(page);
    };
    expect(await press()).toContain(en.withdraw.erasedHeading);
    expect(await press()).toContain(en.withdraw.erasedHeading);
    await service.scheduledRun();
    expect(await press()).toContain(en.withdraw.goneHeading);
    const byWords = await postForm(service, '/follow-up/withdraw', {
      words: filed.passphrase,
      confirm: 'yes',
    });
    expect(byWords.status).toBe(404);
  });

  it.each([
    ['the door cannot be read', 'GetItem', undefined],
    ['it cannot be written', 'TransactWriteItems', 'close-door'],
    ['the thread cannot be read afterwards', 'Query', 'stop-writing'],
  ])(
    'a fault while %s shows the same form once more, and pressing again does it',
    async (_, operation, choice) => {
      if (choice !== undefined) await opened();
      const handle = await handleOf();
      service.emulators.faults.dynamoDb.next(operation, broken, 3);
      const chosen = choice === undefined ? {} : { opened: 'yes', choice };
      const page = await postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes', ...chosen });
      expect(page.status).toBe(503);
      expect(page.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(textOf(page)).toContain(en.withdraw.notConfirmed);
      const names = ['handle', 'confirm', ...Object.keys(chosen)];
      const fields = Object.fromEntries(names.map((name) => [name, hiddenField(page, name)]));
      const again = await postForm(service, '/follow-up/withdraw', fields);
      expect(again.status).toBe(200);
      const said = { 'close-door': en.withdraw.closedHeading, 'stop-writing': en.withdraw.told };
      expect(textOf(again)).toContain(
        choice === undefined ? en.withdraw.erasedHeading : said[choice as keyof typeof said],
      );
    },
  );

  it('an answer of the store that is lost after it was written is no loss', async () => {
    await opened();
    const handle = await handleOf();
    service.emulators.faults.dynamoDb.next('TransactWriteItems', dropped, 3);
    const page = await choose(handle, 'close-door');
    service.emulators.faults.dynamoDb.clear();
    const last = page.status === 503 ? await choose(handle, 'close-door') : page;
    expect(textOf(last)).toContain(en.withdraw.closedHeading);
    expect((await readAsTeam()).threads.reporter.entries).toHaveLength(2);
  });

  it.each([
    ['stop-writing', 200, { outcome: 'told' }],
    ['close-door', 200, { outcome: 'closed' }],
    ['erase-everything', 202, { outcome: 'asked', answerBy: '2026-03-17T09:00:00.000Z' }],
  ])('JSON: %s of an opened report', async (choice, status, answer) => {
    service.clock.now = new Date('2026-03-10T09:20:30.000Z');
    filed = await fileReport(service);
    await opened();
    const response = await byJson(choice);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(answer);
  });

  it('JSON: everything of an unopened report is erased at once', async () => {
    const response = await byJson('erase-everything');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ outcome: 'erased' });
    expect((await byJson('erase-everything')).status).toBe(401);
  });

  it.each([{}, { choice: 'vanish' }, { choice: 'close-door', more: 1 }, []])(
    'JSON: %j is no choice, and nothing is done',
    async (body) => {
      const response = await service.reporter(
        '/api/follow-up/withdrawal',
        jsonRequest(body, bearer(filed.token).headers),
      );
      expect(response.status).toBe(422);
      expect((await openReport(service, filed.passphrase)).status).toBe(200);
    },
  );
});
