import type { Statistic } from '../statistics/statistic.ts';

/** Answers are told in sums of so many at least. */
export const leastAnswers = 5;

/** The twelve months that end with one, the earliest first. @param last `2026-11` */
export const yearUntil = (last: string): readonly string[] => {
  const [year = 0, month = 1] = last.split('-').map(Number);
  return Array.from({ length: 12 }, (_, back) =>
    new Date(Date.UTC(year, month - 12 + back, 1)).toISOString().slice(0, 7),
  );
};

export type SurveySum = {
  /** How many have answered; absent while they are fewer than `leastAnswers`. */
  readonly count: number | undefined;
  /** The mean of each question, from 1 to 5. */
  readonly means: readonly number[];
};

/** What the year says of the rules, in numbers. */
export type YearInReview = {
  /** Rules of the settings and how often each was found to be violated; those that have left the settings as well. */
  readonly rules: readonly { readonly rule: string; readonly decisions: number }[];
  /** Cases by the month in which they were sent, decisions by that in which they came into force. */
  readonly months: readonly { readonly month: string; readonly cases: number; readonly decisions: number }[];
  readonly cases: number;
  readonly outOfScope: number;
  readonly surveys: Readonly<Record<'reporter' | 'respondent', SurveySum>>;
};

/** @param rows those that whoever reads it may count, of these months */
export const yearInReview = (
  rules: readonly string[],
  months: readonly string[],
  rows: readonly Statistic[],
): YearInReview => {
  const cases = rows.filter((row) => row.kind === 'case');
  const decisions = rows.filter((row) => row.kind === 'decision');
  const used = decisions.flatMap((row) => row.rules);
  return {
    rules: [...new Set([...rules, ...used])].map((rule) => ({
      rule,
      decisions: used.filter((one) => one === rule).length,
    })),
    months: months.map((month) => ({
      month,
      cases: cases.filter((row) => row.month === month).length,
      decisions: decisions.filter((row) => row.month === month).length,
    })),
    cases: cases.length,
    outOfScope: cases.filter(({ scope }) => scope === 'out-of-scope').length,
    surveys: { reporter: sumOf(rows, 'reporter'), respondent: sumOf(rows, 'respondent') },
  };
};

const sumOf = (rows: readonly Statistic[], from: 'reporter' | 'respondent'): SurveySum => {
  const answers = rows.flatMap((row) => (row.kind === 'survey' && row.from === from ? [row.answers] : []));
  if (answers.length < leastAnswers) return { count: undefined, means: [] };
  const mean = (question: 0 | 1 | 2): number =>
    Math.round((answers.reduce((sum, one) => sum + one[question], 0) / answers.length) * 10) / 10;
  return { count: answers.length, means: [mean(0), mean(1), mean(2)] };
};
