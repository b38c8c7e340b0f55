import { describe, expect, it } from 'vitest';
import {
  countMonths,
  sumOfMonths,
  tagsOfMonths,
} from '../../../functions/domain/statistics/report-counts.ts';
import { monthAfter, monthsOf } from '../../../functions/domain/statistics/report-period.ts';
import { allCells, noRung, reportTables } from '../../../functions/domain/statistics/report-tables.ts';
import { timeClasses } from '../../../functions/domain/statistics/time-class.ts';
import { countable } from '../../../functions/domain/transparency/draft-report.ts';
import { countedMark } from '../../../functions/domain/transparency/counted-mark.ts';
import { makeReport, namesOf, settingsNamesOf } from '../../../functions/domain/transparency/make-report.ts';
import type { PublishedReport } from '../../../functions/domain/transparency/published-report.ts';
import type { Member } from '../../../functions/domain/member/member.ts';
import { defaultSettings } from '../../../functions/settings/defaults.ts';
import type { Settings } from '../../../functions/settings/schema.ts';
import { makeCommunity } from '../../../tools/community/community.ts';
import { rungRule } from '../../../tools/community/invent-case.ts';
import { countTruly, hourOf, type Tally } from '../../../tools/community/true-counts.ts';
import type { CaseTruth } from '../../../tools/community/truth.ts';
import { isCase } from './count-rows.ts';

const community = makeCommunity({ seed: 15, years: 3, cases: 2_000 });
const { began } = community;
const threeYears = monthsOf({ from: '2024-01', until: monthAfter('2024-01', 47) });
const settings: Settings = { ...defaultSettings, sender: 'conduct@example.org' };
const names = settingsNamesOf(namesOf(settings, []));

/** Cases of which nobody on the team is kept: the only ones that are counted. */
const isOpenToAll = ({ excluded }: CaseTruth): boolean => excluded.length === 0;
const truths = community.cases.filter(isOpenToAll);
const team: readonly Member[] = community.members.map((one) => ({
  ...one,
  email: `${one.memberId}@example.org`,
  channels: [...one.channels],
  since: {},
  onRoster: true,
}));
const rows = countable(community.rows, team.slice(0, 2), team);
const counts = countMonths(rows, threeYears, names);
const tags = tagsOfMonths(rows, threeYears);

type Period = PublishedReport['period'];

const monthOf = (hour: number): string => hourOf(began, hour).toISOString().slice(0, 7);
const isWithin = ({ from, until }: Period, hour: number | undefined): boolean =>
  hour !== undefined && from <= monthOf(hour) && monthOf(hour) <= until;

/** Only appeals that were sent in a period, so that what became of them can be counted by it. */
const withAppealsOf = (period: Period): readonly CaseTruth[] =>
  truths.map((truth) => ({
    ...truth,
    people: truth.people.map((person) => ({
      ...person,
      decisions: person.decisions.map((decision) =>
        isWithin(period, decision.appeal?.sentAt) ? decision : { ...decision, appeal: undefined },
      ),
    })),
  }));

const under = (table: string, tally: Tally): [string, number][] =>
  Object.entries(tally).map(([name, count]) => [`${table}/${name}`, count]);

