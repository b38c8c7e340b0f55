import type { SealedLogLine } from './sealed-log-line.ts';

/** Days of decisions, `2026-11-22`, both included. */
export type LogPeriod = { readonly from?: string | undefined; readonly until?: string | undefined };

export type LogStore = {
  /**
   * Lines of a channel's log, the newest first, those before the line `before`. It takes one call for every 300 of
   * `limit`, however many there are.
   */
  logPage(
    channel: string,
    wanted: LogPeriod & { readonly before?: string | undefined },
    limit: number,
  ): Promise<readonly SealedLogLine[]>;
};
