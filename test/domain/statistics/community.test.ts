import { describe, expect, it } from 'vitest';
import { makeCommunity } from '../../../tools/community/community.ts';
import { countRows } from './count-rows.ts';

const community = makeCommunity({ seed: 15, years: 3, cases: 2_000 });

const periods = [
  ['2024-01', '2024-06'],
  ['2024-07', '2024-12'],
  ['2025-01', '2025-06'],
  ['2025-07', '2025-12'],
  ['2026-01', '2026-06'],
  ['2026-07', '2026-12'],
] as const;

describe('an invented community', () => {
  it('leaves rows whose counts are those of what happened', () => {
    expect(countRows(community.rows)).toEqual(community.trueCounts());
  });

  it.each(periods)('does so from %s to %s', (from, until) => {
    const rows = community.rows.filter(({ month }) => from <= month && month <= until);
    const truth = community.trueCounts({ from, until });
    expect(countRows(rows)).toEqual(truth);
    expect(truth.cases.all).toBeGreaterThan(200);
  });

  it('does so for the cases that nobody is kept from', () => {
    const only = community.trueCounts({ only: ({ excluded }) => excluded.length === 0 });
    expect(
      countRows(community.rows.filter((row) => row.kind === 'survey' || row.hiddenFrom.length === 0)),
    ).toEqual(only);
    expect(only.cases.all).toBeLessThan(2_000);
  });

  it('is the same for the same seed, and another for another', () => {
    const small = { years: 1, cases: 50 };
    const one = makeCommunity({ seed: 1, ...small });
    expect(makeCommunity({ seed: 1, ...small }).rows).toEqual(one.rows);
    expect(makeCommunity({ seed: 2, ...small }).rows).not.toEqual(one.rows);
  });

  it('has everything that a report has to count', () => {
    const { cases, decisions } = community.trueCounts();
    expect(Object.keys(cases.sources).sort()).toEqual(['forwarded', 'held', 'mail', 'member', 'reporter']);
    expect(Object.keys(cases.states).sort()).toEqual([
      'closed',
      'erased-unopened',
      'open',
      'spam',
      'withdrawn',
    ]);
    expect(Object.keys(cases.outcomes).sort()).toEqual(['no-violation', 'none', 'undecided', 'violation']);
    expect(Object.keys(decisions.rungs)).toHaveLength(5);
    expect(Object.keys(decisions.appeals)).toHaveLength(6);
  });
});
