import type { Settings } from '../../settings/schema.ts';
import { lastLookHours, retentionEnds } from '../deadline/retention-ends.ts';
import { dueSteps, nextActionAt } from '../deadline/told-steps.ts';
import { addHours, fullHour } from '../kernel/clock.ts';
import { keepForNews } from './keep-for-news.ts';
import { noticesOfSteps } from '../notice/notices-of-steps.ts';
import { workOff, type DueList } from './due-list.ts';
import { threadsDueAt } from '../thread/thread-limits.ts';
import { areThreadsDue, isRetentionDue } from './retention-due.ts';
import type { LiveCase, RetentionStore } from './retention-store.ts';

export type DeadlineContext = {
  readonly settings: Settings;
  readonly store: RetentionStore;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

/**
 * Hands over the notices of deadlines whose steps have come; they leave with the next run. A case that is to be erased
 * tells nothing: where only a look at it says so, it goes to the list of those.
 * @param due what is worked off is taken from it
 */
export const tellDeadlines = async (
  context: DeadlineContext,
  due: DueList,
): Promise<{
  readonly told: number;
  readonly keptForNews: number;
  readonly unreadable: number;
  readonly fault: unknown;
}> => {
  let told = 0;
  let keptForNews = 0;
  let unreadable = 0;
  const fault = await workOff(context, due.deadlines, async (found, caseId) => {
    if (found.kind === 'unreadable') unreadable += 1;
    else if (found.kind === 'case' && found.vault && isLive(found.vault, context.now)) {
      if (await keptAtLastLook(context, { ...found, vault: found.vault })) keptForNews += 1;
      else told += Number(await tellOne(context, { ...found, vault: found.vault }));
    } else due.retention.push(caseId);
  });
  return { told, keptForNews, unreadable, fault };
};

const isLive = (vault: LiveCase['vault'], now: Date): boolean =>
  vault.withdrawnAt === undefined && !isRetentionDue(vault, now) && !areThreadsDue(vault, now);

/** A day before its end, so that whoever comes back is shown the true date and finds no gap. */
const keptAtLastLook = async (context: DeadlineContext, live: LiveCase): Promise<boolean> => {
  const { vault } = live;
  const isNear = addHours(context.now, lastLookHours) >= vault.expiresAt;
  return isNear && (await keepForNews(context, live)) === 'kept';
};

/** @returns whether something was told; else the case was put down for its next time, or had changed */
const tellOne = async (context: DeadlineContext, live: LiveCase): Promise<boolean> => {
  const { settings, store, now } = context;
  const { head, vault } = live;
  const clocked = { ...head, ends: retentionEnds(vault) };
  const { due, told } = dueSteps(settings, clocked, now);
  const rowsKept = await keepRows(context, live);
  const next = nextActionAt(
    settings,
    { ...clocked, told },
    {
      expiresAt: vault.expiresAt,
      opened: vault.openedAt !== undefined,
      threadsAt: threadsDueAt(vault, now),
      rowsFrom: head.rowsUntil && !rowsKept ? fullHour(now) : undefined,
    },
  );
  const notices = noticesOfSteps(due, head, now);
  const toldNow = notices.length > 0 ? { told, notices } : undefined;
  const outcome = await store.goOn(live, { nextActionAt: next, rowsKept, toldNow });
  return outcome === 'written' && notices.length > 0;
};

/** Keeps the rows of a case whose hard limit was put off. @returns whether all of them are, so that none is left to do */
const keepRows = async (
  { store, now, outOfTime }: DeadlineContext,
  { head, vault, dueAt }: LiveCase,
): Promise<boolean> => {
  const { caseId, rowsUntil, hardLimit } = head;
  // Put down for later: something may still be written by the old limit.
  if (rowsUntil === undefined || dueAt > now.toISOString()) return false;
  const threads = [...new Set([...Object.keys(head.threads), ...Object.keys(vault.threads ?? {})])];
  return (await store.keepRows({ caseId, threads }, hardLimit, outOfTime)) === 'kept';
};
