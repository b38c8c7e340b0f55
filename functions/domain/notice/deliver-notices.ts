import type { Settings } from '../../settings/schema.ts';
import type { CaseVault } from '../case/case-store.ts';
import { fullHour, minutesLater } from '../clock.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { Member } from '../member/member.ts';
import {
  combinedMarks,
  decide,
  decideOutside,
  mailToMember,
  marksOf,
  ofNotice,
  outsideMarksOf,
  owesCombined,
  type MailKind,
  type MailMarks,
  type OutsideMail,
  type OutsideMarks,
} from './mail.ts';
import type { DueNotice, NoticeStore } from './notice-store.ts';
import { noticeSteps, type NoticeStep } from './outbox.ts';
import { recipientsOf, type Recipients } from './recipients.ts';
import { nextUntaken, takenWithinMinutes } from './untaken.ts';

/** Sends one mail without content. Rejects when the mail was not accepted. */
export type SendNotice = (email: string, kind: MailKind) => Promise<void>;

export type NoticeContext = {
  readonly settings: Pick<Settings, 'notices' | 'outsideContact'>;
  readonly store: NoticeStore;
  readonly send: SendNotice;
  readonly openKeyRing: OpenKeyRing;
  readonly now: Date;
  /** Stops in time, so that what is left waits for the next beat. */
  readonly outOfTime: () => boolean;
};

export type DeliveryReport = {
  readonly sent: number;
  /** Attempts of each notice that could not be delivered to everybody. */
  readonly failing: readonly number[];
  readonly unreadable: number;
};

const pageSize = 100;
/** From this many failed attempts on (about a quarter of an hour) somebody must look; the notice is still kept. */
export const undeliverableAttempts = 5;
const longestPauseMinutes = 360;

/** 1, 2, 4, 8 … minutes, at most 6 hours. */
export const retryPauseMinutes = (attempts: number): number =>
  Math.min(2 ** (attempts - 1), longestPauseMinutes);

/** A member, and what they have been sent so far. */
type Told = Member & { marks: MailMarks };

/** What one beat keeps in mind. */
type Delivery = NoticeContext & {
  readonly team: readonly Told[];
  /** Read when it is first needed. */
  outside: OutsideMarks | undefined;
  sent: number;
};

/**
 * Tells members that something waits, at least once and no more often than `decide` says. A mail is sent before it is
 * marked as sent, so only a crash in between sends it twice. Nothing is dropped: what cannot be delivered waits, longer
 * each time.
 */
