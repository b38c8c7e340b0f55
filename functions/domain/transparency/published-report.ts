import { createHash } from 'node:crypto';
import * as z from 'zod';
import { language, localised } from '../../settings/localised.ts';
import { statisticMonth } from '../statistics/statistic.ts';
import { timeClasses } from '../statistics/time-class.ts';
import { countedMarkPattern } from './counted-mark.ts';

/** A count, or `null` where it is withheld. */
const cells = z.record(z.string(), z.int().min(0).nullable());
const period = z.object({ from: statisticMonth, until: statisticMonth });
const labels = z.record(z.string(), localised(200));

/** How long it took half, and nine of ten, of them at most; `null` where there are too few to say so. */
const told = z.object({ half: z.enum(timeClasses).nullable(), nineOfTen: z.enum(timeClasses).nullable() });

/** What is published of a period, exactly so and for good. */
export const publishedReport = z.object({
  format: z.literal('conductline-transparency-report'),
  version: z.literal(1),
  id: z.string().regex(/^\d{4}-\d\d_\d{4}-\d\d$/),
  organisation: localised(120),
  period,
  countedOn: z.iso.date(),
  /** The smallest count that is told besides 0. */
  threshold: z.int(),
  cells,
  /** Tables that are withheld whole. */
  whole: z.array(z.string()),
  /** A mark of each report that was counted, as many as `reports` says, so that their number tells nothing that is withheld. */
  counted: z.array(z.string().regex(countedMarkPattern)),
  /** Of the names in the tables of channels, rules, rungs and measures, as the settings had them. */
  names: z.object({ channel: labels, rule: labels, rung: labels, measure: labels }),
  times: z.object({ acknowledged: told, firstAnswer: told, decided: told, closed: told }),
  /** What reporters were promised when it was counted, by channel. */
  promised: z.record(
    z.string(),
    z.object({ acknowledgeHours: z.int(), updateDays: z.int(), feedbackDays: z.int() }),
  ),
  /** The report of as many months right before, as it was published. */
  before: z.object({ id: z.string(), cells }).optional(),
  /** Reports of other years, or halves, with their totals as they were published; the earliest first. */
  earlier: z.array(z.object({ id: z.string(), period, cells })),
  /**
   * What the team tells of closed cases of the period, each in one language and in an order that says nothing; absent where
   * it tells of none, and in reports from before there were any.
   */
  narratives: z.array(z.object({ language, text: z.string() })).optional(),
});
export type PublishedReport = z.infer<typeof publishedReport>;

/** The bytes of the file: whoever has it can hash it. */
export const reportFile = (report: PublishedReport): string => `${JSON.stringify(report, null, 1)}\n`;

/** @returns `undefined` when it is no report of this version */
export const readReportFile = (file: string): PublishedReport | undefined => {
  try {
    return publishedReport.safeParse(JSON.parse(file)).data;
  } catch {
    return undefined;
  }
};

/** SHA-256 of the file, in hexadecimal. */
export const reportDigest = (file: string): string => createHash('sha256').update(file).digest('hex');
