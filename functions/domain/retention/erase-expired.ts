import type { CaseVault } from '../case/case-store.ts';
import { addDays, day } from '../clock.ts';
import { nextRetentionCheck, unopenedPostponementDays } from './expiry.ts';

/** A case the scheduled function has to look at: still there, half erased, or only a row that does not parse. */
export type DueCase =
  | {
      readonly kind: 'case';
      readonly caseId: string;
      readonly channel: string;
      readonly state: string;
      /** Absent when time to live has taken it. */
      readonly vault: CaseVault | undefined;
    }
  | { readonly kind: 'half-erased'; readonly caseId: string; readonly threads: readonly string[] }
  | { readonly kind: 'unreadable' };

export type ErasureReason = 'withdrawn' | 'expired';

export type Erasure = {
  readonly caseId: string;
  readonly channel: string;
  readonly state: string;
  readonly reason: ErasureReason;
  readonly doors: readonly string[];
  readonly threads: readonly string[];
  /** `2026-11-22`; the guard counts by it. */
  readonly day: string;
};

export type DuePosition = { readonly caseId: string; readonly at: string };

export type RetentionStore = {
  /** Oldest first; `next` when there may be more. */
  dueCases(
    now: Date,
    limit: number,
    after?: DuePosition,
  ): Promise<{ readonly caseIds: readonly string[]; readonly next: DuePosition | undefined }>;
  findDueCase(caseId: string): Promise<DueCase>;
  /** Keys, doors and head in one transaction; what is left of the head is the tombstone. */
  eraseKeys(erasure: Erasure, now: Date): Promise<'erased' | 'changed-meanwhile'>;
  eraseContent(caseId: string, threads: readonly string[]): Promise<void>;
  /** Keeps an unopened case until `expiresAt`, in every row that has an expiry, and tells the team. */
  keepLonger(vault: CaseVault, expiresAt: Date, now: Date): Promise<void>;
  checkLater(caseId: string, at: Date): Promise<void>;
  /** Expired cases erased on a day, and how many ops has confirmed for that day. */
  erasuresOn(day: string): Promise<{ readonly count: number; readonly confirmed: number }>;
  /** All cases that are stored. */
  countCases(): Promise<number>;
};

export type RetentionContext = {
  readonly store: RetentionStore;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

export type ErasureReport = {
  readonly erased: number;
  /** Expired cases that wait for `npm run confirm-erasure`. */
  readonly held: number;
  readonly keptLonger: number;
  /** Cases whose expiry had been moved since they were put down for today, or was moved just now. */
  readonly checkedLater: number;
  readonly unreadable: number;
};

const pageSize = 200;
const freeErasures = 10;
const freeShare = 0.05;

/**
 * Erases what retention says: keys first, in one transaction, then the ciphertext; a crash in between is taken up by
 * the next beat. More than max(10, 5 %) expiries a day wait for a human. Withdrawn reports never wait: their keys are
 * gone already.
 */
export const eraseExpired = async (context: RetentionContext): Promise<ErasureReport> => {
  const { store, now } = context;
  const report = { erased: 0, held: 0, keptLonger: 0, checkedLater: 0, unreadable: 0 };
  const guard = await erasureGuard(store, now);
  let after: DuePosition | undefined;
  // Held and unreadable cases stay in front of the index: the sweep goes on behind them.
  do {
    const page = await store.dueCases(now, pageSize, after);
    after = page.next;
    for (const caseId of page.caseIds) {
      if (context.outOfTime()) return report;
      report[await handleDue(context, caseId, guard)] += 1;
    }
  } while (after !== undefined);
  return report;
};

const handleDue = async (
  context: RetentionContext,
  caseId: string,
  guard: Guard,
): Promise<keyof ErasureReport> => {
  const due = await context.store.findDueCase(caseId);
  switch (due.kind) {
    case 'unreadable':
      return 'unreadable';
    case 'half-erased':
      await context.store.eraseContent(caseId, due.threads);
      return 'erased';
    case 'case':
      return handleDueCase(context, due, guard);
  }
};

type Guard = { mayErase(): Promise<boolean>; erased(): void };

const erasureGuard = async (store: RetentionStore, now: Date): Promise<Guard> => {
  const today = await store.erasuresOn(day(now));
  let count = today.count;
  let share: number | undefined;
  return {
    async mayErase() {
      if (count < Math.max(freeErasures, today.confirmed)) return true;
      // Counting costs a query over all cases; it is asked for only past the first ten. What was erased today counts.
      share ??= Math.floor(((await store.countCases()) + count) * freeShare);
      return count < share;
    },
    erased() {
      count += 1;
    },
  };
};

const handleDueCase = async (
  { store, now }: RetentionContext,
  due: Extract<DueCase, { kind: 'case' }>,
  guard: Guard,
): Promise<'erased' | 'held' | 'keptLonger' | 'checkedLater'> => {
  const { caseId, channel, state, vault } = due;
  const withdrawn = vault?.withdrawnAt !== undefined;
  if (vault && !withdrawn && vault.openedAt === undefined) {
    const expiresAt = addDays(vault.expiresAt > now ? vault.expiresAt : now, unopenedPostponementDays);
    await store.keepLonger(vault, expiresAt, now);
    return 'keptLonger';
  }
  if (vault && vault.expiresAt.getTime() > now.getTime()) {
    await store.checkLater(caseId, nextRetentionCheck(vault.expiresAt, true));
    return 'checkedLater';
  }
  if (!withdrawn && !(await guard.mayErase())) return 'held';
  const threads = Object.keys(vault?.doors ?? { reporter: [] });
  const outcome = await store.eraseKeys(
    {
      caseId,
      channel,
      state,
      reason: withdrawn ? 'withdrawn' : 'expired',
      doors: Object.values(vault?.doors ?? {}).flat(),
      threads,
      day: day(now),
    },
    now,
  );
  // Reopened in this very moment: the next beat finds out what its new expiry is.
  if (outcome === 'changed-meanwhile') return 'checkedLater';
  if (!withdrawn) guard.erased();
  await store.eraseContent(caseId, threads);
  return 'erased';
};
