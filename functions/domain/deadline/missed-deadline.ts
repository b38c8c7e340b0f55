import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';
import { runningDeadlines } from './running-deadlines.ts';

/**
 * The promise that was not kept, if any: the earliest time by which the reporter should have heard. A deadline that was
 * moved before it passed is not missed: only what is given now counts.
 */
export const missedDeadline = (state: CaseState, given: Deadlines, now: Date): string | undefined =>
  runningDeadlines(state, given).find(({ by }) => new Date(by).getTime() < now.getTime())?.by;
