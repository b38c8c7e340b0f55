import type { HeldSweepStore } from '../domain/held/held-store.ts';
import { lookAtHeld, lookAtHour } from '../domain/held/look-at-held.ts';
import { readInbox } from '../domain/held/read-inbox.ts';
import { isHoldOn } from '../domain/held/sweep-context.ts';
import type { RingName } from '../domain/key-ring/purpose.ts';
import type { Lease } from '../domain/sweep/lease.ts';
import type { Log } from '../adapters/log/log.ts';
import { faultCode } from '../domain/kernel/fault.ts';
import type { AttachmentSweep } from '../domain/attachment/attachment-store.ts';
import { sweepUploads } from '../domain/attachment/sweep-uploads.ts';
import type { UploadSweepStore } from '../domain/attachment/upload-store.ts';
import type { DailyAnchor } from '../domain/audit/anchor-audit-logs.ts';
import {
  makeMissingRings,
  type RingStore,
  type WrapPrivateKey,
} from '../domain/key-ring/make-missing-rings.ts';
import type { OpenKeyRing } from '../domain/key-ring/open-ring-sealed.ts';
import { deliverNotices, undeliverableAttempts } from '../domain/delivery/deliver-notices.ts';
import type { OutOfTime, SendNotice } from '../domain/delivery/delivery.ts';
import type { NoticeStore } from '../domain/delivery/notice-store.ts';
import type { TellWebhook } from '../domain/delivery/webhook.ts';
import { announceMembers } from '../domain/member/announce-members.ts';
import { handOverWaiting, type WaitingMails } from '../domain/sweep/waiting-mails.ts';
import { deliverMails, type SendReporterMail } from '../domain/delivery/deliver-mails.ts';
import type { MailStore } from '../domain/delivery/mail-store.ts';
import type { MemberStore } from '../domain/member/member-store.ts';
import type { Random } from '../domain/kernel/random.ts';
import type { RetentionStore } from '../domain/sweep/retention-store.ts';
import { recomputeDueTimes } from '../domain/sweep/recompute-due-times.ts';
import { listDue, type DueList } from '../domain/sweep/due-list.ts';
import type { CountingContext } from '../domain/sweep/unopened-statistic.ts';
import { eraseDue } from '../domain/sweep/erase-due.ts';
import { tellDeadlines } from '../domain/sweep/tell-deadlines.ts';
import type { ChecklistStore } from '../domain/review/checklist.ts';
import { tellOfChecklist } from '../domain/review/tell-of-checklist.ts';
import { eraseEntries, type RegisterSweepStore } from '../domain/register/erase-entries.ts';
import { eraseLogLines, type LogSweepStore } from '../domain/register/erase-log-lines.ts';
import { selfCheck } from '../domain/sweep/self-check.ts';
import type { Settings } from '../settings/schema.ts';
import { onceDone } from './once-done.ts';
import { sharesOf, type Share } from './shares.ts';

/** What the composition root gives the scheduled function. */
export type ScheduledContext = {
  readonly settings: Settings;
  readonly rings: RingStore;
  readonly wrapPrivateKey: WrapPrivateKey;
  readonly notices: NoticeStore;
  readonly members: Pick<MemberStore, 'allMembers' | 'markAnnounced' | 'markMailProblem'>;
  readonly checklist: Pick<ChecklistStore, 'ticks'>;
  readonly sendNotice: SendNotice;
  readonly tellWebhook: TellWebhook;
  readonly mails: MailStore;
  readonly sendReporterMail: SendReporterMail;
  readonly openKeyRing: OpenKeyRing;
  readonly ringPublicKey: CountingContext['ringPublicKey'];
  readonly retention: RetentionStore;
  readonly files: AttachmentSweep;
  readonly uploads: UploadSweepStore;
  readonly logLines: LogSweepStore;
  readonly registerEntries: RegisterSweepStore;
  readonly held: HeldSweepStore;
  readonly anchor: DailyAnchor;
  /** Only where a channel has an address for mails. */
  readonly waitingMails?: WaitingMails | undefined;
  readonly lease: Lease;
  readonly random: Random;
  readonly clock: () => Date;
  readonly log: Log;
};

/** A lease outlives the function's time limit of 50 seconds, so that two scheduled runs never work at once. */
const leaseSeconds = 58;
/** The minute of every hour, in UTC, in which the scheduled run looks at itself: after the hour's notices have left. */
export const selfCheckMinute = 7;
/** The minute in which it looks at what waits where the settings have no such choice any more. */
const leftoverMinute = 17;
/** The minute of every hour in which it deletes lines of the enforcement log and entries of the register. */
export const logMinute = 37;
/** The minute of every hour from this one on, in UTC, in which those who lead the team are told what of the checklist is due. */
export const checklistMinute = 27;
export const checklistFromHour = 8;
/** The minute of every hour in which it looks for mails that nobody has filed. */
export const mailMinute = 47;

