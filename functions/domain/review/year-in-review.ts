import { month } from '../kernel/clock.ts';
import { monthAfter, monthsOf } from '../statistics/report-period.ts';
import type {
  CaseStatistic,
  DecisionStatistic,
  Statistic,
  SurveyStatistic,
} from '../statistics/statistic.ts';
import { lastWholeMonth, surveyBatches } from '../survey/survey-batches.ts';

/** Calendar years that are compared, this one among them. */
const yearsCompared = 5;

/** From the January of the earliest of the years that are compared. */
export const monthsReviewed = (now: Date): readonly string[] => {
  const until = month(now);
  return monthsOf({ from: `${Number(until.slice(0, 4)) - yearsCompared + 1}-01`, until });
};

/** The sum of a batch of answers. */
export type SurveySum = {
  readonly channel: string;
  readonly from: SurveyStatistic['from'];
  /** Its months, `2026-01`. */
  readonly first: string;
  readonly last: string;
  /** So many have answered at least: a class, for the number would tell of cases that not everybody may know. */
  readonly atLeast: number;
  /** The mean of each question, from 1 to 5, to the half. */
  readonly means: readonly number[];
};

export type YearNumbers = {
  /** `2026` */
  readonly year: string;
  /** By when they were sent; decisions by when they came into force. */
  readonly cases: number;
  readonly outOfScope: number;
  readonly decisions: number;
  readonly violations: number;
  /** Decisions that an appeal has changed in any way. */
  readonly changedOnAppeal: number;
};

/** What the last twelve months say of the rules, and the years before beside them, in numbers. */
export type YearInReview = {
  /** Rules of the settings and how often each was found to be violated; those that have left the settings as well. */
  readonly rules: readonly {
    readonly rule: string;
    readonly decisions: number;
    /** Of those, by an appeal. */
    readonly changedOnAppeal: number;
  }[];
  /** Cases by the month in which they were sent, decisions by that in which they came into force. */
  readonly months: readonly { readonly month: string; readonly cases: number; readonly decisions: number }[];
  readonly cases: number;
  readonly outOfScope: number;
  /** Cases out of scope by why; one can have several reasons. `none`: nobody has chosen one. */
  readonly outOfScopeReasons: readonly { readonly reason: string; readonly cases: number }[];
  /** The earliest year first; the last one is not over. Years before the first row are left out. */
  readonly years: readonly YearNumbers[];
  readonly surveys: readonly SurveySum[];
};

/** What a case counts as that is out of scope without a reason. */
export const noReason = 'none';

const countOf = <Item>(items: readonly Item[], is: (item: Item) => boolean): number =>
  items.filter(is).length;

const isChanged = ({ appeal }: DecisionStatistic): boolean =>
  appeal === 'changed' || appeal === 'overturned' || appeal === 'sent-back';

/**
 * @param named names of the settings: rules, and reasons for which a case is out of scope
 * @param rows those that whoever reads it may count, of the months that are reviewed
 */
export const yearInReview = (
  named: { readonly rules: readonly string[]; readonly reasons: readonly string[] },
  rows: readonly Statistic[],
  now: Date,
): YearInReview => {
  const months = monthsOf({ from: monthAfter(month(now), -11), until: month(now) });
  const ofTwelve = rows.filter((row) => months.includes(row.month));
  const cases = ofTwelve.filter((row) => row.kind === 'case');
  const decisions = ofTwelve.filter((row) => row.kind === 'decision');
  return {
    rules: rulesOf(named.rules, decisions),
    months: months.map((one) => ({
      month: one,
      cases: countOf(cases, (row) => row.month === one),
      decisions: countOf(decisions, (row) => row.month === one),
    })),
    cases: cases.length,
    outOfScope: countOf(cases, ({ scope }) => scope === 'out-of-scope'),
    outOfScopeReasons: reasonsOf(named.reasons, cases),
    years: yearsOf(rows, now),
    surveys: sumsOf(rows, now),
  };
};

const rulesOf = (rules: readonly string[], decisions: readonly DecisionStatistic[]): YearInReview['rules'] =>
  [...new Set([...rules, ...decisions.flatMap((row) => row.rules)])].map((rule) => {
    const used = decisions.filter((row) => row.rules.includes(rule));
    return { rule, decisions: used.length, changedOnAppeal: countOf(used, isChanged) };
  });

const reasonsOf = (
  reasons: readonly string[],
  cases: readonly CaseStatistic[],
): YearInReview['outOfScopeReasons'] => {
  const given = cases
    .filter(({ scope }) => scope === 'out-of-scope')
    .map(({ scopeReasons = [] }) => (scopeReasons.length > 0 ? scopeReasons : [noReason]));
  return [...new Set([...reasons, ...given.flat()])]
    .map((reason) => ({ reason, cases: countOf(given, (one) => one.includes(reason)) }))
    .filter((one) => one.cases > 0);
};

const yearsOf = (rows: readonly Statistic[], now: Date): readonly YearNumbers[] => {
  const years = [...new Set(monthsReviewed(now).map((one) => one.slice(0, 4)))];
  const numbers = years.map((year): YearNumbers => {
    const ofYear = rows.filter((row) => row.month.startsWith(`${year}-`));
    const cases = ofYear.filter((row) => row.kind === 'case');
    const decisions = ofYear.filter((row) => row.kind === 'decision');
    return {
      year,
      cases: cases.length,
      outOfScope: countOf(cases, ({ scope }) => scope === 'out-of-scope'),
      decisions: decisions.length,
      violations: countOf(decisions, ({ outcome }) => outcome === 'violation'),
      changedOnAppeal: countOf(decisions, isChanged),
    };
  });
  const first = numbers.findIndex(({ cases, decisions }) => cases + decisions > 0);
  return first < 0 ? numbers.slice(-1) : numbers.slice(first);
};

const sizeClasses = [50, 20, 10, 5] as const;

const sumsOf = (rows: readonly Statistic[], now: Date): readonly SurveySum[] =>
  surveyBatches(rows, lastWholeMonth(now)).map(({ answers, ...batch }) => {
    const mean = (question: 0 | 1 | 2): number =>
      Math.round((answers.reduce((sum, one) => sum + one[question], 0) / answers.length) * 2) / 2;
    const atLeast = sizeClasses.find((size) => answers.length >= size) ?? sizeClasses[3];
    return { ...batch, atLeast, means: [mean(0), mean(1), mean(2)] };
  });
