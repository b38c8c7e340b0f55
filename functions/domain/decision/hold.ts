import * as z from 'zod';
import { endOfDay } from '../kernel/clock.ts';
import { author } from '../member/author.ts';
import type { RecordDate } from '../deadline/due-dates.ts';

/** A case is kept beyond its time, for a reason. Sealed under the casework key. */
export const hold = z.object({
  /** The last day on which the case is kept for it. */
  until: z.iso.date(),
  reason: z.string(),
  by: author,
  on: z.iso.date(),
  /** When the case would be erased without it, and when at the latest whatever its state. */
  without: z.object({ expiresAt: z.iso.datetime(), hardLimit: z.iso.datetime() }),
  lifted: z.object({ by: author, on: z.iso.date(), reason: z.string() }).optional(),
});
export type Hold = z.infer<typeof hold>;

/** Days for which a case is held at a time; held again, it is kept on. */
export const mostHoldDays = 3 * 366;
/** Holds of a case, lifted ones included. */
export const mostHolds = 100;

/** The first hour after the last day: when a case goes that nothing else keeps. */
export const heldUntil = ({ until }: Pick<Hold, 'until'>): Date =>
  new Date(new Date(endOfDay(until)).getTime() + 3_600_000);

/** Whether it keeps the case now. */
export const isHolding = (one: Hold, now: Date): boolean => one.lifted === undefined && heldUntil(one) > now;

/**
 * Where the case goes with it, the team is reminded of its end: what is to be kept on has to be held again. One that
 * keeps the case no longer than something else ends unseen.
 */
export const holdDates = (one: Hold): readonly RecordDate[] =>
  one.lifted || new Date(one.without.expiresAt) >= heldUntil(one)
    ? []
    : [{ by: endOfDay(one.until), meaning: 'end', weekBefore: true }];
