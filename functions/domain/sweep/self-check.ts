import type { Settings } from '../../settings/schema.ts';
import { isTodayFull } from '../attachment/budget.ts';
import { takesFiles } from '../attachment/limits.ts';
import type { UploadStore } from '../attachment/upload-store.ts';
import { addDays, addHours, minutesLater } from '../kernel/clock.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { RingStore } from '../key-ring/make-missing-rings.ts';
import { allQueues } from '../delivery/deliver-notices.ts';
import type { NoticeStore } from '../delivery/notice-store.ts';
import type { RegisterSweepStore } from '../register/erase-entries.ts';
import type { LogSweepStore } from '../register/erase-log-lines.ts';
import type { Random } from '../kernel/random.ts';
import { threadsDue } from '../thread/thread-limits.ts';
import type { DueCase, DuePosition, RetentionStore } from './retention-store.ts';
import { closedRings } from './closed-rings.ts';
import { isUnseenBeforeDeadline, mostHoursBefore } from './unseen-deadline.ts';

export type SelfCheckContext = {
  readonly settings: Settings;
  readonly rings: Pick<RingStore, 'existing'>;
  readonly openKeyRing: OpenKeyRing;
  readonly notices: Pick<NoticeStore, 'nextQueue' | 'dueNotices'>;
  readonly retention: Pick<RetentionStore, 'dueCases' | 'findDueCases'>;
  readonly logLines: Pick<LogSweepStore, 'dueLines'>;
  readonly registerEntries: Pick<RegisterSweepStore, 'dueEntries'>;
  readonly uploads: Pick<UploadStore, 'takenOnDay'>;
  readonly random: Random;
  readonly now: Date;
};

/** Numbers of what somebody must look at, and of nothing else. */
export type SelfCheck = {
  /** Cases with something nobody has read and a promise about to break, or with a step nobody was told of in time. */
  readonly unseenDeadlines: number;
  /** Cases, lines of the enforcement log and entries of the register that should have been erased a day ago. */
  readonly lateErasures: number;
  /** Notices that should have left half an hour ago. */
  readonly lateNotices: number;
  readonly unreadable: number;
  /** Key rings the scheduled function may open and cannot. */
  readonly closedRings: number;
  /** Reporters can add no files until the next day. */
  readonly areFilesFull: boolean;
};

/** How long the sweep may take to come to a case. */
const lateAfterHours = 1;
/** Urgent notices stand under their full hour: the check comes early in the hour, when that is no half hour ago. */
const lateAfterMinutes = 30;
const noticesSeen = 100;
const linesSeen = 100;
const pageSize = 50;
/** Oldest first: when there are more, what is counted is more than enough for somebody to look. */
const mostPages = 10;

/** Looks at the service with the scheduled function's eyes: what should have been done by now, and was it? */
export const selfCheck = async (context: SelfCheckContext): Promise<SelfCheck> => {
  const { settings, rings, openKeyRing, notices, logLines, registerEntries, random, now } = context;
  const closed = await closedRings(rings, openKeyRing, random, Object.keys(settings.channels));
  const late = await lateNotices(notices, minutesLater(now, -lateAfterMinutes));
  const longDue = await casesDue(context, addDays(now, -1));
  const lateLines = await logLines.dueLines(addDays(now, -1), linesSeen);
  const lateEntries = await registerEntries.dueEntries(addDays(now, -1), linesSeen);
  const soonDue = await casesDue(context, addHours(now, mostHoursBefore));
  return {
    unseenDeadlines: soonDue.filter((due) => isUnseen(settings, due, now)).length,
    lateErasures:
      longDue.filter((due) => isToBeErased(due, now)).length + lateLines.length + lateEntries.length,
    lateNotices: late.count,
    unreadable: late.unreadable + soonDue.filter(({ kind }) => kind === 'unreadable').length,
    closedRings: closed,
    areFilesFull: takesFiles(settings) && (await isTodayFull(context, 'by-program')),
  };
};

const lateNotices = async (
  notices: SelfCheckContext['notices'],
  until: Date,
): Promise<{ readonly count: number; readonly unreadable: number }> => {
  let count = 0;
  let unreadable = 0;
  for (const queue of await allQueues(notices)) {
    const page = await notices.dueNotices(queue, until, noticesSeen);
    count += page.notices.length;
    unreadable += page.unreadable;
  }
  return { count, unreadable };
};

const casesDue = async (
  { retention }: Pick<SelfCheckContext, 'retention'>,
  until: Date,
): Promise<readonly DueCase[]> => {
  const found: DueCase[] = [];
  let after: DuePosition | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await retention.dueCases(until, pageSize, after);
    const caseIds = page.cases.map(({ caseId }) => caseId);
    if (caseIds.length > 0) found.push(...(await retention.findDueCases(caseIds)));
    after = page.next;
    if (after === undefined) break;
  }
  return found;
};

/** Half erased, withdrawn, without keys, or past its expiry and opened by somebody: unopened reports never expire. */
const isToBeErased = (due: DueCase, now: Date): boolean => {
  if (due.kind !== 'case') return due.kind === 'half-erased';
  const { vault } = due;
  if (!vault || vault.withdrawnAt !== undefined) return true;
  if (vault.openedAt !== undefined && vault.expiresAt.getTime() <= now.getTime()) return true;
  return threadsDue(vault, now).length > 0 || (vault.threadsToSweep ?? []).length > 0;
};

const isUnseen = (settings: Settings, due: DueCase, now: Date): boolean => {
  if (due.kind !== 'case' || isToBeErased(due, now)) return false;
  const isLate = due.dueAt <= addHours(now, -lateAfterHours).toISOString();
  return isLate || isUnseenBeforeDeadline(settings, due.head, now);
};
