import { cacheFor } from '../kernel/cache-for.ts';
import type { Roster } from '../member/roster.ts';
import type { ReporterKeys } from './submit-report.ts';

/**
 * How old, in seconds, the roster may be. A page that shows it, and a ticket, take it fresh, so that a member who has
 * just been added stands on the form. What is sent with a ticket goes by the roster its writer was shown, and stays
 * one call; what is sent without one was never shown any, and goes by the team as it is.
 */
export const rosterSeconds = { shown: 0, withTicket: 60, withoutTicket: 1, any: Infinity } as const;

export const rosterSecondsFor = (report: { readonly ticket?: string | undefined }): number =>
  report.ticket === undefined ? rosterSeconds.withoutTicket : rosterSeconds.withTicket;

/** The keys, with a roster at most so many seconds old: any, unless said. */
export type KeptKeys = (now: Date, mostSeconds?: number) => Promise<ReporterKeys>;

export type KeySource = {
  /** Everything, the roster included, in one call. */
  readonly loadKeys: () => Promise<ReporterKeys>;
  /** The roster alone, in one call. */
  readonly loadRoster: () => Promise<Roster>;
};

const keepKeysMinutes = 5;

/**
 * Rings and the ticket secret are kept five minutes; the roster has an age of its own, and reading it renews what the
 * process knows. A roster that cannot be read just then leaves the one known before: a report is not lost over it.
 */
export const keepKeys = ({ loadKeys, loadRoster }: KeySource): KeptKeys => {
  const keys = cacheFor(keepKeysMinutes, loadKeys);
  let known: { readonly keys: ReporterKeys; readonly roster: Roster; readonly readAt: number } | undefined;
  return async (now, mostSeconds = rosterSeconds.any) => {
    const kept = await keys(now);
    if (known?.keys !== kept) known = { keys: kept, roster: kept.roster, readAt: now.getTime() };
    else if (mostSeconds !== rosterSeconds.any && now.getTime() - known.readAt >= mostSeconds * 1_000) {
      const roster = await loadRoster().catch(() => undefined);
      // A slow answer must not take the place of a later one.
      const revision = known.roster.revision ?? 0;
      if (roster && (roster.revision ?? 0) >= revision) known = { keys: kept, roster, readAt: now.getTime() };
    }
    return { ...kept, roster: known.roster };
  };
};