/** Every cell of a report as it follows from what happened, and from no row. */
const trueCells = (period: Period): Readonly<Record<string, number>> => {
  const { cases, decisions } = countTruly(began, truths, period);
  const closed = countTruly(began, truths, { only: ({ closedAt }) => isWithin(period, closedAt) }).cases;
  const appeals = Object.fromEntries(
    Object.entries(countTruly(began, withAppealsOf(period)).decisions.appeals).filter(
      ([end]) => end !== 'none',
    ),
  );
  const taken = truths.flatMap(({ people }) =>
    people.flatMap((person) => person.decisions.filter(({ at }) => isWithin(period, at))),
  );
  const complete = taken.filter(
    ({ rung, tookPart, approved }) => approved >= rungRule(rung).needed(tookPart),
  ).length;
  const { none: nothing = 0, ...rungs } = decisions.rungs;
  return Object.fromEntries([
    ['reports', cases.all],
    ['people', cases.people],
    ['closed', closed.all],
    ['decisions', decisions.all],
    ['appeals', Object.values(appeals).reduce((sum, count) => sum + count, 0)],
    ['deadlines', cases.promises.kept + cases.promises.missed],
    ...under('channel', cases.channels),
    ...under('source', cases.sources),
    ...under('reporter', { anonymous: cases.anonymous, named: cases.all - cases.anonymous }),
    ...under('urgency', { urgent: cases.urgent, ordinary: cases.all - cases.urgent }),
    ...under('state', cases.states),
    ...under('scope', closed.scopes),
    ...under('outcome', closed.outcomes),
    ...under('rule', closed.rules),
    ...under('finding', decisions.outcomes),
    ...under('rung', { ...rungs, [noRung]: nothing }),
    ...under('measure', decisions.measures),
    ...under('approvals', { complete, incomplete: taken.length - complete }),
    ...under('quorum', { met: decisions.all }),
    ...under('appeal', appeals),
    ...under('promise', cases.promises),
  ]);
};

/** In which class the half, or nine of ten, are, as whoever lists them all one after the other finds it. */
const classAfter = (tally: Tally, share: number): string | undefined => {
  const all = timeClasses.flatMap((one) => Array.from({ length: tally[one] ?? 0 }, () => one));
  return all[Math.ceil(all.length * share) - 1];
};

const periods: readonly Period[] = ['2024', '2025', '2026'].flatMap((year) => [
  { from: `${year}-01`, until: `${year}-06` },
  { from: `${year}-07`, until: `${year}-12` },
  { from: `${year}-01`, until: `${year}-12` },
]);

const published: PublishedReport[] = [];
for (const period of periods) {
  const made = makeReport({
    settings,
    period,
    counts,
    tags,
    earlier: [...published],
    countedOn: '2027-03-01',
  });
  if (made.kind !== 'made') throw new Error(`the report ${period.from} is ${made.kind}`);
  published.push(made.report);
}

describe('reports of an invented community', () => {
  it.each(published)('$id tells of every number what happened, or nothing', ({ period, cells }) => {
    const truth = trueCells(period);
    const keys = allCells(reportTables(names));
    expect(Object.keys(cells).sort()).toEqual([...keys].sort());
    expect(Object.keys(truth).filter((key) => !keys.includes(key))).toEqual([]);
    const ofMonths = monthsOf(period).map((month) => counts.get(month) ?? {});
    for (const key of keys) {
      expect([key, sumOfMonths(ofMonths, key)]).toEqual([key, truth[key] ?? 0]);
      if (cells[key] !== null) expect([key, cells[key]]).toEqual([key, truth[key] ?? 0]);
    }
    expect(Object.values(cells).filter((count) => count !== null).length).toBeGreaterThan(20);
    expect(Object.values(cells).filter((count) => count !== null && count > 0 && count < 5)).toEqual([]);
  });

  it.each(published)('$id tells how long it took as the times of its cases say', ({ period, times }) => {
    const sent = countTruly(began, truths, period).cases.times;
    const { closed } = countTruly(began, truths, {
      only: ({ closedAt }) => isWithin(period, closedAt),
    }).cases.times;
    const tallies = { ...sent, closed };
    for (const kind of ['acknowledged', 'firstAnswer', 'decided', 'closed'] as const) {
      expect(times[kind].half).toBe(classAfter(tallies[kind], 0.5));
      if (times[kind].nineOfTen !== null) expect(times[kind].nineOfTen).toBe(classAfter(tallies[kind], 0.9));
    }
  });

  it.each(published)('$id has one mark of each report that it counts', ({ id, period, counted, cells }) => {
    expect(counted).toHaveLength(cells.reports ?? -1);
    expect(new Set(counted).size).toBe(counted.length);
    for (const row of community.rows.filter(isCase)) {
      const isCounted = period.from <= row.month && row.month <= period.until && row.hiddenFrom.length === 0;
      expect(counted.includes(countedMark(row.countTag, id))).toBe(isCounted);
    }
  });
});