/**
 * One scheduled run: key rings, then what is to be erased, notices, deadlines, and the rest. Each has its own share of the time,
 * and what those before it left. A fault in one part is logged and does not keep the others from their work; the next
 * scheduled run tries again.
 */
export const scheduledRun = async (context: ScheduledContext): Promise<void> => {
  const { lease, clock, log } = context;
  const start = clock();
  if (!(await lease.take(start, leaseSeconds))) {
    log({ event: 'scheduled-run-skipped' });
    return;
  }
  const run: Run = {
    now: start,
    share: sharesOf(clock),
    due: onceDone(() => listDue(context.retention, start)),
  };
  try {
    for (const part of parts(start)) {
      try {
        await part(context, run);
      } catch (error) {
        log({ event: 'fault', code: faultCode(error) });
      }
    }
  } finally {
    await lease.giveBack();
  }
};

type Run = {
  readonly now: Date;
  readonly share: (of: Share) => OutOfTime;
  /** Listed when it is first asked for; what is worked off is taken from it. */
  readonly due: () => Promise<DueList>;
};

type Part = (context: ScheduledContext, run: Run) => Promise<void>;

/** What a run erases it tries before all else; what is left of it once more, with the time that nobody needed. */
const parts = (now: Date): readonly Part[] => [
  ...[makeRings, erase, sendNotices, mailReporters, tellOfNewMembers, handOverDeadlines, tendHeld],
  ...[sweepFiles, putEarlier, anchorAuditLogs, eraseTheRest],
  ...(now.getUTCMinutes() === logMinute ? [eraseLog, eraseRegister] : []),
  ...(now.getUTCHours() >= checklistFromHour && now.getUTCMinutes() === checklistMinute ? [remind] : []),
  ...(now.getUTCMinutes() === mailMinute ? [handOverMails] : []),
  // Last: it counts what the others have left.
  ...(now.getUTCMinutes() === selfCheckMinute ? [checkItself] : []),
];

const makeRings: Part = async ({ rings, wrapPrivateKey, random, settings, log }) => {
  const made = await makeMissingRings(rings, wrapPrivateKey, random, Object.keys(settings.channels));
  for (let ring = 0; ring < made; ring++) log({ event: 'key-ring-created' });
};

const erase: Part = (context, run) => eraseWithin(context, run, run.share('erasure'));
const eraseTheRest: Part = (context, run) => eraseWithin(context, run, run.share('rest'));

const eraseWithin = async (
  { settings, retention, files, openKeyRing, ringPublicKey, random, log }: ScheduledContext,
  { now, due }: Run,
  outOfTime: OutOfTime,
): Promise<void> => {
  const counting = { openKeyRing, ringPublicKey, random };
  const report = await eraseDue(
    { settings, store: retention, files, now, outOfTime, ...counting },
    await due(),
  );
  const erased = report.erased + report.erasedWithNews;
  if (erased > 0) log({ event: 'cases-erased', count: erased });
  if (report.erasedWithNews > 0) log({ event: 'case-erased-with-news', count: report.erasedWithNews });
  if (report.keptForNews > 0) log({ event: 'case-kept-for-news', count: report.keptForNews });
  if (report.threadsErased > 0) log({ event: 'threads-erased', count: report.threadsErased });
  if (report.held > 0) log({ event: 'erasure-held', waiting: report.held });
  if (report.keptLonger > 0) log({ event: 'unopened-case-kept-longer', count: report.keptLonger });
  if (report.unreadable > 0) log({ event: 'row-unreadable', count: report.unreadable });
  if (report.fault !== undefined) log({ event: 'fault', code: faultCode(report.fault) });
};

const sendNotices: Part = async (context, { now, share }) => {
  const { settings, notices, sendNotice, tellWebhook, openKeyRing, log } = context;
  const report = await deliverNotices({
    settings,
    store: notices,
    send: sendNotice,
    tellWebhook,
    openKeyRing,
    now,
    share,
  });
  if (report.sent > 0) log({ event: 'notices-sent', count: report.sent });
  if (report.unreadable > 0) log({ event: 'row-unreadable', count: report.unreadable });
  for (const attempts of report.failing) {
    log({ event: attempts >= undeliverableAttempts ? 'notice-undeliverable' : 'notice-failing', attempts });
  }
};

const mailReporters: Part = async ({ mails: store, sendReporterMail: send, ...context }, { now, share }) => {
  const { settings, openKeyRing, log } = context;
  const outOfTime = share('mails');
  const report = await deliverMails({ settings, store, send, openKeyRing, now, outOfTime });
  // How many left is in no log: it would say in which minute somebody wrote.
  if (report.unreadable > 0) log({ event: 'row-unreadable', count: report.unreadable });
  for (const attempts of report.failing) log({ event: 'reporter-mail-failing', attempts });
  if (report.givenUp > 0) log({ event: 'reporter-mail-given-up', count: report.givenUp });
};

