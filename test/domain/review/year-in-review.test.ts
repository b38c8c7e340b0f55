import { describe, expect, it } from 'vitest';
import { checklistOf, teamBegan } from '../../../functions/domain/review/checklist.ts';
import { trainedTopics } from '../../../functions/domain/review/trainings.ts';
import { monthsReviewed, yearInReview } from '../../../functions/domain/review/year-in-review.ts';
import type {
  CaseStatistic,
  DecisionStatistic,
  Statistic,
} from '../../../functions/domain/statistics/statistic.ts';

const now = new Date('2026-03-10T09:00:00.000Z');
const access = { hiddenFrom: [], grantedMembers: [] };
const aCase = (month: string, more: Partial<CaseStatistic> = {}): CaseStatistic => ({
  ...{ kind: 'case', month, channel: 'conduct', source: 'reporter', anonymous: true, urgent: false },
  ...{ people: 1, state: 'closed', scope: 'in-scope', outcome: 'none', rules: [], times: {} },
  ...{ promises: { kept: 0, missed: 0 }, countTag: '', ...access, ...more },
});
const aDecision = (month: string, more: Partial<DecisionStatistic> = {}): DecisionStatistic => ({
  ...{ kind: 'decision', month, channel: 'conduct', source: 'reporter', outcome: 'violation', rung: null },
  ...{ rules: [], measures: [], approvals: { needed: 2, given: 2, quorum: true }, appeal: 'none' },
  ...{ ...access, ...more },
});
const review = (rows: readonly Statistic[]) =>
  yearInReview({ rules: ['respect', 'privacy'], reasons: ['elsewhere', 'rule-unclear'] }, rows, now);

describe('the year in review', () => {
  it('counts rules of the last twelve months, those never used and those that have left the settings', () => {
    const { rules } = review([
      aDecision('2026-03', { rules: ['respect'] }),
      aDecision('2025-04', { rules: ['respect', 'old'], appeal: 'overturned' }),
      aDecision('2025-03', { rules: ['privacy'] }),
    ]);
    expect(rules).toEqual([
      { rule: 'respect', decisions: 2, changedOnAppeal: 1 },
      { rule: 'privacy', decisions: 0, changedOnAppeal: 0 },
      { rule: 'old', decisions: 1, changedOnAppeal: 1 },
    ]);
  });

  it('counts cases out of scope by each of their reasons, and those without one', () => {
    const out = (scopeReasons?: string[]) => aCase('2026-01', { scope: 'out-of-scope', scopeReasons });
    const { cases, outOfScope, outOfScopeReasons } = review([
      ...[out(['elsewhere']), out(['elsewhere', 'rule-unclear']), out(), out(['gone'])],
      ...[aCase('2026-01'), aCase('2024-01', { scope: 'out-of-scope', scopeReasons: ['elsewhere'] })],
    ]);
    expect([cases, outOfScope]).toEqual([5, 4]);
    expect(outOfScopeReasons).toEqual([
      { reason: 'elsewhere', cases: 2 },
      { reason: 'rule-unclear', cases: 1 },
      { reason: 'none', cases: 1 },
      { reason: 'gone', cases: 1 },
    ]);
  });

  it('compares years from the first of which anything is known', () => {
    const { years, months } = review([
      ...[aCase('2024-12'), aCase('2026-02', { scope: 'out-of-scope' }), aCase('2026-03')],
      ...[aDecision('2025-05', { appeal: 'changed' }), aDecision('2025-06', { outcome: 'no-violation' })],
    ]);
    expect(years).toEqual([
      { year: '2024', cases: 1, outOfScope: 0, decisions: 0, violations: 0, changedOnAppeal: 0 },
      { year: '2025', cases: 0, outOfScope: 0, decisions: 2, violations: 1, changedOnAppeal: 1 },
      { year: '2026', cases: 2, outOfScope: 1, decisions: 0, violations: 0, changedOnAppeal: 0 },
    ]);
    expect([months.length, months[0]?.month, months.at(-1)]).toEqual([
      ...[12, '2025-04', { month: '2026-03', cases: 1, decisions: 0 }],
    ]);
    expect([monthsReviewed(now)[0], monthsReviewed(now).at(-1)]).toEqual(['2022-01', '2026-03']);
  });
});

describe('what comes back', () => {
  const points = { second: { order: 2, everyDays: 30 }, first: { order: 1, everyDays: 365 } };

  it('a point is due so many days after it was last ticked', () => {
    const ticks = [
      { point: 'first', on: '2025-03-10', by: 'ada' },
      { point: 'second', on: '2026-03-01', by: 'ada' },
      { point: 'first', on: '2024-01-01', by: 'bob' },
    ];
    expect(checklistOf(points, ticks, '2020-01-01', now)).toEqual([
      { point: 'first', last: ticks[0], dueOn: '2026-03-10', isDue: true },
      { point: 'second', last: ticks[1], dueOn: '2026-03-31', isDue: false },
    ]);
  });

  it('nothing is due on the day a team begins', () => {
    const began = teamBegan([{ addedOn: '2026-03-09' }, { addedOn: '2026-02-20' }], now);
    expect(began).toBe('2026-02-20');
    expect(checklistOf(points, [], began, now).map(({ dueOn, isDue }) => [dueOn, isDue])).toEqual([
      ['2027-02-20', false],
      ['2026-03-22', false],
    ]);
    expect(teamBegan([], now)).toBe('2026-03-10');
  });

  it('a topic counts by its latest training; one that is planned does not count', () => {
    const trainings = [
      { on: '2023-05-01', topic: 'Trauma' },
      { on: '2025-05-01', topic: 'Law', members: 4 },
      { on: '2024-04-01', topic: 'Trauma', members: 3 },
      { on: '2026-05-01', topic: 'Law' },
    ];
    expect(trainedTopics(trainings, 23, now)).toEqual([
      { topic: 'Trauma', lastOn: '2024-04-01', members: 3, isDue: true },
      { topic: 'Law', lastOn: '2025-05-01', members: 4, isDue: false },
    ]);
  });
});
