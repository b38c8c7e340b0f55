import { addMonths, month as monthOf } from '../kernel/clock.ts';

/** Whole months, `2026-01`, both included. */
export type ReportPeriod = { readonly from: string; readonly until: string };

export const mostMonthsOfPeriod = 24;

const startOf = (month: string): Date => new Date(`${month}-01T00:00:00.000Z`);

export const monthAfter = (month: string, months = 1): string => monthOf(addMonths(startOf(month), months));

/** `2026-01` to `2026-03`: three months. */
export const monthsOf = ({ from, until }: ReportPeriod): readonly string[] => {
  const months: string[] = [];
  for (let month = from; month <= until; month = monthAfter(month)) months.push(month);
  return months;
};

/** `2026-01_2026-06`. A period has one report and no second one, so that its name is the report's id. */
export const reportId = ({ from, until }: ReportPeriod): string => `${from}_${until}`;

export type PeriodKind = 'year' | 'half-year' | 'other';

export const kindOfPeriod = ({ from, until }: ReportPeriod): PeriodKind => {
  const year = from.slice(0, 4);
  if (from === `${year}-01` && until === `${year}-12`) return 'year';
  const isHalf =
    (from === `${year}-01` && until === `${year}-06`) || (from === `${year}-07` && until === `${year}-12`);
  return isHalf ? 'half-year' : 'other';
};

/** As many months, right before it. */
export const periodBefore = (period: ReportPeriod): ReportPeriod => {
  const length = monthsOf(period).length;
  return { from: monthAfter(period.from, -length), until: monthAfter(period.until, -length) };
};

/** The first day on which a period may be counted, some months after its end. */
export const countableFrom = ({ until }: ReportPeriod, delayMonths: number): Date =>
  startOf(monthAfter(until, delayMonths + 1));
