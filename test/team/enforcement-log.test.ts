import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import type { LogFacts } from '../../functions/domain/register/log-line.ts';
import { logWriteAfter } from '../../functions/domain/register/log-write.ts';
import { likeEach } from '../../functions/domain/register/like-cases.ts';
import { routes } from '../../functions/team/routes.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from './as-browser.ts';
import { get, tamper, type ProblemBody } from './as-member.ts';
import { contextOf, decidedCase, decide, writeLog } from './decided-case.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Line = {
  readonly id: string;
  readonly caseId?: string;
  readonly caseName: string;
  readonly person: string;
  readonly decidedOn: string;
  readonly rung: string | null;
  readonly status: string;
  readonly unreadable?: true;
};
type Page = { readonly lines: readonly Line[]; readonly cursor?: string };

const security = { channel: 'security', answers: { whatHappened: 'It.', component: 'X' } };

describe('the enforcement log', () => {
  let service: Service;
  let lead: Member;
  let member: Member;
  let conductOnly: Member;
  let cookie: string;
  const made: Record<string, { readonly caseId: string; readonly lineId: string }> = {};

  const log = async (who: Member, query: Readonly<Record<string, string>> = {}): Promise<Page> => {
    const answer = await get(service, who, `${routes.api.log}?${new URLSearchParams(query).toString()}`);
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return bodyOf<Page>(answer);
  };
  const persons = async (query: Readonly<Record<string, string>>, who = lead): Promise<string[]> =>
    (await log(who, query)).lines.map(({ person }) => person);
  const page = async (query = ''): Promise<{ readonly status: number; readonly html: string }> => {
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const answer = await service.team(`${routes.log}${query}`, { headers });
    return { status: answer.status, html: await answer.text() };
  };
  const make = async (
    person: string,
    own: Partial<LogFacts> = {},
    report?: Parameters<typeof decidedCase>[3],
  ): Promise<void> => {
    made[person] = await decidedCase(service, lead, { person, ...own }, report);
  };
  const madeOf = (person: string) => made[person] ?? { caseId: '', lineId: '' };

  beforeAll(async () => {
    const forum = { label: 'Forum', restrictions: { post: 'Post' } };
    service = await startService({ decisions: { platforms: { forum } } });
    lead = await service.addMember({ role: 'lead' });
    member = await service.addMember({ name: 'Excluded' });
    conductOnly = await service.addMember({ channels: ['conduct'] });
    cookie = await signedInCookie(service, lead.memberId);
    await make('amber-otter', {
      decidedOn: '2024-01-10',
      rung: 'correction',
      rules: ['insults'],
      measures: [],
    });
    await make('blue-heron', {
      decidedOn: '2025-06-01',
      platforms: ['forum'],
      rules: ['harassment', 'threats'],
    });
    await make('green-fox', { decidedOn: '2025-07-01', rung: null, outcome: 'no-violation', rules: [] });
    await make('teal-heron', { decidedOn: '2026-02-01', until: '2026-05-01' }, security);
    await make('red-crane', { decidedOn: '2026-03-01' }, { excludedMembers: [member.memberId] });
  });
  afterAll(() => service.close());

  it('lists decisions over all cases of the channels, the newest first', async () => {
    expect(await persons({})).toEqual(['red-crane', 'teal-heron', 'green-fox', 'blue-heron', 'amber-otter']);
    const [, line] = (await log(lead)).lines;
    expect(line).toEqual({
      id: madeOf('teal-heron').lineId,
      caseId: madeOf('teal-heron').caseId,
      caseName: line?.caseName,
      channel: 'security',
      person: 'teal-heron',
      decidedOn: '2026-02-01',
      source: 'reporter',
      outcome: 'violation',
      rules: ['harassment'],
      rung: 'warning',
      measures: ['no-contact'],
      platforms: [],
      from: '2026-03-10',
      until: '2026-05-01',
      status: 'in-force',
      appeal: 'none',
      keptUntil: '2036-02-01',
    });
  });

  it('shows nothing of a case that a member may not know of, nor of another channel', async () => {
    expect(await persons({}, member)).toEqual(['teal-heron', 'green-fox', 'blue-heron', 'amber-otter']);
    expect(await persons({}, conductOnly)).toEqual(['red-crane', 'green-fox', 'blue-heron', 'amber-otter']);
    expect((await get(service, conductOnly, `${routes.api.log}?channel=security`)).status).toBe(422);
  });

  it.each([
    [{ rung: 'correction' }, ['amber-otter']],
    [{ rung: 'none' }, ['green-fox']],
    [{ rule: 'threats' }, ['blue-heron']],
    [{ platform: 'forum' }, ['blue-heron']],
    [{ channel: 'security' }, ['teal-heron']],
    [{ source: 'member' }, []],
    [{ status: 'in-force', rung: 'warning' }, ['red-crane', 'teal-heron', 'blue-heron']],
    [{ from: '2025-06-01', until: '2025-07-01' }, ['green-fox', 'blue-heron']],
    [{ from: '2026-02-02' }, ['red-crane']],
    [{ until: '2024-01-10' }, ['amber-otter']],
    [{ name: 'Heron' }, ['teal-heron', 'blue-heron']],
    [{ name: 'blue heron' }, ['blue-heron']],
    [{ name: 'heron', from: '2026-01-01' }, ['teal-heron']],
  ])('is narrowed by %o', async (query, expected) => {
    expect(await persons(query)).toEqual(expected);
  });

  it('is searched by the name of a case', async () => {
    const { lines } = await log(lead);
    const caseName = lines.find(({ person }) => person === 'green-fox')?.caseName ?? '';
    expect(await persons({ name: caseName })).toEqual(['green-fox']);
  });

  it('says what became of a decision', async () => {
    const { caseId, lineId } = madeOf('blue-heron');
    await writeLog(
      service,
      lead,
      caseId,
      logWriteAfter({ logLine: lineId }, { status: 'ended', appeal: 'upheld' }),
    );
    expect(await persons({ status: 'ended' })).toEqual(['blue-heron']);
    expect((await page('?status=ended')).html).toContain('Upheld after an appeal');
  });

  it('is read on from page to page, to the end', async () => {
    for (const query of [{ limit: '2' }, { limit: '2', status: 'in-force' }]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const one: Page = await log(lead, { ...query, ...(cursor !== undefined && { cursor }) });
        found.push(...one.lines.map(({ person }) => person));
        ({ cursor } = one);
      } while (cursor !== undefined);
      expect(found).toEqual((await log(lead, { ...query, limit: '50' })).lines.map(({ person }) => person));
    }
  });

  it('takes no cursor of another member, of another list, or of nobody', async () => {
    const { cursor = '' } = await log(lead, { limit: '1' });
    const statusOf = async (who: Member, query: Readonly<Record<string, string>>) =>
      (await get(service, who, `${routes.api.log}?${new URLSearchParams(query).toString()}`)).status;
    expect(await statusOf(lead, { limit: '1', cursor })).toBe(200);
    expect(await statusOf(member, { limit: '1', cursor })).toBe(400);
    expect(await statusOf(lead, { limit: '1', status: 'ended', cursor })).toBe(400);
    expect(await statusOf(lead, { cursor: 'AAAA' })).toBe(400);
  });

  it('refuses days that are none, and an end before the beginning, with the field', async () => {
    const problemOf = async (query: string) =>
      bodyOf<ProblemBody>(await get(service, lead, `${routes.api.log}?${query}`));
    expect(await problemOf('from=2026-02-30')).toMatchObject({ errors: [{ pointer: '/from' }] });
    expect(await problemOf('from=2026-02-02&until=2026-02-01')).toMatchObject({
      code: 'invalid-fields',
      errors: [{ pointer: '/until', detail: 'Must not be before the first day.' }],
    });
    expect(await problemOf('colour=red')).toMatchObject({ errors: [{ pointer: '/colour' }] });
    const { status, html } = await page('?from=2026-02-02&until=2026-02-01');
    expect(status).toBe(422);
    expect(html).toContain('<a href="#until">Must not be before the first day.</a>');
    expect(html).toContain('value="2026-02-02"');
  });

  it('is a page that says each decision in the words of the settings, and leads to its case', async () => {
    const { status, html } = await page();
    expect(status).toBe(200);
    expect(html).toContain('aria-current="page">Enforcement log</a>');
    for (const text of [
      'blue-heron',
      'Warning',
      'Harassment, Threats or violence',
      'on Forum',
      'No violation',
    ])
      expect(html).toContain(text);
    expect(html).toContain(`href="/cases/${madeOf('teal-heron').caseId}"`);
    expect(html).toContain('1 May 2026');
  });

  it('leads nowhere once the case has been erased, and keeps its line', async () => {
    const { caseId, lineId } = await decidedCase(service, lead, {
      person: 'grey-wolf',
      decidedOn: '2026-03-05',
    });
    const lineOf = async () => (await log(lead)).lines.find(({ id }) => id === lineId);
    expect(await lineOf()).toMatchObject({ caseId });
    await tamper(service, 'vault', vaultKeys.case(caseId), {
      set: { expiresAt: service.clock.now.toISOString() },
    });
    expect(await lineOf()).toMatchObject({ person: 'grey-wolf' });
    expect(await lineOf()).not.toHaveProperty('caseId');
    expect((await page()).html).toContain('the case has been erased');
  });

  it('shows no line after its last day', async () => {
    const { now } = service.clock;
    service.clock.now = new Date('2034-01-10T23:00:00.000Z');
    expect(await persons({})).toContain('amber-otter');
    service.clock.now = new Date('2034-01-11T00:00:00.000Z');
    expect(await persons({})).not.toContain('amber-otter');
    service.clock.now = now;
  });

  it('shows a damaged line as one, and goes on', async () => {
    const own = await startService();
    const one = await own.addMember({ role: 'lead' });
    const { caseId, lineId } = await decidedCase(own, one);
    await decide(own, one, caseId, { decidedOn: '2026-01-01' });
    await tamper(own, 'cases', caseKeys.logLine('conduct', lineId), { remove: ['sealed'] });
    const { lines } = await bodyOf<Page>(await get(own, one, routes.api.log));
    expect(lines).toMatchObject([
      { id: lineId, channel: 'conduct', unreadable: true },
      { person: 'teal-heron' },
    ]);
    expect(own.logs).toContainEqual({ event: 'row-unreadable', count: 1 });
    const headers = { cookie: await signedInCookie(own, one.memberId), 'sec-fetch-site': 'same-origin' };
    expect(await (await own.team(routes.log, { headers })).text()).toContain('This line is damaged.');
    expect(await (await get(own, one, routes.api.logFile)).text()).toContain('This line is damaged.');
    await own.close();
  });

  it('is a file of the same lines, as text in every cell', async () => {
    const answer = await get(service, lead, `${routes.api.logFile}?name=heron`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="enforcement-log-2026-03-10.csv"',
    );
    const [head, ...rows] = (await answer.text()).trimEnd().split('\r\n');
    expect(head).toContain('"Decided on","Case","Person"');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('"2026-02-01"');
    expect(rows[0]).toContain('"Harassment"');
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const file = await service.team(`${routes.logFile}?name=heron`, { headers });
    expect((await file.text()).split('\r\n')).toEqual([head, ...rows, '']);
    expect((await get(service, lead, `${routes.api.logFile}?limit=3`)).status).toBe(422);
  });

  it('tells what was decided in like cases, of those that the member may know of', async () => {
    const alike = async (
      who: Member,
      rung: string | null | undefined,
      rules: readonly string[],
      caseId = '',
    ) => {
      const context = contextOf(service, who);
      const [found] = await likeEach(context, { channels: who.channels, caseId }, [{ rung, rules }]);
      return found?.lines.map(({ line }) => line.person);
    };
    expect(await alike(lead, 'warning', ['harassment'])).toEqual([
      'grey-wolf',
      'red-crane',
      'teal-heron',
      'blue-heron',
    ]);
    expect(await alike(lead, 'warning', ['threats', 'harassment'])).toEqual([
      'blue-heron',
      'grey-wolf',
      'red-crane',
      'teal-heron',
    ]);
    expect(await alike(member, 'warning', ['harassment'])).toEqual(['grey-wolf', 'teal-heron', 'blue-heron']);
    expect(await alike(lead, 'warning', ['harassment'], madeOf('red-crane').caseId)).not.toContain(
      'red-crane',
    );
    expect(await alike(lead, null, [])).toEqual(['green-fox']);
    // Before a rung is chosen, decisions on every rung that name one of the rules.
    expect(await alike(lead, undefined, ['threats'])).toContain('blue-heron');
    expect(await alike(lead, undefined, [])).toEqual(['green-fox']);
    // More than two years ago.
    expect(await alike(lead, 'correction', ['insults'])).toEqual([]);
  });

  it('takes one query a channel and one read of cases, and a file four queries a channel', async () => {
    await log(lead);
    const callsOf = async (path: string): Promise<string[]> => {
      service.calls.length = 0;
      await get(service, lead, path);
      return service.calls.map(({ command }) => command.replace('Command', '')).toSorted();
    };
    const whoAsks = 'BatchGetItem';
    const page = ['BatchGetItem', whoAsks, 'Query', 'Query'];
    expect(await callsOf(routes.api.log)).toEqual(page);
    expect(await callsOf(`${routes.api.log}?name=heron&limit=50`)).toEqual(page);
    expect(await callsOf(`${routes.api.log}?from=2000-01-01&until=2000-01-02`)).toEqual(page);
    const file = [whoAsks, ...Array.from({ length: 8 }, () => 'Query')];
    expect(await callsOf(routes.api.logFile)).toEqual(file);
  });
});
