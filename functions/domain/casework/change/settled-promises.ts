import { runningDeadlines } from '../../deadline/running-deadlines.ts';
import type { CaseHead } from './case-store.ts';

type Promised = Pick<CaseHead, 'state' | 'deadlines'>;

/** Actions that give a date anew without doing what was promised by it. */
const givesAnew = ['deadline-moved', 'deadline-paused'];

/**
 * The dates that a change settled, and whether in time: those that ran before it and do not run to the same time after it.
 * A date that was moved or paused in time is neither kept nor missed; moved afterwards, it was missed.
 */
export const settledPromises = (
  before: Promised,
  after: Promised,
  action: string,
  now: Date,
): readonly { readonly promise: string; readonly kept: boolean }[] => {
  const runs = runningDeadlines(after.state, after.deadlines);
  return runningDeadlines(before.state, before.deadlines)
    .filter(({ name, by }) => !runs.some((one) => one.name === name && one.by === by))
    .map(({ name, by }) => ({ promise: name, kept: now.toISOString() <= by }))
    .filter(({ kept }) => !kept || !givesAnew.includes(action));
};
