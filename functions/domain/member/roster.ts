import * as z from 'zod';
import { addDays, day } from '../clock.ts';

/** What reporters may know of a member. */
export const rosterMember = z.object({
  memberId: z.string(),
  name: z.string(),
  channels: z.array(z.string()),
  expertise: z.string().optional(),
  languages: z.string().optional(),
  availability: z.string().optional(),
});
export type RosterMember = z.infer<typeof rosterMember>;

/** The public side of the team: written whenever a member is added or removed, and on the day somebody signs in. */
export type Roster = {
  readonly members: readonly RosterMember[];
  /** The last day on which any member was active, in UTC; absent before the first. */
  readonly lastActive?: string | undefined;
};

/** Whether no member has signed in for so many days, though there was once somebody. */
export const isQuiet = (roster: Roster, now: Date, quietDays: number): boolean =>
  roster.lastActive !== undefined && roster.lastActive < day(addDays(now, -quietDays));

/** The members of a channel who are not excluded from a report. */
export const eligibleMembers = (
  roster: Roster,
  channel: string,
  excluded: readonly string[],
): RosterMember[] =>
  roster.members.filter(
    ({ memberId, channels }) => channels.includes(channel) && !excluded.includes(memberId),
  );
