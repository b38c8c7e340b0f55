import type { AttachmentSweep } from '../attachment/attachment-store.ts';
import type { Settings } from '../../settings/schema.ts';
import { addDays, day } from '../kernel/clock.ts';
import { nextActionAt } from '../deadline/told-steps.ts';
import { workOff, type DueList } from './due-list.ts';
import { erasureGuard, type ErasureGuard } from './erasure-guard.ts';
import { unopenedPostponementDays } from '../retention/expiry.ts';
import { threadsDue } from '../thread/thread-limits.ts';
import { unopenedStatistic, type CountingContext } from './unopened-statistic.ts';
import { reporterThread } from '../thread/thread-name.ts';
import { areThreadsDue, isRetentionDue } from './retention-due.ts';
import type { DueCase, LiveCase, RetentionStore, ThreadErasure } from './retention-store.ts';

export type RetentionContext = {
  readonly settings: Settings;
  readonly store: RetentionStore;
  readonly files: Pick<AttachmentSweep, 'erase'>;
  readonly now: Date;
  readonly outOfTime: () => boolean;
} & CountingContext;

type Count = 'erased' | 'threadsErased' | 'held' | 'keptLonger' | 'checkedLater' | 'unreadable';

export type ErasureReport = Readonly<Record<Count, number>> & {
  /** Why the first of those that failed did. */
  readonly fault: unknown;
};

/**
 * Erases what is to be erased, and keeps longer what nobody has opened. Keys go in one transaction, then the ciphertext;
 * a crash in between is taken up by the next run. Withdrawn reports never wait for the guard: their keys are gone
 * already. A case that has only a deadline is left to `tellDeadlines`.
 * @param due what is worked off is taken from it
 */
export const eraseDue = async (context: RetentionContext, due: DueList): Promise<ErasureReport> => {
  // erased; waiting for `npm run confirm-erasure`; kept longer; changed in this moment, or only with a deadline
  const counts = { erased: 0, threadsErased: 0, held: 0, keptLonger: 0, checkedLater: 0, unreadable: 0 };
  if (due.retention.length === 0) return { ...counts, fault: undefined };
  const guard = await erasureGuard(context.store, context.now);
  const fault = await workOff(context, due.retention, async (found, caseId) => {
    const outcome = await handleDue(context, found, guard);
    if (outcome === 'only-a-deadline') due.deadlines.unshift(caseId);
    else counts[outcome] += 1;
    // What is to be done next of a case that goes on is found out by reading it again.
    if (outcome === 'threadsErased') due.deadlines.unshift(caseId);
  });
  return { ...counts, fault };
};

const handleDue = async (
  context: RetentionContext,
  due: DueCase,
  guard: ErasureGuard,
): Promise<Count | 'only-a-deadline'> => {
  switch (due.kind) {
    case 'unreadable':
      return 'unreadable';
    case 'half-erased':
      await eraseContent(context, due.caseId, due.threads);
      return 'erased';
    case 'case': {
      const { vault } = due;
      if (!vault || vault.withdrawnAt !== undefined) return erase(context, due, guard);
      if (!isRetentionDue(vault, context.now))
        return areThreadsDue(vault, context.now)
          ? eraseThreads(context, { head: due.head, vault })
          : 'only-a-deadline';
      return vault.openedAt === undefined
        ? keepLonger(context, { ...due, vault })
        : erase(context, due, guard);
    }
  }
};

const keepLonger = async (
  { settings, store, now }: RetentionContext,
  { head, vault }: LiveCase,
): Promise<'keptLonger'> => {
  const expiresAt = addDays(vault.expiresAt > now ? vault.expiresAt : now, unopenedPostponementDays);
  const next = nextActionAt(settings, head, { expiresAt, opened: false });
  await store.keepLonger(vault, { expiresAt, nextActionAt: next }, now);
  return 'keptLonger';
};

const erase = async (
  context: RetentionContext,
  { head, vault }: Extract<DueCase, { kind: 'case' }>,
  guard: ErasureGuard,
): Promise<'erased' | 'held' | 'checkedLater'> => {
  const { store, now } = context;
  const { caseId, channel } = head;
  const withdrawn = vault?.withdrawnAt !== undefined;
  if (!withdrawn && !(await guard.mayErase())) return 'held';
  const threads = threadsOf(head, vault);
  const outcome = await store.eraseKeys(
    {
      caseId,
      channel,
      reason: withdrawn ? 'withdrawn' : 'expired',
      doors: [...Object.values(vault?.doors ?? {}).flat(), ...(vault?.closedDoors ?? [])],
      threads,
      day: day(now),
      statistic: await unopenedStatistic(context, head, vault),
    },
    now,
  );
  // Reopened in this very moment: the next run finds out what its new expiry is.
  if (outcome === 'changed-meanwhile') return 'checkedLater';
  if (!withdrawn) guard.erased();
  await eraseContent(context, caseId, threads);
  return 'erased';
};

/**
 * Erases threads whose time is over while their case goes on, and what is left of those that were erased before. The guard
 * counts cases: a thread goes by the settings of its case, as the team was shown, and a case has few.
 */
const eraseThreads = async (
  { store, files, now }: RetentionContext,
  { head, vault }: Omit<ThreadErasure, 'threads'>,
): Promise<'threadsErased' | 'checkedLater'> => {
  const threads = threadsDue(vault, now);
  if (threads.length > 0 && (await store.eraseThreads({ head, vault, threads }, now)) === 'changed-meanwhile')
    return 'checkedLater';
  const toSweep = [...new Set([...(vault.threadsToSweep ?? []), ...threads])];
  for (const [at, thread] of toSweep.entries()) {
    const through = vault.erasedThreads?.[thread]?.through ?? 0;
    // The reporter's thread goes on under another key.
    const sweep = { caseId: head.caseId, thread, through, isWhole: thread !== reporterThread };
    for (const objectId of await store.sweptObjects(sweep)) await files.erase(objectId);
    await store.sweepThread(sweep, toSweep.slice(at + 1));
  }
  return 'threadsErased';
};

/** Every thread a case has had: those with a key or a door, and those that were erased. */
const threadsOf = (
  { threads }: Pick<LiveCase['head'], 'threads'>,
  vault: LiveCase['vault'] | undefined,
): readonly string[] => [
  ...new Set([
    ...Object.keys(threads),
    ...Object.keys(vault?.threads ?? {}),
    ...Object.keys(vault?.doors ?? {}),
    ...Object.keys(vault?.erasedThreads ?? {}),
  ]),
];

/** Files first: the rows that go afterwards are what names them. */
const eraseContent = async (
  { store, files }: RetentionContext,
  caseId: string,
  threads: readonly string[],
): Promise<void> => {
  for (const objectId of await store.contentObjects(caseId, threads)) await files.erase(objectId);
  await store.eraseContent(caseId, threads);
};
