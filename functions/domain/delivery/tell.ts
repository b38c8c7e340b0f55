import { fullHour } from '../kernel/clock.ts';
import type { Delivery, NoticeRecipient, Told } from './delivery.ts';
import {
  combinedMarks,
  decide,
  decideOutside,
  marksOf,
  ofNotice,
  outsideMarksOf,
  owesCombined,
  type MailKind,
  type OutsideMail,
} from '../notice/mail.ts';
import type { MailMarks } from '../notice/mail-marks.ts';

export type Telling = 'sent' | 'told-before' | 'failed';

const sends = async (delivery: Delivery, to: NoticeRecipient, kind: MailKind): Promise<boolean> => {
  try {
    await delivery.send(to, kind);
  } catch {
    return false;
  }
  delivery.sent += 1;
  return true;
};

/**
 * Mails one member, no more often than `decide` says.
 * @param notice its id; one they were told of is not told again
 */
export const tell = async (
  delivery: Delivery,
  member: Told,
  kind: MailKind,
  notice: string | undefined,
): Promise<Telling> => {
  const { settings, now } = delivery;
  if (notice !== undefined && member.marks.lastNotices?.includes(notice)) return 'told-before';
  const decision = decide(kind, member.marks, settings.notices.urgentPerHour, now);
  if (decision === 'told-before') return 'told-before';
  if (decision === 'combine') {
    if (!member.marks.urgentMore || !member.marks.noticed) await mark(delivery, member, combinedMarks);
    return 'told-before';
  }
  if (!(await sends(delivery, member, kind))) return 'failed';
  const ofThis = notice === undefined ? {} : ofNotice(notice, member.marks);
  await mark(delivery, member, { ...marksOf(kind, member.marks, now), ...ofThis });
  return 'sent';
};

const mark = async ({ store }: Delivery, member: Told, marks: MailMarks): Promise<void> => {
  await store.markNoticed(member.memberId, marks);
  member.marks = { ...member.marks, ...marks };
};

export const tellOutside = async (delivery: Delivery, kind: OutsideMail): Promise<Telling> => {
  const { settings, store, now } = delivery;
  const email = settings.outsideContact?.email;
  if (email === undefined) return 'failed';
  const marks = (delivery.outside ??= await store.outsideMarks());
  if (decideOutside(kind, marks, now) === 'told-before') return 'told-before';
  if (!(await sends(delivery, { email }, kind))) return 'failed';
  const after = { ...marks, ...outsideMarksOf(kind, now) };
  await store.markOutside(after);
  delivery.outside = after;
  return 'sent';
};

/**
 * One mail for everything urgent that came above what an hour's mails may say.
 * @returns the attempts of each that failed; it has no row that could count, so it is tried with every scheduled run of the hour
 */
export const tellCombined = async (delivery: Delivery): Promise<number[]> => {
  const { team, now, outOfTime } = delivery;
  const failing: number[] = [];
  for (const member of team.filter(({ marks }) => owesCombined(marks, now))) {
    if (outOfTime()) break;
    const outcome = await tell(delivery, member, 'several-urgent', undefined);
    if (outcome === 'failed') failing.push(minutesIntoTheHour(now) + 1);
  }
  return failing;
};

export const minutesIntoTheHour = (now: Date): number =>
  Math.floor((now.getTime() - fullHour(now).getTime()) / 60_000);
