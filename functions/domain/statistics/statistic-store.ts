import type { SealedStatistic } from './sealed-statistic.ts';

export type StatisticStore = {
  /**
   * All rows of these months (`2026-11`), in no order that says anything: a call for every 400 rows of a month, and one
   * for a month without any. Rows of releases that sealed none are left out: they count nothing.
   */
  statisticsOf(months: readonly string[]): Promise<readonly SealedStatistic[]>;
};
