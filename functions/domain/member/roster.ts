import * as z from 'zod';
import { addDays, day } from '../kernel/clock.ts';

/** What reporters may know of a member. */
export const rosterMember = z.object({
  memberId: z.string(),
  name: z.string(),
  channels: z.array(z.string()),
  expertise: z.string().optional(),
  languages: z.string().optional(),
  availability: z.string().optional(),
  /** Sees only the cases that are granted to them, so not the report that is being written. */
  outside: z.literal(true).optional(),
  /** Checks how the team works and reads no report; `outside` is set as well. */
  audits: z.literal(true).optional(),
});
export type RosterMember = z.infer<typeof rosterMember>;

/** The public side of the team: written with every change of it, and on the day somebody signs in. */
export type Roster = {
  readonly members: readonly RosterMember[];
  /** Grows with every change of the team; sealed into each report. Absent when the roster could not be read. */
  readonly revision?: number | undefined;
  /** The last day on which any member was active, in UTC; absent before the first. */
  readonly lastActive?: string | undefined;
  /** The day on which the first member was added, in UTC. */
  readonly firstAddedOn?: string | undefined;
};

/** Whether no member has signed in for so many days; where nobody ever has, counted from the first who was added. */
export const isQuiet = ({ lastActive, firstAddedOn }: Roster, now: Date, quietDays: number): boolean => {
  const since = lastActive ?? firstAddedOn;
  return since !== undefined && since < day(addDays(now, -quietDays));
};

/** Whether the roster could be read at all. */
export const isKnown = ({ revision }: Roster): boolean => revision !== undefined;

/** Whether nobody looks after a channel. Of a roster that could not be read, nobody knows. */
export const isUnattended = (roster: Roster, channel: string): boolean =>
  isKnown(roster) && eligibleMembers(roster, channel, []).length === 0;

/** The members who will see a report to a channel: not those who are excluded from it. */
export const eligibleMembers = (
  roster: Roster,
  channel: string,
  excluded: readonly string[],
): RosterMember[] =>
  roster.members.filter(
    ({ memberId, channels, outside }) =>
      outside !== true && channels.includes(channel) && !excluded.includes(memberId),
  );
