import { randomBytes, randomInt } from 'node:crypto';
import {
  countersOf,
  type CaseChange,
  type StoredCase,
} from '../../../functions/domain/casework/change/case-store.ts';
import type { SealedRecord } from '../../../functions/domain/casework/record/sealed-record.ts';
import type { RingSealed } from '../../../functions/domain/key-ring/ring-sealed.ts';
import type { OutboxNotice } from '../../../functions/domain/notice/outbox.ts';
import { newId, type Random } from '../../../functions/domain/kernel/random.ts';
import type { SealedReport } from '../../../functions/domain/intake/submit-report.ts';
import type { SealedReply } from '../../../functions/domain/thread/reply.ts';

/** Records for the stores, which never look into what is sealed. */
export const random: Random = {
  bytes: (length) => randomBytes(length),
  integer: (limit) => randomInt(limit),
};
export const now = new Date('2026-03-10T09:20:30.400Z');
export const expiry = new Date('2027-03-10T09:00:00.000Z');
export const before = (time: Date, milliseconds = 1): Date => new Date(time.getTime() - milliseconds);
export const after = (time: Date, milliseconds = 1): Date => new Date(time.getTime() + milliseconds);
export const days = (count: number): number => count * 86_400_000;

export const ringSealed = (channel: string, purpose: string, bytes = 80): RingSealed => ({
  version: 1,
  suite: 1,
  keyRing: `${channel}/${purpose}`,
  epoch: 1,
  bytes: randomBytes(bytes),
});

export const noticeAt = (caseId: string, channel: string, at: Date): OutboxNotice => ({
  caseId,
  channel,
  urgent: false,
  notBefore: at.toISOString(),
});

export const someReport = (own: Partial<SealedReport> = {}): SealedReport => {
  const caseId = own.caseId ?? newId(random);
  const channel = own.channel ?? 'conduct';
  return {
    caseId,
    caseName: 'amber-falcon-27',
    channel,
    urgent: false,
    doorId: randomBytes(32).toString('base64url'),
    wrappedThreadKey: randomBytes(62),
    sealedThreadKey: ringSealed(channel, 'reports'),
    sealedBrief: ringSealed(channel, 'briefs', 1100),
    sealedCount: ringSealed(channel, 'briefs', 1072),
    sealedEntry: randomBytes(1054),
    sealedSummary: randomBytes(1054),
    summary: {
      caseName: 'amber-falcon-27',
      channel,
      state: 'received',
      sentOn: '2026-03-10',
      opened: false,
      urgent: false,
      deadlines: {
        acknowledgeBy: '2026-03-12T09:00:00.000Z',
        nextUpdateBy: '2026-03-17T09:00:00.000Z',
        feedbackBy: '2026-06-08T09:00:00.000Z',
      },
    },
    sealedIdentity: { name: ringSealed(channel, 'identity'), contact: ringSealed(channel, 'identity') },
    textBytes: 20,
    objects: [],
    attachmentBytes: 0,
    sentAt: new Date('2026-03-10T09:00:00.000Z'),
    expiresAt: expiry,
    nextActionAt: before(expiry, days(14)),
    notice: noticeAt(caseId, channel, new Date('2026-03-10T10:00:00.000Z')),
    ...own,
  };
};

/** A report whose first deadline is at this time: what the queue sorts it by. */
export const reportDue = (acknowledgeBy: string, own: Partial<SealedReport> = {}): SealedReport => {
  const report = someReport(own);
  const deadlines = { ...report.summary.deadlines, acknowledgeBy };
  return { ...report, summary: { ...report.summary, deadlines } };
};

export const someReply = (
  { doorId, caseId, channel, expiresAt }: SealedReport,
  number: number,
  own: Partial<SealedReply> = {},
): SealedReply => ({
  doorId,
  caseId,
  thread: 'reporter',
  number,
  sealedEntry: randomBytes(1054),
  textBytes: 40,
  objects: [],
  attachmentBytes: 0,
  written: { hour: new Date('2026-03-10T09:00:00.000Z'), entries: 1 },
  sentKey: undefined,
  nextDeadline: '2026-03-12T09:00:00.000Z',
  hardLimit: expiresAt,
  notice: noticeAt(caseId, channel, now),
  ...own,
});

type ChangeParts = Partial<Omit<CaseChange, 'after' | 'threads' | 'records'>> & {
  readonly after?: Partial<CaseChange['after']>;
  readonly entry?: CaseChange['threads'][number]['entries'][number];
  readonly note?: SealedRecord;
};

/** A member opens the case and marks it as read, unless `own` says more. */
export const someChange = (
  stored: Omit<StoredCase, 'summaries'> & Partial<StoredCase>,
  { entry, note, ...own }: ChangeParts = {},
): CaseChange => {
  const { head, vault, summaries = new Map() } = stored;
  const audit = { number: (head.audit?.number ?? 0) + 1, sealed: randomBytes(1054), hash: randomBytes(32) };
  const before = countersOf(head, 'reporter');
  const counters = entry ? { ...before, entries: entry.number } : before;
  return {
    before: { head, vault, summaries },
    openedAt: vault.openedAt ?? new Date('2026-03-10T09:00:00.000Z'),
    expiresAt: vault.expiresAt,
    nextActionAt: own.expiresAt ?? vault.expiresAt,
    retentionAt: own.expiresAt ?? vault.expiresAt,
    threads: [
      {
        thread: 'reporter',
        counters,
        sealedSummary: randomBytes(1054),
        entries: entry ? [entry] : [],
      },
    ],
    records: note ? [{ kind: 'note', record: note, isNew: true, sentKey: undefined }] : [],
    newThreadKeys: {},
    doors: [],
    logLines: [],
    statistics: [],
    audit,
    notices: [],
    ...own,
    after: {
      ...head,
      unread: false,
      threads: { ...head.threads, reporter: counters },
      audit: { number: audit.number, hash: audit.hash },
      ...own.after,
    },
  };
};
