import type { Settings } from '../../settings/schema.ts';
import { dueSteps, nextActionAt } from '../deadline/told-steps.ts';
import { noticesOfSteps } from '../notice/notices-of-steps.ts';
import { workOff, type DueList } from './due-list.ts';
import { isRetentionDue } from './retention-due.ts';
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
): Promise<{ readonly told: number; readonly unreadable: number; readonly fault: unknown }> => {
  let told = 0;
  let unreadable = 0;
  const fault = await workOff(context, due.deadlines, async (found, caseId) => {
    if (found.kind === 'unreadable') unreadable += 1;
    else if (found.kind === 'case' && found.vault && isLive(found.vault, context.now))
      told += Number(await tellOne(context, { ...found, vault: found.vault }));
    else due.retention.push(caseId);
  });
  return { told, unreadable, fault };
};

const isLive = (vault: LiveCase['vault'], now: Date): boolean =>
  vault.withdrawnAt === undefined && !isRetentionDue(vault, now);

/** @returns whether something was told; else the case was put down for its next time, or had changed */
const tellOne = async ({ settings, store, now }: DeadlineContext, live: LiveCase): Promise<boolean> => {
  const { head, vault } = live;
  const { due, told } = dueSteps(settings, head, now);
  const next = nextActionAt(
    settings,
    { ...head, told },
    { expiresAt: vault.expiresAt, opened: vault.openedAt !== undefined },
  );
  const notices = noticesOfSteps(due, head, now);
  const outcome = await store.goOn(live, next, notices.length > 0 ? { told, notices } : undefined);
  return outcome === 'written' && notices.length > 0;
};
