import type { Lease } from '../adapters/dynamodb/lease.ts';
import type { Log } from '../adapters/log/log.ts';
import { faultCode } from '../domain/fault.ts';
import type { AttachmentSweep } from '../domain/attachment/attachment-store.ts';
import { sweepUploads } from '../domain/attachment/sweep-uploads.ts';
import type { UploadSweepStore } from '../domain/attachment/upload-store.ts';
import type { DailyAnchor } from '../domain/case/anchor-audit-logs.ts';
import {
  makeMissingRings,
  type RingStore,
  type WrapPrivateKey,
} from '../domain/key-ring/make-missing-rings.ts';
import type { OpenKeyRing } from '../domain/key-ring/open-ring-sealed.ts';
import { deliverNotices, undeliverableAttempts } from '../domain/notice/deliver-notices.ts';
import type { SendNotice } from '../domain/notice/delivery.ts';
import type { NoticeStore } from '../domain/notice/notice-store.ts';
import type { TellWebhook } from '../domain/notice/webhook.ts';
import { announceMembers } from '../domain/member/announce-members.ts';
import type { MemberStore } from '../adapters/dynamodb/member-store.ts';
import type { Random } from '../domain/random.ts';
import type { RetentionStore } from '../domain/retention/retention-store.ts';
import { resetClocks } from '../domain/retention/reset-clocks.ts';
import { workOffDue } from '../domain/retention/work-off-due.ts';
import { selfCheck } from '../domain/self-check/self-check.ts';
import type { Settings } from '../settings/schema.ts';

/** What the composition root gives the scheduled function. */
export type BeatContext = {
  readonly settings: Settings;
  readonly rings: RingStore;
  readonly wrapPrivateKey: WrapPrivateKey;
  readonly notices: NoticeStore;
  readonly members: Pick<MemberStore, 'allMembers' | 'markAnnounced'>;
  readonly sendNotice: SendNotice;
  readonly tellWebhook: TellWebhook;
  readonly openKeyRing: OpenKeyRing;
  readonly retention: RetentionStore;
  readonly files: AttachmentSweep;
  readonly uploads: UploadSweepStore;
  readonly anchor: DailyAnchor;
  readonly lease: Lease;
  readonly random: Random;
  readonly clock: () => Date;
  readonly log: Log;
};

/** A lease outlives the function's time limit of 50 seconds, so that two beats never work at once. */
const leaseSeconds = 58;
const workSeconds = 35;
/** The minute of every hour, in UTC, in which the beat looks at itself: after the hour's notices have left. */
export const selfCheckMinute = 7;

/**
 * One beat: key rings, then notices, then the cases whose time has come. A fault in one part is logged and does not keep the others from
 * their work; the next beat tries again.
 */
export const beat = async (context: BeatContext): Promise<void> => {
  const { lease, clock, log } = context;
  const start = clock();
  if (!(await lease.take(start, leaseSeconds))) {
    log({ event: 'beat-skipped' });
    return;
  }
  const outOfTime = (): boolean => clock().getTime() - start.getTime() > workSeconds * 1000;
  try {
    for (const part of parts(start)) {
      try {
        await part(context, start, outOfTime);
      } catch (error) {
        log({ event: 'fault', code: faultCode(error) });
      }
    }
  } finally {
    await lease.giveBack();
  }
};

type Part = (context: BeatContext, now: Date, outOfTime: () => boolean) => Promise<void>;

/** The self-check comes last: it counts what the others have left. */
const parts = (now: Date): readonly Part[] => [
  ...[makeRings, sendNotices, tellOfNewMembers, workOff, sweepFiles, putEarlier, anchorAuditLogs],
  ...(now.getUTCMinutes() === selfCheckMinute ? [checkItself] : []),
];

const makeRings: Part = async ({ rings, wrapPrivateKey, random, settings, log }) => {
  const made = await makeMissingRings(rings, wrapPrivateKey, random, Object.keys(settings.channels));
  for (let ring = 0; ring < made; ring++) log({ event: 'key-ring-created' });
};

const sendNotices: Part = async (context, now, outOfTime) => {
  const { settings, notices, sendNotice, tellWebhook, openKeyRing, log } = context;
  const report = await deliverNotices({
    settings,
    store: notices,
    send: sendNotice,
    tellWebhook,
    openKeyRing,
    now,
    outOfTime,
  });
  if (report.sent > 0) log({ event: 'notices-sent', count: report.sent });
  if (report.unreadable > 0) log({ event: 'row-unreadable', count: report.unreadable });
  for (const attempts of report.failing) {
    log({ event: attempts >= undeliverableAttempts ? 'notice-undeliverable' : 'notice-failing', attempts });
  }
};

const tellOfNewMembers: Part = async ({ members, sendNotice, log }, now, outOfTime) => {
  const sent = await announceMembers({
    members: () => members.allMembers(),
    markAnnounced: (memberId, made) => members.markAnnounced(memberId, made),
    send: (email) => sendNotice(email, 'new-member'),
    now,
    outOfTime,
  });
  if (sent > 0) log({ event: 'notices-sent', count: sent });
};

const workOff: Part = async ({ settings, retention, files, log }, now, outOfTime) => {
  const report = await workOffDue({ settings, store: retention, files, now, outOfTime });
  if (report.erased > 0) log({ event: 'cases-erased', count: report.erased });
  if (report.held > 0) log({ event: 'erasure-held', waiting: report.held });
  if (report.keptLonger > 0) log({ event: 'unopened-case-kept-longer', count: report.keptLonger });
  if (report.unreadable > 0) log({ event: 'row-unreadable', count: report.unreadable });
};

const sweepFiles: Part = async ({ files, uploads, log }, now, outOfTime) => {
  const count = await sweepUploads({ files, uploads, now, outOfTime });
  if (count > 0) log({ event: 'uploads-swept', count });
};

const putEarlier: Part = async ({ settings, retention, log }, _, outOfTime) => {
  const count = await resetClocks({ settings, store: retention, outOfTime });
  if (count > 0) log({ event: 'cases-put-earlier', count });
};

const anchorAuditLogs: Part = async ({ anchor, log }, now, outOfTime) => {
  const result = await anchor(now, outOfTime);
  if (result.kind === 'anchored') log({ event: 'audit-logs-anchored', ...result.anchor });
};

const checkItself: Part = async ({ log, ...context }, now) => {
  const found = await selfCheck({ ...context, now });
  if (found.unseenDeadlines > 0) log({ event: 'deadline-unseen', count: found.unseenDeadlines });
  if (found.lateErasures > 0) log({ event: 'erasure-late', count: found.lateErasures });
  if (found.lateNotices > 0) log({ event: 'notices-late', count: found.lateNotices });
  if (found.unreadable > 0) log({ event: 'row-unreadable', count: found.unreadable });
  if (found.closedRings > 0) log({ event: 'key-ring-closed', count: found.closedRings });
  if (found.areFilesFull) log({ event: 'files-full' });
  log({ event: 'self-checked' });
};
