import { addMonths, earlier, fullHour } from '../kernel/clock.ts';
import { nextRetentionCheck } from '../retention/expiry.ts';
import { doorKindOf, type DoorKind, type ThreadName } from './thread-name.ts';

/** When a thread goes before its case does, full hours. */
export type ThreadLimit = {
  /** Since when its time runs: its door was closed or has ended, or the case was closed. */
  readonly since: Date;
  /** For every reader it is gone from then on. */
  readonly until: Date;
  /** When its door ends by itself. */
  readonly endsAt?: Date | undefined;
};
export type ThreadLimits = Readonly<Record<ThreadName, ThreadLimit>>;

/** What is left of what was erased of a thread while its case goes on. */
export type ErasedThread = {
  /** The day of it. */
  readonly on: string;
  /** The number of the last entry that is gone. */
  readonly through: number;
};
export type ErasedThreads = Readonly<Record<ThreadName, ErasedThread>>;

/** What of a case in the vault says which of its threads go, and have gone. */
export type KeptThreads = {
  readonly threadLimits?: ThreadLimits | undefined;
  readonly erasedThreads?: ErasedThreads | undefined;
  /** Those of which rows and files are still there, until the scheduled function has deleted them. */
  readonly threadsToSweep?: readonly ThreadName[] | undefined;
};

/** Months for which what the holders of doors wrote is kept; as long as the case where none are said. */
export type KeepMonths = Readonly<Partial<Record<DoorKind, number | undefined>>>;

const limitOf = ({ threadLimits = {} }: KeptThreads, thread: ThreadName): ThreadLimit | undefined =>
  Object.hasOwn(threadLimits, thread) ? threadLimits[thread] : undefined;

export const erasedOf = (
  { erasedThreads = {} }: Pick<KeptThreads, 'erasedThreads'>,
  thread: ThreadName,
): ErasedThread | undefined => (Object.hasOwn(erasedThreads, thread) ? erasedThreads[thread] : undefined);

/** Whether a thread is gone for every reader, its keys still being there or not. */
export const isThreadOver = (kept: KeptThreads, thread: ThreadName, now: Date): boolean => {
  const limit = limitOf(kept, thread);
  return limit !== undefined && limit.until.getTime() <= now.getTime();
};

/** When nobody reads a thread any more: with its case, or before. */
export const threadExpiry = (kept: KeptThreads, thread: ThreadName, expiresAt: Date): Date =>
  earlier(expiresAt, limitOf(kept, thread)?.until ?? expiresAt);

/** The threads whose time is over and whose keys are still there. */
export const threadsDue = (kept: KeptThreads, now: Date): ThreadName[] =>
  Object.keys(kept.threadLimits ?? {}).filter((thread) => isThreadOver(kept, thread, now));

/**
 * When the scheduled function has to look at the threads of a case next: now, while rows of one are still to be deleted.
 * `undefined` while none goes before its case.
 */
export const threadsDueAt = (
  { threadLimits = {}, threadsToSweep = [] }: KeptThreads,
  now: Date,
): Date | undefined =>
  threadsToSweep.length > 0
    ? now
    : Object.values(threadLimits).reduce<Date | undefined>(
        (first, { until }) => (first ? earlier(first, until) : until),
        undefined,
      );

/** When the scheduled function has to look whether something of a case is to be erased: all of it, or a thread. */
export const retentionCheckAt = (
  vault: KeptThreads & { readonly expiresAt: Date; readonly openedAt?: Date | undefined },
  now: Date,
): Date => {
  const caseAt = nextRetentionCheck(vault.expiresAt, vault.openedAt !== undefined);
  return earlier(caseAt, threadsDueAt(vault, now) ?? caseAt);
};

type Changing = {
  readonly keepMonths: KeepMonths;
  readonly before: ThreadLimits | undefined;
  readonly threads: readonly ThreadAfter[];
  readonly isClosed: boolean;
  /** A hold keeps all of the case until then. */
  readonly heldUntil: Date | undefined;
  readonly now: Date;
};

/** A thread as it is after a change. */
export type ThreadAfter = {
  readonly thread: ThreadName;
  readonly hasDoor: boolean;
  /** When a door that is made with the change ends by itself; `undefined` where none is made. */
  readonly newDoor?: { readonly endsAt: Date | undefined } | undefined;
};

/**
 * The limits of threads after a change of their case. The time of a thread runs once its door is closed or has ended, or
 * the case is closed, whichever is first; it stops when the case is open again and somebody can come back. A hold keeps
 * threads as it keeps the case.
 */
export const threadLimitsAfter = (change: Changing): ThreadLimits => {
  const { keepMonths, before = {}, threads, heldUntil } = change;
  const limits: Record<ThreadName, ThreadLimit> = {};
  for (const after of threads) {
    const kind = doorKindOf(after.thread);
    const months = kind && keepMonths[kind];
    const limit = Object.hasOwn(before, after.thread) ? before[after.thread] : undefined;
    // What is over stays so until it is erased, whatever the settings or a hold say by then.
    if (limit && limit.until.getTime() <= change.now.getTime()) {
      limits[after.thread] = limit;
      continue;
    }
    const endsAt = after.newDoor ? after.newDoor.endsAt : limit?.endsAt;
    const since = startOf(change, { ...after, endsAt, before: limit?.since });
    if (months === undefined || !since) continue;
    const until = addMonths(since, months);
    limits[after.thread] = { since, until: heldUntil && heldUntil > until ? heldUntil : until, endsAt };
  }
  return limits;
};

const startOf = (
  { isClosed, now }: Pick<Changing, 'isClosed' | 'now'>,
  {
    hasDoor,
    endsAt,
    before,
  }: {
    readonly hasDoor: boolean;
    readonly endsAt: Date | undefined;
    readonly before: Date | undefined;
  },
): Date | undefined => {
  const hour = fullHour(now);
  // What ended before it was closed goes on running from then.
  if (!hasDoor || isClosed) return earlier(before ?? hour, hour);
  return endsAt && fullHour(endsAt);
};
