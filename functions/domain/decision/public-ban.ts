import * as z from 'zod';
import type { DecisionSettings } from '../../settings/decision-schema.ts';
import { author } from '../member/author.ts';
import type { Decision } from './decision.ts';
import { lastsOf } from './named-in-settings.ts';

const tick = z.object({ by: author, on: z.iso.date() });

/**
 * An entry of the public list of permanent bans, as the team keeps it in its case: who wrote it approves it first, a
 * second member makes it public. It is never edited, so that an approval is of exactly this text.
 */
export const publicBan = z.object({
  decision: z.int(),
  /** What everybody reads. */
  text: z.string(),
  /** The last day on which it is public. */
  until: z.iso.date(),
  proposed: tick,
  /** Ids of everybody who was on the team then. */
  team: z.array(z.string()),
  approved: tick.optional(),
  takenOff: tick.extend({ reason: z.string() }).optional(),
});
export type PublicBan = z.infer<typeof publicBan>;

/** What everybody can read of an entry. Days are ISO, in UTC. */
export type ShownBan = Readonly<Record<'text' | 'from' | 'until', string>>;

/** Bytes of UTF-8 of a text, entries of one case, and how many years ahead an entry ends at most. */
export const publicTextBytes = 500;
export const mostPublicBans = 20;
export const mostPublicYears = 5;

type Banned = Pick<Decision, 'rung' | 'status' | 'toReview' | 'from'>;

/** Whether a decision is a ban without an end that is in force, and that nobody has to look at again. */
export const isPermanentBan = (
  settings: Pick<DecisionSettings, 'ladder'>,
  { rung, status, toReview }: Banned,
): boolean => lastsOf(settings, { rung }) === 'permanent' && status === 'in-force' && toReview === undefined;

/** Whether an entry is approved, not taken off, and has not ended. */
export const isPublic = ({ approved, takenOff, until }: PublicBan, today: string): boolean =>
  approved !== undefined && takenOff === undefined && until >= today;

/**
 * What of a case is public: its entries, as long as the decision of each is in force. An entry is hidden while its
 * decision has to be looked at again.
 */
export const shownBans = (
  settings: Pick<DecisionSettings, 'ladder' | 'publicBans'>,
  bans: readonly PublicBan[],
  decisions: ReadonlyMap<number, Banned>,
  today: string,
): readonly ShownBan[] =>
  bans.flatMap((ban) => {
    const decision = decisions.get(ban.decision);
    if (!settings.publicBans || !decision || !isPermanentBan(settings, decision) || !isPublic(ban, today))
      return [];
    return [{ text: ban.text, from: decision.from, until: ban.until }];
  });