export const deliverNotices = async (context: NoticeContext): Promise<DeliveryReport> => {
  const { store, now } = context;
  const { members, unreadable: unreadableMembers } = await store.members();
  const team = members.map((member): Told => ({ ...member, marks: member }));
  const delivery: Delivery = { ...context, team, outside: undefined, sent: 0 };
  // First, so that in a long flood what was left of the last hour is not put off by what comes in this one.
  const failing = await tellCombined(delivery);
  let unreadable = unreadableMembers;
  let after: string | undefined;
  do {
    const page = await store.dueNotices(now, pageSize, after);
    after = page.next;
    unreadable += page.unreadable;
    const vaults = await store.vaults(unique(page.notices.map(({ caseId }) => caseId)));
    const done: string[] = [];
    for (const notice of urgentFirst(page.notices)) {
      if (context.outOfTime()) break;
      const outcome = await deliver(delivery, notice, vaults.get(notice.caseId));
      if (outcome.kind === 'done') done.push(notice.id);
      else if (outcome.kind === 'next') {
        const next = { ...notice, step: outcome.step, attempts: 0 };
        await store.postponeNotice(next, [], minutesLater(now, takenWithinMinutes));
      } else {
        const attempts = notice.attempts + 1;
        failing.push(attempts);
        const later = minutesLater(now, retryPauseMinutes(attempts));
        await store.postponeNotice({ ...notice, attempts }, outcome.missed, later);
      }
    }
    await store.removeNotices(done);
  } while (after !== undefined && !context.outOfTime());
  return { sent: delivery.sent, failing, unreadable };
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Urgent ones first, then the most pressing step: the mail about it counts for milder ones. */
const urgentFirst = (notices: readonly DueNotice[]): DueNotice[] =>
  [...notices].sort(
    (one, other) => Number(other.urgent) - Number(one.urgent) || pressing(other) - pressing(one),
  );

const pressing = ({ step }: DueNotice): number => (step === undefined ? -1 : noticeSteps.indexOf(step));

type Outcome =
  | { readonly kind: 'done' }
  /** Everybody was told; whoever comes next is told later, unless somebody looks. */
  | { readonly kind: 'next'; readonly step: NoticeStep }
  | { readonly kind: 'failed'; readonly missed: readonly string[] };

const deliver = async (
  delivery: Delivery,
  notice: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
): Promise<Outcome> => {
  const { openKeyRing, now, team, store } = delivery;
  const recipients = await recipientsOf(openKeyRing, now, notice, vault, team);
  if (recipients.kind === 'case-gone') return { kind: 'done' };
  if (recipients.kind === 'unknown') return { kind: 'failed', missed: [] };
  if (notice.step?.startsWith('untaken') && !(await store.isUntaken(notice.caseId, now)))
    return { kind: 'done' };
  if (recipients.outside) {
    const outcome = await tellOutside(delivery, recipients.outside);
    return outcome === 'failed' ? { kind: 'failed', missed: [] } : { kind: 'done' };
  }
  const missed: string[] = [];
  for (const member of recipients.members) {
    const outcome = await tell(delivery, member, mailToMember(notice), notice.id);
    if (outcome === 'failed') missed.push(member.memberId);
  }
  if (missed.length > 0) return { kind: 'failed', missed };
  const next = notice.urgent ? nextUntaken(notice.step, candidates(delivery, recipients)) : undefined;
  return next === undefined ? { kind: 'done' } : { kind: 'next', step: next };
};

const candidates = (
  { settings }: Delivery,
  { leads }: Extract<Recipients<Told>, { kind: 'known' }>,
): Parameters<typeof nextUntaken>[1] => [
  { step: 'untaken-leads', who: leads.map(({ memberId }) => memberId) },
  { step: 'untaken-outside', who: [settings.outsideContact?.email ?? []].flat() },
];

type Outcomes = 'sent' | 'told-before' | 'failed';

const sends = async (delivery: Delivery, email: string, kind: MailKind): Promise<boolean> => {
  try {
    await delivery.send(email, kind);
  } catch {
    return false;
  }
  delivery.sent += 1;
  return true;
};

const tell = async (
  delivery: Delivery,
  member: Told,
  kind: MailKind,
  notice: string | undefined,
): Promise<Outcomes> => {
  const { settings, now } = delivery;
  if (notice !== undefined && member.marks.lastNotices?.includes(notice)) return 'told-before';
  const decision = decide(kind, member.marks, settings.notices.urgentPerHour, now);
  if (decision === 'told-before') return 'told-before';
  if (decision === 'combine') {
    if (!member.marks.urgentMore || !member.marks.noticed) await mark(delivery, member, combinedMarks);
    return 'told-before';
  }
  if (!(await sends(delivery, member.email, kind))) return 'failed';
  const ofThis = notice === undefined || kind === 'ordinary' ? {} : ofNotice(notice, member.marks);
  await mark(delivery, member, { ...marksOf(kind, member.marks, now), ...ofThis });
  return 'sent';
};

const mark = async ({ store }: Delivery, member: Told, marks: MailMarks): Promise<void> => {
  await store.markNoticed(member.memberId, marks);
  member.marks = { ...member.marks, ...marks };
};

const tellOutside = async (delivery: Delivery, kind: OutsideMail): Promise<Outcomes> => {
  const { settings, store, now } = delivery;
  const email = settings.outsideContact?.email;
  if (email === undefined) return 'failed';
  const marks = (delivery.outside ??= await store.outsideMarks());
  if (decideOutside(kind, marks, now) === 'told-before') return 'told-before';
  if (!(await sends(delivery, email, kind))) return 'failed';
  const after = { ...marks, ...outsideMarksOf(kind, now) };
  await store.markOutside(after);
  delivery.outside = after;
  return 'sent';
};

/** One mail for everything urgent that came above what an hour's mails may say. */
const tellCombined = async (delivery: Delivery): Promise<number[]> => {
  const { team, now, outOfTime } = delivery;
  const failing: number[] = [];
  for (const member of team.filter(({ marks }) => owesCombined(marks, now))) {
    if (outOfTime()) break;
    const outcome = await tell(delivery, member, 'several-urgent', undefined);
    // It has no row that could count: it is tried with every beat of the hour.
    if (outcome === 'failed') failing.push(minutesSince(fullHour(now), now) + 1);
  }
  return failing;
};

const minutesSince = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 60_000);
