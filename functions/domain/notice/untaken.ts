import type { CaseHead } from '../case/case-store.ts';
import { day, minutesLater } from '../clock.ts';
import { noticeSteps, type NoticeStep } from './outbox.ts';

/** So long an urgent report waits for somebody to look at it before the next are told. */
export const takenWithinMinutes = 10;

/** Whom a step would reach: ids of members, or addresses outside. */
export type Candidates = { readonly step: NoticeStep; readonly who: readonly string[] };

/**
 * Who is told next of an urgent report that nobody has looked at: the first candidates after those who were told last.
 * @param rungs from the first to be told to the last; those who reach nobody are left out
 */
export const nextUntaken = (
  told: NoticeStep | undefined,
  rungs: readonly Candidates[],
): NoticeStep | undefined => {
  const rank = (step: NoticeStep | undefined): number => (step ? noticeSteps.indexOf(step) : -1);
  return rungs.find(({ step, who }) => rank(step) > rank(told) && who.length > 0)?.step;
};

/**
 * Whether nobody has looked at what is urgent, and nobody has just said that they take it: whoever did on an earlier day
 * may not know of what came since.
 */
export const isUntaken = ({ unread, taken }: Pick<CaseHead, 'unread' | 'taken'>, now: Date): boolean =>
  unread && (taken === undefined || taken.on < day(minutesLater(now, -2 * takenWithinMinutes)));
