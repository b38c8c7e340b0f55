import type { DecisionSettings } from '../../settings/decision-schema.ts';
import { yearsAfterClosing } from '../retention/expiry.ts';
import type { Decision } from './decision.ts';
import { heldUntil, isHolding, type Hold } from './hold.ts';
import { rungOf } from './named-in-settings.ts';

/**
 * Until when what was decided keeps a case that is closed now: by the longest-kept of its rungs.
 * @returns `undefined` where nothing was decided, or the channel says how long
 */
export const keptByOutcome = (
  settings: Pick<DecisionSettings, 'ladder'>,
  decisions: readonly Pick<Decision, 'rung'>[],
  closedAt: Date,
): Date | undefined => {
  const years = decisions.flatMap(({ rung }) => rungOf(settings, rung)?.keepYears ?? []);
  return years.length === 0 ? undefined : yearsAfterClosing(closedAt, Math.max(...years));
};

/** The latest end of holds that keep the case now. */
export const keptByHolds = (holds: readonly Hold[], now: Date): Date | undefined =>
  holds
    .filter((one) => isHolding(one, now))
    .map(heldUntil)
    .toSorted((one, other) => other.getTime() - one.getTime())[0];

/** When a case goes, and until when it may be kept at all, given what else keeps it. */
export const expiryWith = (
  without: { readonly expiresAt: Date; readonly hardLimit: Date },
  held: Date | undefined,
): { readonly expiresAt: Date; readonly hardLimit: Date } => {
  const later = (one: Date): Date => (held && held > one ? held : one);
  return { expiresAt: later(without.expiresAt), hardLimit: later(without.hardLimit) };
};
