import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { Member } from '../member/member.ts';
import { canSeeLine } from '../register/log-access.ts';
import { openLogRings } from '../register/log-rings.ts';
import { keyRingName } from '../key-ring/ring-sealed.ts';
import { openStatistic } from './sealed-statistic.ts';
import type { StatisticStore } from './statistic-store.ts';
import type { Statistic } from './statistic.ts';

export type StatisticContext = {
  readonly store: StatisticStore;
  readonly openKeyRing: OpenKeyRing;
};

export type ReadStatistics = {
  readonly rows: readonly Statistic[];
  /** Rows of these channels that do not open: they count nothing, and whoever reads a count is told so. */
  readonly unreadable: number;
};

/**
 * Every row of these channels and months (`2026-11`), whoever may know of it. One call for each month, and another one for
 * about every 400 rows more; one of KMS for each channel in five minutes.
 * @throws {Fault} when storage or KMS does not answer
 */
export const readStatistics = async (
  { store, openKeyRing }: StatisticContext,
  channels: readonly string[],
  months: readonly string[],
): Promise<ReadStatistics> => {
  const rings = await openLogRings(openKeyRing, channels);
  const byName = new Map(
    [...rings.values()].map((ring) => [keyRingName(ring.channel, ring.purpose), ring] as const),
  );
  const rows: Statistic[] = [];
  let unreadable = 0;
  for (const sealed of await store.statisticsOf(months)) {
    const ring = byName.get(sealed.sealed.keyRing);
    if (!ring) continue;
    const row = openStatistic(ring, sealed);
    if (row) rows.push(row);
    else unreadable += 1;
  }
  return { rows, unreadable };
};

/** Whether a row may be part of a count that a member reads. What was answered at the end of a case names nobody. */
export const maySeeStatistic = (member: Member, row: Statistic): boolean =>
  row.kind === 'survey' ? member.channels.includes(row.channel) : canSeeLine(member, row);
