import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, heldKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { agree, days, hold, stateOf } from '../held/held-reports.ts';
import { get, post, read } from '../team/as-member.ts';
import { look, namedCase, personOf, samePeople } from '../team/met-before.ts';
import { kindOf, kindOfKey, releasedAccount, upgraded } from './released-rows.ts';

describe('rows of what a service remembers and accounts, as 0.1.0 left them, read by this code', () => {
  const rows = releasedAccount();
  const { held } = rows;
  const { ids } = held;
  let service: Service;
  beforeAll(async () => {
    service = await upgraded(rows, 2);
  });
  afterAll(() => service.close());

  it('have an example of every kind of row that they are made of', () => {
    const kinds = new Set(rows.tables.cases.map(kindOf));
    const some = 'A'.repeat(22);
    const known = [
      caseKeys.registerEntry(some),
      caseKeys.registered(some, some),
      caseKeys.match(some, some),
      caseKeys.samePersonTask('conduct', some),
      caseKeys.logLine('conduct', `2026-03-10#${some}`),
      caseKeys.statistic('2026-03', some),
      caseKeys.record(some, 'statistic', 1),
      caseKeys.surveyed(some, 'reporter'),
      caseKeys.record(some, 'disclosure', 1),
      heldKeys.report(some),
      heldKeys.inbox(some),
      heldKeys.underKey(some, some),
      caseKeys.publicReport('2025-01_2025-12'),
      caseKeys.reportDraft(some),
      caseKeys.reportCounts('2025-01_2025-12'),
      caseKeys.reportsPublished(),
      caseKeys.checklistTick('read-code', '2026-03-10'),
    ];
    expect(known.map(kindOfKey).filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('a respondent is met again, where cases exist for who asks, and their page has what was noted', async () => {
    const asked = await namedCase(service, held.member, {
      handles: [{ platform: 'chat', handle: '@Robin' }],
    });
    const met = await look(service, held.member, asked);
    const found = met.people.flatMap(({ entries }) => entries.map(({ caseId }) => caseId));
    expect(found.sort()).toEqual([ids.decided, ids.again].sort());
    const person = await personOf(service, held.member, ids.again);
    expect(JSON.stringify(person)).toContain('Speak in person.');
    expect(JSON.stringify(person)).not.toContain(ids.hidden);
  });

  it('leads find who may be one person, of cases that not everybody may see', async () => {
    const pairs = (await samePeople(service, held.lead)).flatMap(({ one, other }) => [
      one.caseId,
      other.caseId,
    ]);
    expect(pairs).toEqual(expect.arrayContaining([ids.hidden, ids.again]));
  });

  it('what was counted is counted on: cases, the decision, and an answer that was given', async () => {
    type Review = { cases: number; rules: { rule: string; decisions: number }[]; years: { year: string }[] };
    const before = await bodyOf<Review>(await get(service, held.lead, '/api/review'));
    expect(before.rules.find(({ rule }) => rule === 'harassment')?.decisions).toBeGreaterThan(0);
    expect(before.years.map(({ year }) => year)).toEqual(['2025', '2026']);
    const again = jsonRequest({ answers: [1, 1, 1] }, bearer(held.decided.token).headers);
    expect((await service.reporter('/api/follow-up/survey', again)).status).toBe(409);
    await namedCase(service, held.lead, { name: 'Pat Poe' });
    const after = await bodyOf<Review>(await get(service, held.lead, '/api/review'));
    expect(after.cases).toBe(before.cases + 1);
    expect(service.logs.filter(({ event }) => event === 'row-unreadable')).toEqual([]);
  });

  it('the case that was decided, handed out and closed is whole, with its line of the log', async () => {
    await read(service, held.lead, ids.decided);
    const path = `/api/cases/${ids.decided}`;
    const { disclosures } = await bodyOf<{ disclosures: object[] }>(
      await get(service, held.lead, `${path}/disclosures`),
    );
    expect(disclosures).toMatchObject([{ recipient: 'The police' }]);
    const log = await bodyOf<{ lines: object[] }>(await get(service, held.lead, '/api/log'));
    expect(log.lines).toMatchObject([{ rung: 'correction', caseName: held.decided.caseName }]);
  });

  it('a published report is there for everybody, its reporter can look for their case, and a draft can be dropped', async () => {
    const { reports } = await bodyOf<{ reports: object[] }>(await service.reporter('/api/transparency'));
    expect(reports).toHaveLength(1);
    const page = await service.reporter('/transparency/2025-01_2025-12?lang=en');
    expect(page.status).toBe(200);
    const draft = `/api/transparency/${ids.draft}`;
    expect((await get(service, held.otherLead, draft)).status).toBe(200);
    // Its numbers were published meanwhile.
    expect((await post(service, held.otherLead, `${draft}/approval`, {})).status).toBe(409);
  });

  it('the checklist knows who ticked it, and tags are as they were', async () => {
    type Review = { checklist: { point: string; last?: { on: string; by: string } }[] };
    const { checklist } = await bodyOf<Review>(await get(service, held.lead, '/api/review'));
    expect(checklist.find(({ point }) => point === 'read-code')?.last).toEqual({
      on: '2026-03-10',
      by: held.lead.memberId,
    });
    type Listed = { cases: { id: string }[] };
    const tagged = await bodyOf<Listed>(await get(service, held.member, '/api/cases?tag=later'));
    expect(tagged.cases.map(({ id }) => id)).toEqual([ids.again]);
  });

  it('reports that wait go on waiting, and are told once somebody else names the same person', async () => {
    for (const one of [held.waiting, held.sentLast]) expect(await stateOf(service, one)).toBe('held');
    const others = [];
    for (const name of ['Kai Quixotic', 'Uma Neverborn'])
      others.push(await hold(service, [name], { answers: { whatHappened: `${name} has done it again.` } }));
    await days(service, 4);
    for (const one of [held.waiting, held.sentLast, ...others]) await agree(service, one);
    await days(service, 1);
    for (const one of [held.waiting, held.sentLast, ...others])
      expect(await stateOf(service, one)).toBe('told');
    expect(service.logs.filter(({ event }) => event === 'row-unreadable' || event === 'fault')).toEqual([]);
  });
});
