import type { Deadlines } from '../deadline/deadlines.ts';
import { isAppealDeadline, runningDeadlines, type DeadlineName } from '../deadline/running-deadlines.ts';
import type { CaseState } from '../case/state.ts';
import type { MovedDates } from '../thread/summary.ts';
import type { CaseStatistic } from './statistic.ts';

/** The dates of a case before or after a change. */
export type DatedCase = {
  readonly state: CaseState;
  readonly deadlines: Deadlines;
  readonly movedDates?: MovedDates | undefined;
};

/**
 * The dates of the reporter's that a change settles: they run no more, or are given anew because what was promised was
 * done. A date that is moved or paused still runs. That somebody else will be in touch takes the place of what was
 * promised before, and says of it only that it was missed if it was.
 */
export const datesSettled = (before: DatedCase, after: DatedCase, now: Date): CaseStatistic['promises'] => {
  const running = new Map<DeadlineName, string>(
    runningDeadlines(after.state, after.deadlines).map(({ name, by }) => [name, by]),
  );
  const settled = runningDeadlines(before.state, before.deadlines).flatMap(({ name, by }) => {
    const next = running.get(name);
    if (isAppealDeadline(name) || next === by || isMoved(name, before, after)) return [];
    const isKept = now.getTime() <= new Date(by).getTime();
    return name === 'inTouchBy' && next !== undefined && isKept ? [] : [isKept];
  });
  const kept = settled.filter((isKept) => isKept).length;
  return { kept, missed: settled.length - kept };
};

/** Moved by this change. */
const isMoved = (name: DeadlineName, before: DatedCase, { deadlines, movedDates }: DatedCase): boolean => {
  const to = movedDates?.[name]?.to;
  return to !== undefined && to === deadlines[name] && to !== before.movedDates?.[name]?.to;
};
