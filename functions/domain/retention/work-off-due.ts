import type { AttachmentSweep } from '../attachment/attachment-store.ts';
import type { Settings } from '../../settings/schema.ts';
import { addDays, day } from '../clock.ts';
import { dueSteps, nextActionAt } from '../deadline/told-steps.ts';
import { noticesOfSteps } from '../notice/outbox.ts';
import { erasureGuard, type ErasureGuard } from './erasure-guard.ts';
import { nextRetentionCheck, unopenedPostponementDays } from './expiry.ts';
import type { DueCase, DuePosition, LiveCase, RetentionStore } from './retention-store.ts';

export type RetentionContext = {
  readonly settings: Settings;
  readonly store: RetentionStore;
  readonly files: Pick<AttachmentSweep, 'erase'>;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

export type DueReport = {
  readonly erased: number;
  /** Expired cases that wait for `npm run confirm-erasure`. */
  readonly held: number;
  readonly keptLonger: number;
  /** Cases of whose deadlines the team is told. */
  readonly told: number;
  /** Cases that had been moved since they were put down for now, or were moved just now. */
  readonly checkedLater: number;
  readonly unreadable: number;
};

const pageSize = 50;

/**
 * Works off the cases whose time has come. Retention first: keys go in one transaction, then the ciphertext; a crash in
 * between is taken up by the next beat. Withdrawn reports never wait for the guard: their keys are gone already. What is
 * neither erased nor kept longer has a deadline: its steps are told.
 */
export const workOffDue = async (context: RetentionContext): Promise<DueReport> => {
  const { store, now } = context;
  const report = { erased: 0, held: 0, keptLonger: 0, told: 0, checkedLater: 0, unreadable: 0 };
  const guard = await erasureGuard(store, now);
  let after: DuePosition | undefined;
  // Held and unreadable cases stay in front of the index: the sweep goes on behind them.
  do {
    const page = await store.dueCases(now, pageSize, after);
    after = page.next;
    for (const due of await store.findDueCases(page.caseIds)) {
      if (context.outOfTime()) return report;
      report[await handleDue(context, due, guard)] += 1;
    }
  } while (after !== undefined);
  return report;
};

const handleDue = async (
  context: RetentionContext,
  due: DueCase,
  guard: ErasureGuard,
): Promise<keyof DueReport> => {
  switch (due.kind) {
    case 'unreadable':
      return 'unreadable';
    case 'half-erased':
      await eraseContent(context, due.caseId, due.threads);
      return 'erased';
    case 'case':
      return handleCase(context, due, guard);
  }
};

type Found = Extract<DueCase, { kind: 'case' }>;

const handleCase = async (
  context: RetentionContext,
  due: Found,
  guard: ErasureGuard,
): Promise<keyof DueReport> => {
  const { vault } = due;
  if (!vault || vault.withdrawnAt !== undefined) return erase(context, due, guard);
  const opened = vault.openedAt !== undefined;
  if (nextRetentionCheck(vault.expiresAt, opened).getTime() > context.now.getTime())
    return tellDeadlines(context, { ...due, vault });
  return opened ? erase(context, due, guard) : keepLonger(context, { ...due, vault });
};

const tellDeadlines = async (
  { settings, store, now }: RetentionContext,
  live: LiveCase,
): Promise<'told' | 'checkedLater'> => {
  const { head, vault } = live;
  const { due, told } = dueSteps(settings, head, now);
  const next = nextActionAt(
    settings,
    { ...head, told },
    { expiresAt: vault.expiresAt, opened: vault.openedAt !== undefined },
  );
  const notices = noticesOfSteps(due, head, now);
  const outcome = await store.goOn(live, next, notices.length > 0 ? { told, notices } : undefined);
  return outcome === 'written' && notices.length > 0 ? 'told' : 'checkedLater';
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
  { head, vault }: Found,
  guard: ErasureGuard,
): Promise<'erased' | 'held' | 'checkedLater'> => {
  const { store, now } = context;
  const { caseId, channel, state } = head;
  const withdrawn = vault?.withdrawnAt !== undefined;
  if (!withdrawn && !(await guard.mayErase())) return 'held';
  const threads = Object.keys(vault?.doors ?? { reporter: [] });
  const outcome = await store.eraseKeys(
    {
      caseId,
      channel,
      state,
      reason: withdrawn ? 'withdrawn' : 'expired',
      doors: [...Object.values(vault?.doors ?? {}).flat(), ...(vault?.closedDoors ?? [])],
      threads,
      day: day(now),
    },
    now,
  );
  // Reopened in this very moment: the next beat finds out what its new expiry is.
  if (outcome === 'changed-meanwhile') return 'checkedLater';
  if (!withdrawn) guard.erased();
  await eraseContent(context, caseId, threads);
  return 'erased';
};

/** Files first: the rows that go afterwards are what names them. */
const eraseContent = async (
  { store, files }: RetentionContext,
  caseId: string,
  threads: readonly string[],
): Promise<void> => {
  for (const objectId of await store.contentObjects(caseId, threads)) await files.erase(objectId);
  await store.eraseContent(caseId, threads);
};
