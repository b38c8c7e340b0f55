import { day, fullHour } from '../kernel/clock.ts';
import { deadlineMails, type DeadlineMail, type MailMarks } from './mail-marks.ts';
import type { NoticeStep } from './outbox.ts';

/** What a mail says, and it says no more: only that something waits, and how pressing it is. */
export const mailKinds = [
  'ordinary',
  'urgent',
  'several-urgent',
  'untaken',
  'reminder',
  'overdue',
  'long-overdue',
  'outside-alone',
  'outside-urgent',
  'outside-overdue',
  'outside-unreviewed',
  'set-aside',
  'unreviewed',
  'new-member',
  'checklist',
] as const;
export type MailKind = (typeof mailKinds)[number];

type Notice = { readonly urgent: boolean; readonly step?: NoticeStep | undefined };

/** The mail a member gets of a notice. */
export const mailToMember = ({ urgent, step }: Notice): MailKind => {
  switch (step) {
    case undefined:
      return urgent ? 'urgent' : 'ordinary';
    case 'reminder':
    case 'overdue':
    case 'set-aside':
    case 'unreviewed':
      return step;
    case 'early-reminder':
      return 'reminder';
    case 'unreviewed-leads':
    case 'unreviewed-outside':
      return 'unreviewed';
    case 'leads':
    case 'outside':
      return 'long-overdue';
    case 'untaken-on-call':
    case 'untaken-leads':
    case 'untaken-outside':
      return 'untaken';
  }
};

/** Mails to the outside contact: a step of theirs, or a case nobody on the team may know of. */
export const outsideMails = [
  'outside-alone',
  'outside-urgent',
  'outside-overdue',
  'outside-unreviewed',
] as const;
export type OutsideMail = (typeof outsideMails)[number];

const isDeadlineMail = (kind: MailKind): kind is DeadlineMail => deadlineMails.some((mail) => mail === kind);

/** `combine`: what is urgent is not lost, it is told with others when the hour is over. */
export type Decision = 'send' | 'told-before' | 'combine';

/**
 * How often a member is written to: of ordinary things once until they have looked; of deadlines once a day for each
 * kind until they have looked, a more pressing one counting for a milder; of urgent things each time, up to so many an
 * hour; that a lead has set them aside, or that somebody has to confirm a restriction, each time.
 */
export const decide = (kind: MailKind, marks: MailMarks, urgentPerHour: number, now: Date): Decision => {
  if (kind === 'set-aside' || kind === 'unreviewed') return 'send';
  if (kind === 'ordinary') return marks.noticed === undefined ? 'send' : 'told-before';
  if (isDeadlineMail(kind)) {
    const last = marks.deadlineMail;
    const covers = last?.on === day(now) && deadlineMails.indexOf(last.kind) >= deadlineMails.indexOf(kind);
    return marks.noticed !== undefined && covers ? 'told-before' : 'send';
  }
  return urgentSoFar(marks, now) < urgentPerHour ? 'send' : 'combine';
};

const urgentSoFar = ({ urgentMails }: MailMarks, now: Date): number =>
  urgentMails?.hour === fullHour(now).toISOString() ? urgentMails.count : 0;

/** What is to be marked once a mail has left. */
export const marksOf = (kind: MailKind, before: MailMarks, now: Date): MailMarks => {
  if (kind === 'set-aside' || kind === 'unreviewed') return { noticed: before.noticed ?? 'ordinary' };
  if (kind === 'ordinary') return { noticed: 'ordinary' };
  if (isDeadlineMail(kind))
    return { noticed: before.noticed ?? 'ordinary', deadlineMail: { kind, on: day(now) } };
  const urgentMails = { hour: fullHour(now).toISOString(), count: urgentSoFar(before, now) + 1 };
  // Anybody who has looked since has seen what was more.
  const seen = kind === 'several-urgent' || before.noticed === undefined;
  return { noticed: 'urgent', urgentMails, ...(seen ? { urgentMore: false } : {}) };
};

const notRepeated = 60;

/** The marks that go with a mail about this notice. */
export const ofNotice = (id: string, before: MailMarks): MailMarks => ({
  lastNotices: [...(before.lastNotices ?? []), id].slice(-notRepeated),
});

export const combinedMarks: MailMarks = { noticed: 'urgent', urgentMore: true };

/** Whether the hour is over in which more came than its mails could say, and the member has not looked. */
export const owesCombined = ({ noticed, urgentMore, urgentMails }: MailMarks, now: Date): boolean =>
  noticed !== undefined && urgentMore === true && urgentMails?.hour !== fullHour(now).toISOString();

/** When the outside contact was last sent each mail: the day, or the full hour. ISO in UTC. */
export type OutsideMarks = Readonly<Partial<Record<OutsideMail, string | undefined>>>;

const outsideWindow = (kind: OutsideMail, now: Date): string =>
  kind === 'outside-overdue' ? day(now) : fullHour(now).toISOString();

/** The outside contact sees no list and cannot look: of what is overdue one mail a day, of the rest one an hour. */
export const decideOutside = (kind: OutsideMail, marks: OutsideMarks, now: Date): Decision =>
  marks[kind] === outsideWindow(kind, now) ? 'told-before' : 'send';

export const outsideMarksOf = (kind: OutsideMail, now: Date): OutsideMarks => ({
  [kind]: outsideWindow(kind, now),
});
