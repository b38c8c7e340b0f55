import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';

export const deadlineNames = ['acknowledgeBy', 'nextUpdateBy', 'feedbackBy'] as const;
export type DeadlineName = (typeof deadlineNames)[number];

const running: Record<CaseState, readonly DeadlineName[]> = {
  received: ['acknowledgeBy', 'nextUpdateBy', 'feedbackBy'],
  acknowledged: ['nextUpdateBy', 'feedbackBy'],
  'in-review': ['nextUpdateBy', 'feedbackBy'],
  // A decision is the feedback; words to the reporter are still promised.
  decided: ['nextUpdateBy'],
  reopened: ['nextUpdateBy'],
  closed: [],
};

export type RunningDeadline = { readonly name: DeadlineName; readonly by: string };

/** What was promised and is not settled by the state, earliest first. ISO times in UTC compare as text. */
export const runningDeadlines = (state: CaseState, given: Deadlines): RunningDeadline[] =>
  running[state]
    .map((name) => ({ name, by: given[name] }))
    .sort((one, other) => (one.by < other.by ? -1 : Number(one.by > other.by)));
