import * as z from 'zod';
import { day, minutesLater } from '../kernel/clock.ts';
import type { AddedBy, Member } from './member.ts';

/** How far the others have been told of a member whom ops added. */
export const announcement = z.object({
  /** The members who have been told. */
  told: z.array(z.string()).default([]),
  /** The day on which everybody had been. */
  on: z.iso.date().optional(),
  /** After a mail that could not be sent: how many attempts failed, and when the next one is. */
  failed: z.int().default(0),
  notBefore: z.iso.datetime().optional(),
});
export type Announcement = z.infer<typeof announcement>;

type Known = Pick<Member, 'memberId' | 'email' | 'mailLanguage'> & {
  readonly addedBy?: AddedBy | undefined;
  readonly announcement?: Announcement | undefined;
};

export type AnnouncementContext = {
  members(): Promise<readonly Known[]>;
  markAnnounced(memberId: string, announcement: Announcement): Promise<void>;
  /** Rejects when the mail was not accepted. */
  send(to: Pick<Member, 'memberId' | 'email' | 'mailLanguage'>): Promise<void>;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

const longestPauseMinutes = 360;

/**
 * Tells everybody, once, that ops have added a member: nobody can be put among those who read cases without the team
 * noticing. Several who are added at once are one mail. A mail that is not accepted is tried again, later each time.
 * @returns how many mails were sent
 */
export const announceMembers = async (context: AnnouncementContext): Promise<number> => {
  const { now } = context;
  const members = await context.members();
  const due = members.filter(
    ({ addedBy, announcement: made }) =>
      addedBy === 'ops' && made?.on === undefined && !(made?.notBefore && new Date(made.notBefore) > now),
  );
  if (due.length === 0) return 0;
  const told = new Map(due.map(({ memberId, announcement: made }) => [memberId, new Set(made?.told)]));
  let sent = 0;
  for (const member of members) {
    const { memberId } = member;
    if (context.outOfTime()) break;
    const news = due.filter((one) => one.memberId !== memberId && !told.get(one.memberId)?.has(memberId));
    if (news.length === 0 || !(await isSent(context, member))) continue;
    sent += 1;
    for (const one of news) told.get(one.memberId)?.add(memberId);
  }
  for (const { memberId, announcement: made } of due) {
    const knowing = told.get(memberId) ?? new Set();
    const everybody = members.every((other) => other.memberId === memberId || knowing.has(other.memberId));
    const failed = (made?.failed ?? 0) + 1;
    const pause = Math.min(2 ** (failed - 1), longestPauseMinutes);
    await context.markAnnounced(
      memberId,
      everybody
        ? { told: [], on: day(now), failed: 0 }
        : { told: [...knowing], failed, notBefore: minutesLater(now, pause).toISOString() },
    );
  }
  return sent;
};

const isSent = async (context: AnnouncementContext, member: Known): Promise<boolean> => {
  try {
    await context.send(member);
    return true;
  } catch {
    return false;
  }
};
