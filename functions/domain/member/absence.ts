import * as z from 'zod';
import { day } from '../kernel/clock.ts';

const longestDays = 366;
const daysBetween = (from: string, until: string): number =>
  (Date.parse(until) - Date.parse(from)) / (24 * 60 * 60_000);

/** When a member is away: the first and the last day, both included, in UTC. */
export const absence = z.object({ from: z.iso.date(), until: z.iso.date() });
export type Absence = z.infer<typeof absence>;

/** An absence as somebody enters it: it ends after it begins, within a year. */
export const newAbsence = z
  .strictObject({
    from: z.iso.date({ error: 'Must be a day such as 2026-12-24.' }),
    until: z.iso.date({ error: 'Must be a day such as 2026-12-31.' }),
  })
  .refine(({ from, until }) => from <= until, {
    message: 'Must not be before the first day.',
    path: ['until'],
  })
  .refine(({ from, until }) => daysBetween(from, until) <= longestDays, {
    message: 'An absence lasts at most a year.',
    path: ['until'],
  });

type MayBeAway = { readonly absence?: Absence | undefined };

export const isAbsent = ({ absence: away }: MayBeAway, now: Date): boolean => {
  const today = day(now);
  return away !== undefined && away.from <= today && today <= away.until;
};

/** The members who are there; when everybody is away, everybody: somebody has to be told. */
export const presentOrAll = <Person extends MayBeAway>(
  members: readonly Person[],
  now: Date,
): readonly Person[] => {
  const present = members.filter((member) => !isAbsent(member, now));
  return present.length > 0 ? present : members;
};
