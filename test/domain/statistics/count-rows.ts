import type {
  CaseStatistic,
  DecisionStatistic,
  Statistic,
} from '../../../functions/domain/statistics/statistic.ts';
import type { Tally, TrueCounts } from '../../../tools/community/true-counts.ts';

const tally = (names: readonly (string | undefined)[]): Tally => {
  const counted: Record<string, number> = {};
  for (const name of names) if (name !== undefined) counted[name] = (counted[name] ?? 0) + 1;
  return counted;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

export const isCase = (row: Statistic): row is CaseStatistic => row.kind === 'case';
export const isDecision = (row: Statistic): row is DecisionStatistic => row.kind === 'decision';

/** The same counts as the generator knows, taken from rows alone. */
export const countRows = (rows: readonly Statistic[]): TrueCounts => {
  const cases = rows.filter(isCase);
  const decisions = rows.filter(isDecision);
  return {
    cases: {
      all: cases.length,
      channels: tally(cases.map(({ channel }) => channel)),
      sources: tally(cases.map(({ source }) => source)),
      anonymous: cases.filter(({ anonymous }) => anonymous).length,
      urgent: cases.filter(({ urgent }) => urgent).length,
      people: sum(cases.map(({ people }) => people)),
      states: tally(cases.map(({ state }) => state)),
      scopes: tally(cases.map(({ scope }) => scope)),
      outcomes: tally(cases.map(({ outcome }) => outcome)),
      rules: tally(cases.flatMap(({ rules }) => rules)),
      closedIn: tally(cases.map(({ closedIn }) => closedIn)),
      times: {
        acknowledged: tally(cases.map(({ times }) => times.acknowledged)),
        firstAnswer: tally(cases.map(({ times }) => times.firstAnswer)),
        decided: tally(cases.map(({ times }) => times.decided)),
        closed: tally(cases.map(({ times }) => times.closed)),
      },
      promises: {
        kept: sum(cases.map(({ promises }) => promises.kept)),
        missed: sum(cases.map(({ promises }) => promises.missed)),
      },
    },
    decisions: {
      all: decisions.length,
      channels: tally(decisions.map(({ channel }) => channel)),
      outcomes: tally(decisions.map(({ outcome }) => outcome)),
      rungs: tally(decisions.map(({ rung }) => rung ?? 'none')),
      rules: tally(decisions.flatMap(({ rules }) => rules)),
      measures: tally(decisions.flatMap(({ measures }) => measures)),
      approvals: {
        needed: sum(decisions.map(({ approvals }) => approvals.needed)),
        given: sum(decisions.map(({ approvals }) => approvals.given)),
        quorum: decisions.filter(({ approvals }) => approvals.quorum).length,
      },
      appeals: tally(decisions.map(({ appeal }) => appeal)),
      appealsIn: tally(decisions.map(({ appealIn }) => appealIn)),
    },
  };
};
