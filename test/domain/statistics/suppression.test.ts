import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countMonths,
  sumOfMonths,
  type MonthCounts,
} from '../../../functions/domain/statistics/report-counts.ts';
import {
  monthAfter,
  monthsOf,
  reportId,
  type ReportPeriod,
} from '../../../functions/domain/statistics/report-period.ts';
import { allCells, cellsOf, reportTables } from '../../../functions/domain/statistics/report-tables.ts';
import { suppress, type PublishedCells } from '../../../functions/domain/statistics/suppression.ts';
import { communityNames, randomCommunity } from './random-community.ts';

const tables = reportTables(communityNames);
const keys = allCells(tables);
const threshold = 5;
const width = 2;

const halvesAndYears = ['2023', '2024', '2025'].flatMap((year) => [
  { from: `${year}-01`, until: `${year}-06` },
  { from: `${year}-07`, until: `${year}-12` },
  { from: `${year}-01`, until: `${year}-12` },
]);

/** Publishes one report after the other; what cannot be protected is not published. */
const publishAll = (
  counts: ReadonlyMap<string, MonthCounts>,
  periods: readonly ReportPeriod[],
): { readonly published: readonly PublishedCells[]; readonly refused: number } => {
  const published: PublishedCells[] = [];
  let refused = 0;
  for (const period of periods) {
    const result = suppress({ period, tables, counts, earlier: published }, { threshold, width });
    if (result.kind === 'unprotected') refused += 1;
    else published.push({ period, threshold, cells: result.cells, whole: result.whole });
  }
  return { published, refused };
};

const truthOf = (counts: ReadonlyMap<string, MonthCounts>, period: ReportPeriod, key: string): number =>
  sumOfMonths(
    monthsOf(period).map((month) => counts.get(month) ?? {}),
    key,
  );

/** A month and a cell: what an attacker would like to know. They make no use of what the code calls a stretch. */
const unknownOf = (month: string, key: string): string => `${month} ${key}`;

/** Everything that is equal, by months, so that it is another system than the one the reports were made with. */
const equations = (published: readonly PublishedCells[]): ReadonlyMap<string, number>[] => {
  const months = [...new Set(published.flatMap(({ period }) => monthsOf(period)))];
  const rows: Map<string, number>[] = [];
  for (const month of months)
    for (const table of tables)
      if (table.kind === 'parts')
        rows.push(
          new Map([
            ...cellsOf(table).map((key) => [unknownOf(month, key), 1] as const),
            [unknownOf(month, table.of), -1] as const,
          ]),
        );
  for (const { period, cells } of published)
    for (const key of keys)
      if (typeof cells[key] === 'number')
        rows.push(new Map(monthsOf(period).map((month) => [unknownOf(month, key), 1] as const)));
  return rows;
};

const prime = 67_108_859;
const inverse = (value: number): number => {
  let result = 1;
  for (let base = value, power = prime - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
};

/** Gaussian elimination modulo a prime. `follows` says whether a sum of unknowns is a combination of the equations. */
const eliminated = (rows: readonly ReadonlyMap<string, number>[]) => {
  const pivots = new Map<string, Map<string, number>>();
  const reduce = (row: ReadonlyMap<string, number>): Map<string, number> => {
    const rest = new Map([...row].map(([unknown, factor]) => [unknown, (factor + prime) % prime]));
    for (;;) {
      const unknown = [...rest.keys()].find((one) => pivots.has(one));
      const pivot = unknown === undefined ? undefined : pivots.get(unknown);
      if (unknown === undefined || !pivot) return rest;
      const factor = rest.get(unknown) ?? 0;
      for (const [other, by] of pivot) {
        const value = ((rest.get(other) ?? 0) + prime - ((factor * by) % prime)) % prime;
        if (value === 0) rest.delete(other);
        else rest.set(other, value);
      }
    }
  };
  for (const row of rows) {
    const rest = reduce(row);
    const [first] = rest;
    if (!first) continue;
    const by = inverse(first[1]);
    pivots.set(first[0], new Map([...rest].map(([unknown, factor]) => [unknown, (factor * by) % prime])));
  }
  return { follows: (sum: ReadonlyMap<string, number>): boolean => reduce(sum).size === 0 };
};

const everyCommunity = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  reports: fc.integer({ min: 40, max: 900 }),
  others: fc.array(
    fc
      .record({ start: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 1, max: 12 }) })
      .map(({ start, length }) => {
        const from = monthAfter('2023-01', start);
        const until = monthAfter(from, length - 1);
        return { from, until: until > '2025-12' ? '2025-12' : until };
      }),
    { maxLength: 2 },
  ),
});

