import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { revokeMember } from '../../infra/ops/member/members.ts';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { hiddenField, openReport, postForm, textOf, wordsOf } from '../reporter/pages.ts';
import { contentOf } from '../reporter/stored.ts';
import { get, list, post, read, setState, type ProblemBody } from './as-member.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Receipt = {
  readonly id: string;
  readonly caseName: string;
  readonly token: string;
  readonly passphrase: string;
  readonly followUpUrl: string;
  readonly handOverBy: string;
  readonly reminder: string;
};

const day = 86_400_000;
const shortChannel = {
  label: 'Short',
  description: 'Cases that live for a month.',
  questions: {
    whatHappened: { order: 1, label: 'What?', why: 'Why.', required: true, rows: 3, limitBytes: 900 },
  },
  deadlines: { acknowledgeHours: 1, updateDays: 1, feedbackDays: 1 },
  retention: { afterClosingDays: 1, hardLimitDays: 30 },
};
const filing = {
  channel: 'conduct',
  answers: { whatHappened: 'He shouted at her.', who: 'Bob' },
  forWhom: 'another',
  reporterKnows: true,
  cameBy: 'mail',
  receivedOn: '2026-03-09',
  door: true,
};

describe('a report that a member writes down', () => {
  let service: Service;
  let member: Member;
  let other: Member;
  beforeAll(async () => {
    service = await startService({
      channels: {
        conduct: { automaticReceipt: 'It has come in.' },
        short: shortChannel,
      },
    });
    member = await service.addMember({ name: 'Mia' });
    other = await service.addMember({ name: 'Olu' });
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.interrupt.before = undefined;
  });

  const file = (more: object = {}, who = member, headers: Record<string, string> = {}): Promise<Response> =>
    post(service, who, '/api/cases', { ...filing, ...more }, headers);
  const filed = async (more: object = {}, who = member): Promise<Receipt> => {
    const answer = await file(more, who);
    expect(answer.status).toBe(201);
    return bodyOf<Receipt>(answer);
  };
  const ticket = async (): Promise<string> =>
    (await bodyOf<{ ticket: string }>(await service.reporter('/api/tickets', { method: 'POST' }))).ticket;
  const change = async (token: string): Promise<Response> =>
    service.reporter(
      '/api/follow-up/passphrase',
      jsonRequest({ ticket: await ticket() }, bearer(token).headers),
    );
  const ownToken = async (token: string): Promise<string> =>
    (await bodyOf<{ token: string }>(await change(token))).token;

  it('is a case like any other, marked with who filed it and how it came', async () => {
    const receipt = await filed();
    expect(receipt.reminder).toContain('Delete the mail');
    expect(receipt.followUpUrl).toBe(`https://report.example.org/follow-up#${receipt.token}`);
    expect(receipt.handOverBy).toBe('2026-03-24T09:00:00.000Z');
    const shown = await read(service, other, receipt.id);
    expect(shown).toMatchObject({ channel: 'conduct', state: 'received', persons: 'Bob', hasDoor: true });
    expect(shown.threads.reporter.entries).toMatchObject([
      {
        from: 'reporter',
        kind: 'report',
        answers: filing.answers,
        filedBy: {
          author: { id: member.memberId, name: 'Mia' },
          forWhom: 'another',
          reporterKnows: true,
          cameBy: 'mail',
          receivedOn: '2026-03-09',
        },
      },
      { from: 'automatic', text: 'It has come in.' },
    ]);
    const listed = (await list(service, other)).cases.find(({ id }) => id === receipt.id);
    expect(listed).toMatchObject({ caseName: receipt.caseName, opened: true });
  });

  it('without a door there is no token, nobody to answer, and it can be worked on all the same', async () => {
    const receipt = await filed({ door: false, reporterKnows: false });
    for (const secret of ['token', 'passphrase', 'followUpUrl', 'handOverBy'])
      expect(receipt).not.toHaveProperty(secret);
    expect(await read(service, other, receipt.id)).toMatchObject({ hasDoor: false });
    expect((await post(service, other, `/api/cases/${receipt.id}/notes`, { text: 'Seen.' })).status).toBe(
      201,
    );
    expect((await setState(service, other, receipt.id, 'in-review')).status).toBe(200);
  });

  it('what was handed over opens nothing before it is changed, and says where', async () => {
    const { token, passphrase } = await filed();
    const requests: [string, RequestInit][] = [
      ['/api/follow-up', bearer(token)],
      ['/api/follow-up', { method: 'DELETE', ...bearer(token) }],
      ['/api/follow-up/entries', jsonRequest({ text: 'x' }, bearer(token).headers)],
      ...['stop-writing', 'close-door', 'erase-everything'].map((choice): [string, RequestInit] => [
        '/api/follow-up/withdrawal',
        jsonRequest({ choice }, bearer(token).headers),
      ]),
    ];
    for (const [path, init] of requests) {
      const answer = await service.reporter(path, init);
      expect(answer.status).toBe(403);
      expect(await bodyOf<object>(answer)).toMatchObject({
        code: 'passphrase-must-change',
        changeAt: '/api/follow-up/passphrase',
      });
    }
    for (const [path, more] of [
      ['/follow-up', {}],
      ['/follow-up/reply', { text: 'x' }],
      ['/follow-up/withdraw', { confirm: 'yes' }],
      ['/follow-up/withdraw', { confirm: 'yes', opened: 'yes', choice: 'close-door' }],
      ['/follow-up/withdraw', {}],
      ['/follow-up/new-words', {}],
      ['/follow-up/conversation', {}],
    ] as const) {
      const page = await postForm(service, path, { words: passphrase, ...more });
      expect([path, page.status]).toEqual([path, 403]);
      expect(textOf(page)).toContain(en.newWords.own.text);
      expect(page.html).not.toContain('He shouted');
    }
  });

  it('once it is changed there is an ordinary door, which says that the team wrote it down; the old words open nothing', async () => {
    const { passphrase, token } = await filed();
    const first = await openReport(service, passphrase);
    const handle = hiddenField(first, 'handle');
    const changed = await postForm(service, '/follow-up/new-words', { handle, confirm: 'yes' });
    expect(changed.status).toBe(200);
    const thread = await openReport(service, wordsOf(changed));
    expect(textOf(thread)).toContain('He shouted at her.');
    expect(textOf(thread)).toContain(en.thread.filedByTeam);
    expect(textOf(thread)).not.toContain('Mia');
    expect((await openReport(service, passphrase)).status).toBe(404);
    expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(401);
    // The same form once more, after an answer that was lost.
    const again = await postForm(service, '/follow-up/new-words', { handle, confirm: 'yes' });
    expect(wordsOf(again)).toBe(wordsOf(changed));
  });

  it('the reporter and the team write to each other through the changed door, whatever else happens to the case', async () => {
    const { token, id } = await filed();
    const own = await ownToken(token);
    service.clock.advance(20 * day);
    expect((await post(service, other, `/api/cases/${id}/messages`, { text: 'Hello.' })).status).toBe(201);
    const reply = await service.reporter(
      '/api/follow-up/entries',
      jsonRequest({ text: 'Thank you.' }, bearer(own).headers),
    );
    expect(reply.status).toBe(201);
    const seen = await bodyOf<{ entries: { text: string; from: string; filedByTeam?: true }[] }>(
      await service.reporter('/api/follow-up', bearer(own)),
    );
    expect(seen.entries.map(({ from, filedByTeam }) => [from, filedByTeam])).toEqual([
      ['reporter', true],
      ['automatic', undefined],
      ['team', undefined],
      ['reporter', undefined],
    ]);
  });

  it('what was handed over and never changed opens nothing after two weeks, and the team goes on', async () => {
    const { token, passphrase, id } = await filed();
    service.clock.advance(14 * day - 21 * 60_000);
    expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(403);
    service.clock.advance(21 * 60_000);
    const late = await service.reporter('/api/follow-up', bearer(token));
    expect([late.status, (await bodyOf<ProblemBody>(late)).code]).toEqual([401, 'token-unusable']);
    expect((await change(token)).status).toBe(401);
    expect((await openReport(service, passphrase)).status).toBe(404);
    expect((await post(service, other, `/api/cases/${id}/messages`, { text: 'Anyway.' })).status).toBe(201);
  });

  it('the team’s change and the choice of own words at once lose nothing', async () => {
    const { token, id } = await filed();
    let own = '';
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      own = await ownToken(token);
    };
    expect((await post(service, other, `/api/cases/${id}/messages`, { text: 'Hello.' })).status).toBe(201);
    const seen = await service.reporter('/api/follow-up', bearer(own));
    expect(await seen.text()).toContain('Hello.');
  });

  it('sent twice with one key is one case with the same token; another text, key or member is another', async () => {
    const key = { 'idempotency-key': 'one' };
    const one = await bodyOf<Receipt>(await file({}, member, key));
    expect(await bodyOf<Receipt>(await file({}, member, key))).toEqual(one);
    const others = [
      await file({ urgent: true }, member, key),
      await file({}, member, { 'idempotency-key': 'two' }),
      await file({}, other, key),
      await file({}, member),
      await file({ door: false }, member, key),
    ];
    const ids = await Promise.all(others.map(async (answer) => (await bodyOf<Receipt>(answer)).id));
    expect(new Set([one.id, ...ids]).size).toBe(6);
    const five = await Promise.all(
      Array.from({ length: 5 }, () => file({}, member, { 'idempotency-key': 'five' })),
    );
    const tokens = await Promise.all(five.map(async (answer) => (await bodyOf<Receipt>(answer)).token));
    expect(new Set(tokens).size).toBe(1);
  });

  it('is hidden from who is excluded, the member who filed it included, and from who joins later', async () => {
    const receipt = await filed({ excludedMembers: [member.memberId] });
    expect(receipt).not.toHaveProperty('id');
    const line = (await list(service, other)).cases.find(({ caseName }) => caseName === receipt.caseName);
    const late = await service.addMember();
    for (const who of [member, late])
      expect((await get(service, who, `/api/cases/${line?.id ?? ''}/brief`)).status).toBe(404);
    const elsewhere = await service.addMember({ channels: ['security'] });
    expect(await filed({ door: false }, elsewhere)).not.toHaveProperty('id');
  });

  it('filed while nobody is in its channel, it is there for the first who joins', async () => {
    const elsewhere = { channel: 'empty', answers: { whatHappened: 'Short.' }, door: false };
    const own = await startService({
      channels: { empty: { ...shortChannel, label: 'Empty' } },
    });
    const first = await own.addMember({ channels: ['empty'] });
    const filer = await own.addMember({ channels: ['conduct'] });
    await revokeMember(own.ops, first.memberId);
    const answer = await post(own, filer, '/api/cases', { ...filing, ...elsewhere });
    expect(answer.status).toBe(201);
    const joined = await own.addMember({ channels: ['empty'] });
    expect((await list(own, joined)).cases).toHaveLength(1);
    await own.close();
  });

  it('tells everybody else of the channel at once when it is urgent, and on the hour when it is not', async () => {
    const own = await startService();
    const filer = await own.addMember();
    const told = [await own.addMember(), await own.addMember()];
    const mailsTo = async (): Promise<string[]> =>
      (await own.emulators.ses.mails()).flatMap(({ to }) => to).toSorted();
    const fileBy = async (urgent: boolean): Promise<void> =>
      expect((await post(own, filer, '/api/cases', { ...filing, urgent })).status).toBe(201);

    await fileBy(false);
    await own.scheduledRun();
    expect(await mailsTo()).toEqual([]);
    own.clock.advance(3_600_000);
    await own.scheduledRun();
    const once = [filer, ...told].map(({ email }) => email).toSorted();
    expect(await mailsTo()).toEqual(once);
    for (const who of [filer, ...told]) await list(own, who);
    await fileBy(true);
    await own.scheduledRun();
    expect(await mailsTo()).toEqual([...once, ...once].toSorted());
    await own.close();
  });

  it.each([
    [{ answers: {} }, '/answers/whatHappened'],
    [{ channel: 'nowhere' }, '/channel'],
    [{ forWhom: 'them' }, '/forWhom'],
    [{ reporterKnows: 'yes' }, '/reporterKnows'],
    [{ cameBy: 'pigeon' }, '/cameBy'],
    [{ receivedOn: 'yesterday' }, '/receivedOn'],
    [{ door: undefined }, '/door'],
    [{ ticket: 'x' }, '/ticket'],
    [{ token: 'A'.repeat(22) }, '/token'],
    [{ answers: { whatHappened: 'x', component: 'y' } }, '/answers/component'],
  ])('%j files nothing and names what is wrong', async (more, pointer) => {
    const before = (await contentOf(service, 'cases')).size;
    const answer = await file(more);
    expect(answer.status).toBe(422);
    expect((await bodyOf<ProblemBody>(answer)).errors?.map((error) => error.pointer)).toContain(pointer);
    expect((await contentOf(service, 'cases')).size).toBe(before);
  });

  it('is not for outside reviewers to file', async () => {
    const reviewer = await service.addMember({ role: 'outside-reviewer' });
    expect((await file({}, reviewer)).status).toBe(403);
  });

  it.each([true, false])('is erased at its end, with its door or without one (%s)', async (door) => {
    const { id } = await filed({ channel: 'short', answers: { whatHappened: 'Short.' }, door });
    await read(service, other, id);
    await post(service, other, `/api/cases/${id}/notes`, { text: 'A note.' });
    const stored = async () =>
      [...(await contentOf(service, 'vault')), ...(await contentOf(service, 'cases'))].filter(
        ([key, row]) => key.includes(id) || row.caseId === id,
      );
    const rows = await stored();
    const end = service.clock.now.getTime() + 32 * day;
    for (const [, row] of rows) expect(Number(row.ttl) * 1000).toBeLessThan(end);
    service.clock.advance(31 * day);
    expect((await get(service, other, `/api/cases/${id}/brief`)).status).toBe(404);
    await service.scheduledRun();
    expect((await stored()).map(([key]) => key)).toEqual([`CASE#${id} HEAD`]);
  });

  it('stores nothing that opens it, and no token', async () => {
    const { token, passphrase, id } = await filed();
    const everything = JSON.stringify([
      ...(await contentOf(service, 'vault')),
      ...(await contentOf(service, 'cases')),
    ]);
    for (const secret of [token, passphrase, 'He shouted']) expect(everything).not.toContain(secret);
    expect(everything).toContain(id);
    expect((await fileReport(service)).token).not.toBe(token);
  });
});