const tellOfNewMembers: Part = async ({ members, sendNotice, log }, { now, share }) => {
  const sent = await announceMembers({
    members: () => members.allMembers(),
    markAnnounced: (memberId, made) => members.markAnnounced(memberId, made),
    send: (member) => sendNotice(member, 'new-member'),
    now,
    outOfTime: share('new-members'),
  });
  if (sent > 0) log({ event: 'notices-sent', count: sent });
};

const handOverDeadlines: Part = async ({ settings, retention, log }, { now, share, due }) => {
  const outOfTime = share('deadlines');
  const report = await tellDeadlines({ settings, store: retention, now, outOfTime }, await due());
  if (report.keptForNews > 0) log({ event: 'case-kept-for-news', count: report.keptForNews });
  if (report.unreadable > 0) log({ event: 'row-unreadable', count: report.unreadable });
  if (report.fault !== undefined) log({ event: 'fault', code: faultCode(report.fault) });
};

/** Where nothing waits any more by the settings, what is left goes on being looked at once a day. */
const tendHeld: Part = async ({ held: store, rings, ...context }, { now, share }) => {
  const { settings, openKeyRing, log } = context;
  const isLeftover = now.getUTCHours() === lookAtHour && now.getUTCMinutes() === leftoverMinute;
  if (!isHoldOn(settings) && !isLeftover) return;
  const publicRings = async (wanted: readonly RingName[]) => (await rings.existing(wanted)).rings;
  const sweep = { settings, store, openKeyRing, publicRings, now, outOfTime: share('held') };
  const read = await readInbox(sweep);
  // How many wait or were told is in no log: who reads logs learns of them no earlier than the team.
  if (read.unreadable > 0) log({ event: 'row-unreadable', count: read.unreadable });
  if (!read.emptied) return;
  const looked = await lookAtHeld(sweep);
  if (looked.unreadable > 0) log({ event: 'row-unreadable', count: looked.unreadable });
  if (looked.fault !== undefined) log({ event: 'fault', code: faultCode(looked.fault) });
};

const sweepFiles: Part = async ({ files, uploads, log }, { now, share }) => {
  const count = await sweepUploads({ files, uploads, now, outOfTime: share('files') });
  if (count > 0) log({ event: 'uploads-swept', count });
};

const putEarlier: Part = async ({ settings, retention, log }, { share }) => {
  const count = await recomputeDueTimes({ settings, store: retention, outOfTime: share('clocks') });
  if (count > 0) log({ event: 'cases-put-earlier', count });
};

const anchorAuditLogs: Part = async ({ anchor, log }, { now, share }) => {
  const result = await anchor(now, share('anchors'));
  if (result.kind === 'anchored') log({ event: 'audit-logs-anchored', ...result.anchor });
};

const eraseLog: Part = async ({ logLines, log }, { now, share }) => {
  const count = await eraseLogLines({ store: logLines, now, outOfTime: share('rest') });
  if (count > 0) log({ event: 'log-lines-erased', count });
};

const eraseRegister: Part = async ({ registerEntries, log }, { now, share }) => {
  const count = await eraseEntries({ store: registerEntries, now, outOfTime: share('rest') });
  if (count > 0) log({ event: 'register-entries-erased', count });
};

const remind: Part = async (context, { now, share }) => {
  const { settings, checklist, members, notices, sendNotice, log } = context;
  const { sent, failed } = await tellOfChecklist({
    points: settings.review.checklist,
    store: checklist,
    members: () => members.allMembers(),
    markTold: (memberId, checklistTold) => notices.markNoticed(memberId, { checklistTold }),
    send: (member) => sendNotice(member, 'checklist'),
    now,
    outOfTime: share('rest'),
  });
  if (sent > 0) log({ event: 'notices-sent', count: sent });
  for (let mail = 0; mail < failed; mail++) log({ event: 'notice-failing', attempts: 1 });
};

/** Whatever kept the mail function from them, an event that was lost included. */
const handOverMails: Part = async ({ waitingMails: mails, log }, { now, share }) => {
  if (!mails) return;
  const count = await handOverWaiting({ mails, now, outOfTime: share('rest') });
  if (count > 0) log({ event: 'mail-waiting', count });
};

const checkItself: Part = async ({ log, ...context }, { now }) => {
  const found = await selfCheck({ ...context, now });
  if (found.unseenDeadlines > 0) log({ event: 'deadline-unseen', count: found.unseenDeadlines });
  if (found.lateErasures > 0) log({ event: 'erasure-late', count: found.lateErasures });
  if (found.lateNotices > 0) log({ event: 'notices-late', count: found.lateNotices });
  if (found.unreadable > 0) log({ event: 'row-unreadable', count: found.unreadable });
  if (found.closedRings > 0) log({ event: 'key-ring-closed', count: found.closedRings });
  if (found.areFilesFull) log({ event: 'files-full' });
  log({ event: 'self-checked' });
};