const countsOf = (seed: number, reports: number) =>
  countMonths(
    randomCommunity(seed, { first: '2023-01', months: 36, reports }),
    monthsOf({ from: '2023-01', until: '2025-12' }),
    communityNames,
  );

const published = ({ seed, reports, others }: { seed: number; reports: number; others: ReportPeriod[] }) => {
  const counts = countsOf(seed, reports);
  const periods = [...new Map([...halvesAndYears, ...others].map((one) => [reportId(one), one])).values()];
  return { counts, ...publishAll(counts, periods) };
};

describe('what reports withhold', () => {
  it('cannot be worked out from all reports of three years, and what they tell is true', () => {
    fc.assert(
      fc.property(everyCommunity, (community) => {
        const { counts, published: reports } = published(community);
        const system = eliminated(equations(reports));
        for (const { period, cells } of reports)
          for (const key of keys) {
            const shown = cells[key];
            const truth = truthOf(counts, period, key);
            if (shown !== null) expect(shown, `${reportId(period)} ${key}`).toBe(truth);
            else
              expect(
                system.follows(new Map(monthsOf(period).map((month) => [unknownOf(month, key), 1]))),
                `${reportId(period)} ${key} = ${truth}`,
              ).toBe(false);
          }
      }),
      { numRuns: 6 },
    );
  });

  it('a row that is small is never told, but where everybody could work it out before', () => {
    fc.assert(
      fc.property(everyCommunity, (community) => {
        const { published: reports } = published({ ...community, others: [] });
        for (const { cells } of reports)
          for (const [key, shown] of Object.entries(cells))
            if (shown !== null && key !== 'reports')
              expect(shown === 0 || shown >= threshold, key).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('halves and years of any community can be published', () => {
    for (const seed of [1, 2, 3, 4, 5])
      for (const reports of [60, 300])
        expect(publishAll(countsOf(seed, reports), halvesAndYears).refused).toBe(0);
  });

  it('a difference of two reports tells nothing small: July is not what January to July has more than the half', () => {
    const rare = { reports: 20, 'channel/conduct': 20 };
    const counts = new Map<string, MonthCounts>([
      ...monthsOf({ from: '2023-01', until: '2023-06' }).map((month) => [month, rare] as const),
      ['2023-07', { reports: 20, 'channel/conduct': 18, 'channel/security': 2 }],
    ]);
    const { published: reports } = publishAll(counts, [
      { from: '2023-01', until: '2023-06' },
      { from: '2023-01', until: '2023-07' },
    ]);
    expect(reports[0]?.cells['channel/conduct']).toBe(120);
    expect(reports[1]?.cells['channel/security']).toBeNull();
    expect(reports[1]?.cells['channel/conduct']).toBeNull();
  });

  it('a period is not published when the number of reports itself would tell a small one', () => {
    const counts = new Map<string, MonthCounts>([
      ['2023-01', { reports: 40, 'channel/conduct': 40 }],
      ['2023-02', { reports: 2, 'channel/conduct': 2 }],
    ]);
    const { refused } = publishAll(counts, [
      { from: '2023-01', until: '2023-01' },
      { from: '2023-01', until: '2023-02' },
    ]);
    expect(refused).toBe(1);
  });

  it('the row that completes a table is withheld with the only small one', () => {
    const counts = new Map<string, MonthCounts>([
      ['2023-01', { reports: 30, 'urgency/urgent': 3, 'urgency/ordinary': 27 }],
    ]);
    const [report] = publishAll(counts, [{ from: '2023-01', until: '2023-01' }]).published;
    expect(report?.cells['urgency/ordinary']).toBeNull();
    expect(report?.cells.reports).toBe(30);
  });
});
