import type { ChannelSettings } from '../../settings/schema.ts';
import { addDays, addMinutes, earlier, epochSeconds, fullHour, nextFullHour } from '../kernel/clock.ts';

type Retention = ChannelSettings['retention'];

/** When a case goes whatever its state. */
export const hardLimit = (retention: Retention, sentAt: Date): Date =>
  addDays(fullHour(sentAt), retention.hardLimitDays);

export const expiryAfterClosing = (retention: Retention, closedAt: Date, limit: Date): Date =>
  earlier(addDays(fullHour(closedAt), retention.afterClosingDays), limit);

/** Years after it was closed, to the full hour. */
export const yearsAfterClosing = (closedAt: Date, years: number): Date => {
  const end = fullHour(closedAt);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
};

/** Days for which holds can keep a case beyond everything else. */
const mostHeldDays = 3660;

type KeepingSettings = {
  readonly channels: Readonly<Record<string, { readonly retention: Pick<Retention, 'hardLimitDays'> }>>;
  readonly decisions: {
    readonly ladder: Readonly<Record<string, { readonly keepYears?: number | undefined }>>;
  };
};

/** Days after which a report is erased whatever was decided and whoever holds it; the bucket lets go of files then. */
export const longestKeptDays = ({ channels, decisions }: KeepingSettings): number => {
  const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
  const hardLimitDays = most(Object.values(channels).map(({ retention }) => retention.hardLimitDays));
  const years = most(Object.values(decisions.ladder).map(({ keepYears = 0 }) => keepYears));
  return hardLimitDays + years * 366 + mostHeldDays;
};

/** DynamoDB's time to live deletes the keys a day after the expiry should the sweep have failed (epoch seconds). */
export const vaultTimeToLive = (expiresAt: Date): number => epochSeconds(addDays(expiresAt, 1));

/** Days for which a door that was closed or erased leaves behind that it was there. */
const closedDoorDays = 30;

/**
 * A form that comes back must not file once more what its reporter withdrew or left: so long, a closed door stands there
 * without its key and without its case (epoch seconds).
 */
export const closedDoorTimeToLive = (closedAt: Date): number =>
  epochSeconds(addDays(closedAt, closedDoorDays));

/** The same backstop for rows that hold ciphertext: a day after the hard limit (epoch seconds). */
export const contentTimeToLive = (limit: Date): number => epochSeconds(addDays(limit, 1));

/** An unopened report never expires silently: this long before its expiry the team is told and it is kept longer. */
export const unopenedWarningDays = 14;
export const unopenedPostponementDays = 30;

/** When the scheduled function has to look at a case next. */
export const nextRetentionCheck = (expiresAt: Date, opened: boolean): Date =>
  opened ? expiresAt : addDays(expiresAt, -unopenedWarningDays);

/**
 * When the rows of a case are kept until a later hard limit: once whatever was being written by the old one is written,
 * and long before any of them could go.
 */
export const rowsKeptFrom = (now: Date): Date => nextFullHour(addMinutes(now, 5));
