import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';

/** The promise that was not kept, if any: the time by which the reporter should have heard. */
export const missedDeadline = (state: CaseState, given: Deadlines, now: Date): string | undefined => {
  const passed = (time: string): boolean => new Date(time).getTime() < now.getTime();
  if (state === 'closed') return undefined;
  if (state === 'received' && passed(given.acknowledgeBy)) return given.acknowledgeBy;
  return passed(given.nextUpdateBy) ? given.nextUpdateBy : undefined;
};
