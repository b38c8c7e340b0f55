import type { PromiseDays } from '../case/promise-days.ts';
import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';
import { runningDeadlines, type DeadlineName } from './running-deadlines.ts';

/** Days for which it is kept when a promise was settled. */
export const promiseWindowDays = 90;
/** So many of them a brief keeps, the latest: its size class stays what it is. */
const mostKept = 12;

const dayNumber = (at: Date): number => Math.floor(at.getTime() / 86_400_000);

/** Those of the last 90 days. */
export const promisesLately = ({ kept, missed }: PromiseDays, now: Date): PromiseDays => {
  const isLate = (on: number): boolean => on > dayNumber(now) - promiseWindowDays;
  return { kept: kept.filter(isLate), missed: missed.filter(isLate) };
};

/** What is known of the promises of a case at a moment. */
type Promised = {
  readonly state: CaseState;
  readonly deadlines: Deadlines;
  /** Dates that were moved, and to when: what was moved was not settled. */
  readonly movedDates?: Readonly<Partial<Record<DeadlineName, { readonly to: string }>>> | undefined;
};

/** The dates that a change settles: they run no longer, or were given anew for later. A date that was moved is not. */
const settled = (before: Promised, after: Promised): readonly string[] => {
  const left = new Map(runningDeadlines(after.state, after.deadlines).map(({ name, by }) => [name, by]));
  return runningDeadlines(before.state, before.deadlines).flatMap(({ name, by }) => {
    const now = left.get(name);
    const isMoved = now !== undefined && after.movedDates?.[name]?.to === now;
    // Somebody else is named who is in touch: the word is still given.
    const isGivenAgain = now !== undefined && (now <= by || name === 'inTouchBy');
    return isMoved || isGivenAgain ? [] : [by];
  });
};

/**
 * What a brief keeps of promises once a change settles some: each was kept if its time had not passed.
 * @returns `undefined` where it settles none
 */
export const promisesAfter = (
  known: PromiseDays | undefined,
  { before, after }: { readonly before: Promised; readonly after: Promised },
  now: Date,
): PromiseDays | undefined => {
  const dates = settled(before, after);
  if (dates.length === 0) return undefined;
  const today = dayNumber(now);
  const isKept = (by: string): boolean => by >= now.toISOString();
  const lately = promisesLately(known ?? { kept: [], missed: [] }, now);
  const all = [
    ...lately.kept.map((on) => ({ on, kept: true })),
    ...lately.missed.map((on) => ({ on, kept: false })),
    ...dates.map((by) => ({ on: today, kept: isKept(by) })),
  ]
    .sort((one, other) => one.on - other.on)
    .slice(-mostKept);
  const daysOf = (kept: boolean): number[] => all.filter((one) => one.kept === kept).map(({ on }) => on);
  return { kept: daysOf(true), missed: daysOf(false) };
};
