import { addDays, month } from '../kernel/clock.ts';
import { monthAfter } from '../statistics/report-period.ts';
import type { Statistic, SurveyStatistic } from '../statistics/statistic.ts';

/** Answers are told together with so many at least. */
export const leastAnswers = 5;

/** Answers of one channel that are only ever told together, from the first of its months to the last. */
export type SurveyBatch = {
  readonly channel: string;
  readonly from: SurveyStatistic['from'];
  /** `2026-01` */
  readonly first: string;
  readonly last: string;
  readonly answers: readonly SurveyStatistic['answers'][];
};

/** The latest month that nothing is added to any more: what was begun at its end is written within a day. */
export const lastWholeMonth = (now: Date): string => monthAfter(month(addDays(now, -1)), -1);

/**
 * The batches in which answers are told. A batch is of whole months of one channel and one calendar year, and ends with the
 * first month at whose end it has five answers. It never changes, whoever reads it and when: no answer is in two of them,
 * so no difference of two sums is of fewer than five. What is left of a year when it ends is never told.
 * @param rows every answer of each year of which there is one
 * @param until the latest month that counts, `2026-11`
 */
export const surveyBatches = (rows: readonly Statistic[], until: string): readonly SurveyBatch[] => {
  const groups = new Map<string, SurveyStatistic[]>();
  for (const row of rows) {
    if (row.kind !== 'survey' || row.month > until) continue;
    const group = JSON.stringify([row.month.slice(0, 4), row.channel, row.from]);
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups.values()]
    .flatMap(batchesOfYear)
    .sort((one, other) => one.last.localeCompare(other.last) || one.channel.localeCompare(other.channel));
};

/** @param rows of one year, channel and kind of person */
const batchesOfYear = (rows: readonly SurveyStatistic[]): SurveyBatch[] => {
  const batches: SurveyBatch[] = [];
  const [any] = rows;
  if (!any) return batches;
  let first = `${any.month.slice(0, 4)}-01`;
  let answers: SurveyStatistic['answers'][] = [];
  for (const last of [...new Set(rows.map((row) => row.month))].sort()) {
    answers.push(...rows.filter((row) => row.month === last).map((row) => row.answers));
    if (answers.length < leastAnswers) continue;
    batches.push({ channel: any.channel, from: any.from, first, last, answers });
    first = monthAfter(last);
    answers = [];
  }
  return batches;
};

/**
 * Rows as counts of months may be made of them: an answer counts in the last month of its batch, so that the sum over any
 * months is one of whole batches, and one that is in no batch does not count.
 * @param rows those of whole years, and of what came before them
 */
export const answersInBatches = (rows: readonly Statistic[], until: string): readonly Statistic[] => [
  ...rows.filter(({ kind }) => kind !== 'survey'),
  ...surveyBatches(rows, until).flatMap(({ channel, from, last, answers }) =>
    answers.map((given) => ({ kind: 'survey' as const, month: last, channel, from, answers: given })),
  ),
];
