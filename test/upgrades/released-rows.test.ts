import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, outboxKey, teamKeys, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { parseMemberSecret } from '../../functions/domain/member/session.ts';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { credentialsOf } from '../team/as-browser.ts';
import { get, list, post, read, setState } from '../team/as-member.ts';
import { kindOf, kindOfKey, released, releasedRowsFile, rowsOf, upgraded } from './released-rows.ts';

type Thread = {
  readonly caseName: string;
  readonly summary: { readonly state: string; readonly deadlines: Record<string, string> };
  readonly entries: readonly {
    readonly text: string;
    readonly from: string;
    readonly attachments?: unknown;
  }[];
};

describe('rows that release 0.1.0 left, read by this code', () => {
  const rows = released();
  const { held } = rows;
  let service: Service;
  beforeAll(async () => {
    service = await upgraded(rows);
  });
  afterAll(() => service.close());

  const threadOf = async (token: string): Promise<Thread> => {
    const response = await service.reporter('/api/follow-up', bearer(token));
    expect(response.status).toBe(200);
    return bodyOf<Thread>(response);
  };
  const id = (name: string): string => held.ids[name] ?? '';

  it('have an example of every kind of row that cases, their keys and members are made of', () => {
    const kinds = new Set(Object.values(rows.tables).flat().map(kindOf));
    const [some, thread] = ['AAAAAAAAAAAAAAAAAAAAAA', 'reporter'];
    const known = [
      vaultKeys.door(some),
      vaultKeys.case(some),
      caseKeys.head(some),
      caseKeys.entry(some, thread, 1),
      caseKeys.summary(some, thread),
      caseKeys.sent(some, thread, some),
      caseKeys.record(some, 'note', 1),
      caseKeys.record(some, 'task', 1),
      caseKeys.audit(some, 1),
      outboxKey(`2026-03-10T10:00:00.000Z#${some}`),
      caseKeys.statistic('2026-03', some),
      teamKeys.ringPublic('conduct', 'reports'),
      teamKeys.ringPrivate('conduct', 'reports', 1),
      teamKeys.ticketSecret(),
      teamKeys.anchorSecret(),
      teamKeys.roster(),
      teamKeys.member(some),
      teamKeys.accessToken(some, some),
      teamKeys.passkey(some, some),
      teamKeys.session(some, some),
      teamKeys.enrolment(some, some),
      teamKeys.anchorProgress(),
      teamKeys.anchorPart('2026-03-10', 1),
      teamKeys.clocks(),
    ];
    expect(known.map(kindOfKey).filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('show the reporter the whole conversation and every promise', async () => {
    const { caseName, summary, entries } = await threadOf(held.worked.token);
    expect(caseName).toBe(held.worked.caseName);
    expect(summary).toMatchObject({
      state: 'acknowledged',
      deadlines: { feedbackBy: '2026-04-10T09:00:00.000Z' },
    });
    expect(entries.map(({ from }) => from)).toEqual([
      'reporter',
      'automatic',
      'team',
      'reporter',
      'reporter',
    ]);
    expect(entries[2]?.text).toBe('Thank you. Are you safe?');
    expect(entries[3]?.text).toBe('I am safe now.');
  });

  it('open with words that were changed, and not with those from before nor with those of a withdrawn report', async () => {
    expect((await threadOf(held.changed.token)).caseName).toBe(held.changed.caseName);
    expect((await threadOf(held.closed.token)).summary.state).toBe('closed');
    for (const { token } of [{ token: held.changed.oldToken }, held.withdrawn])
      expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(401);
  });

  it('show the team every case of theirs, its report, notes, tasks, links and its audit log, whole', async () => {
    const { cases } = await list(service, held.lead);
    expect(cases.map((one) => one.id).sort()).toEqual(
      [id('worked'), id('transferred'), id('changed'), id('handedOver')].sort(),
    );
    expect(cases.filter(({ unreadable }) => unreadable)).toEqual([]);
    const shown = await read(service, held.member, id('worked'));
    expect(shown).toMatchObject({
      state: 'acknowledged',
      assignee: held.member.memberId,
      persons: 'Bob',
      spaces: 'Hall 2',
      identity: { contact: { openedOn: '2026-03-11' } },
      tasks: [{ text: 'Call the venue.', dueOn: '2026-03-12', done: {} }],
      taken: { by: 'Mia' },
      inTouch: { name: 'Mia' },
      linked: [{ id: id('closed'), state: 'closed' }],
    });
    expect(shown.deadlines).toHaveProperty('erasureAnswerBy');
    expect(shown.threads.reporter.entries.filter(({ unreadable }) => unreadable)).toEqual([]);
    expect(shown.threads.reporter.entries[0]).toMatchObject({
      answers: { whatHappened: 'He shouted at me. 🦊', who: 'Bob', where: 'Hall 2', when: 'Monday' },
    });
    // Notes about links did not say which case they are about: they are for who wrote them.
    expect(shown.notes.map(({ kind }) => kind).sort()).toEqual(
      ['deadline', 'grant', 'identity', 'note', 'note', 'state'].sort(),
    );
    for (const name of ['worked', 'closed', 'transferred', 'handedOver']) {
      await read(service, held.lead, id(name));
      const log = await get(service, held.lead, `/api/cases/${id(name)}/audit`);
      const { check, entries } = await bodyOf<{ check: object; entries: unknown[] }>(log);
      expect(check).toEqual({ kind: 'whole', entries: entries.length });
      expect(entries).not.toEqual([]);
    }
  });

  it('give the name for a reason', async () => {
    const wish = { part: 'name', reason: 'To call them.' };
    const response = await post(service, held.member, `/api/cases/${id('worked')}/identity`, wish);
    expect(await bodyOf<object>(response)).toEqual({ part: 'name', text: 'Grace' });
  });

  it('let in who had signed in, and who has a link', async () => {
    const cookie = held.member.cookie;
    const page = await service.team('/cases', { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(held.changed.caseName);
    const passkeys = await service.team('/passkeys', { headers: { cookie } });
    expect(await passkeys.text()).toContain('made for a test');
    const link = parseMemberSecret(held.enrolment);
    if (!link) throw new Error('the link’s secret has another form');
    const enrolled = await credentialsOf(service).memberOfEnrolment(link, service.clock.now);
    expect(enrolled?.memberId).toBe(held.lead.memberId);
  });

  it('are written on by both sides, closed and reopened, and new reports come beside them', async () => {
    const reply = jsonRequest({ text: 'Thank you.' }, bearer(held.worked.token).headers);
    expect((await service.reporter('/api/follow-up/entries', reply)).status).toBe(201);
    const answer = { text: 'We have asked the venue.' };
    const messages = `/api/cases/${id('worked')}/messages`;
    expect((await post(service, held.member, messages, answer)).status).toBe(201);
    expect((await setState(service, held.member, id('changed'), 'acknowledged')).status).toBe(200);
    expect((await setState(service, held.lead, id('closed'), 'reopened')).status).toBe(200);
    const texts = (await threadOf(held.worked.token)).entries.map(({ text }) => text);
    expect(texts.slice(-2)).toEqual(['Thank you.', 'We have asked the venue.']);
    const filed = await fileReport(service);
    expect((await list(service, held.member)).cases.map(({ caseName }) => caseName)).toContain(
      filed.caseName,
    );
  });

  it('lose, with the next change, what is said more finely or more openly than it is today', async () => {
    const key = caseKeys.head(id('worked'));
    const headOf = ({ cases }: { readonly cases: typeof rows.tables.cases }) =>
      cases.find(({ pk, sk }) => pk?.S === key.pk && sk?.S === key.sk);
    const before = headOf(rows.tables);
    expect(Number(before?.textBytes?.N) % 1024).not.toBe(0);
    expect([before?.identityOpened, before?.inTouch?.M?.name]).not.toContain(undefined);
    await post(service, held.member, `/api/cases/${id('worked')}/notes`, { text: 'Once more.' });
    const after = headOf(await rowsOf(service));
    expect(Number(after?.textBytes?.N) % 1024).toBe(0);
    expect([after?.identityOpened, after?.inTouch?.M?.name]).toEqual([undefined, undefined]);
    expect(await read(service, held.member, id('worked'))).toMatchObject({
      identity: { contact: { openedOn: '2026-03-11' } },
    });
  });

  it('take conversations and changes of what the case names among their notes', async () => {
    const at = `/api/cases/${id('worked')}`;
    const interview = { who: 'The venue', whenOn: '2026-03-10', how: 'call', said: 'He was there.' };
    expect((await post(service, held.member, `${at}/interviews`, interview)).status).toBe(201);
    const named = { persons: 'Bob B.', reason: 'They said so.' };
    expect((await post(service, held.member, `${at}/named`, named)).status).toBe(200);
    const shown = await read(service, held.member, id('worked'));
    expect(shown).toMatchObject({ persons: 'Bob B.' });
    expect(shown.notes.slice(-2)).toMatchObject([
      { kind: 'interview', ...interview },
      { kind: 'brief', personsBefore: 'Bob', reason: 'They said so.' },
    ]);
    expect(shown.notes.map(({ kind }) => kind)).toContain('grant');
  });

  it('a handed-over door is changed for one of the reporter’s own', async () => {
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const wish = jsonRequest({ ticket }, bearer(held.handedOver.token).headers);
    const fresh = await bodyOf<{ token: string }>(await service.reporter('/api/follow-up/passphrase', wish));
    expect((await threadOf(fresh.token)).entries[0]?.from).toBe('reporter');
  });

  it('keep their promises: what waits is sent, and when the time is over everything is erased', async () => {
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    expect(await service.emulators.ses.mails()).not.toEqual([]);
    const limits = rows.tables.cases.map(({ hardLimit }) =>
      Date.parse(hardLimit?.S ?? rows.now.toISOString()),
    );
    service.clock.now = new Date(Math.max(...limits) + 3_600_000);
    await service.scheduledRun();
    await service.scheduledRun();
    const left = await rowsOf(service);
    expect(service.logs.filter(({ event }) => event === 'row-unreadable' || event === 'fault')).toEqual([]);
    const opened = ['worked', 'closed', 'transferred', 'handedOver'].map(id);
    const vault = left.vault.map(({ pk }) => pk?.S);
    expect(vault.filter((pk) => opened.some((one) => pk === vaultKeys.case(one).pk))).toEqual([]);
    const work = left.cases.map(({ pk }) => pk?.S);
    expect(work.filter((pk) => opened.some((one) => pk === caseKeys.work(one)))).toEqual([]);
  });
});

describe('files of released rows', () => {
  it('are numbered without a gap, and each is read by a test', () => {
    for (const version of [1, 2, 3]) expect(existsSync(releasedRowsFile(version))).toBe(true);
    expect(existsSync(releasedRowsFile(4))).toBe(false);
  });
});
