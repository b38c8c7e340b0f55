import * as z from 'zod';
import { caseStatistic, decisionStatistic } from './statistic.ts';
import { foundInCase } from './statistic-of-case.ts';

const fullHour = z.iso.datetime().optional();

/**
 * What a case keeps of its rows, to write them anew: where they stand, what they said last, and what the rows themselves
 * say in classes only. Sealed under the casework key; it goes with the case, and nothing leads from the rows to it.
 */
export const keptStatistic = z.object({
  /** Of the case's row. */
  id: z.string(),
  acknowledgedAt: fullHour,
  firstAnswerAt: fullHour,
  decidedAt: fullHour,
  closedAt: fullHour,
  /** Dates of the reporter's that are settled, without those of appeals. */
  promises: z.object({ kept: z.int(), missed: z.int() }),
  found: foundInCase,
  row: caseStatistic,
  decisions: z.array(z.object({ number: z.int(), id: z.string(), row: decisionStatistic })),
});
export type KeptStatistic = z.infer<typeof keptStatistic>;
