import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';

export const deadlineNames = [
  'acknowledgeBy',
  'nextUpdateBy',
  'feedbackBy',
  'erasureAnswerBy',
  'inTouchBy',
] as const;
export type DeadlineName = (typeof deadlineNames)[number];

const running: Record<CaseState, readonly DeadlineName[]> = {
  received: ['acknowledgeBy', 'nextUpdateBy', 'feedbackBy', 'erasureAnswerBy', 'inTouchBy'],
  acknowledged: ['nextUpdateBy', 'feedbackBy', 'erasureAnswerBy', 'inTouchBy'],
  'in-review': ['nextUpdateBy', 'feedbackBy', 'erasureAnswerBy', 'inTouchBy'],
  // A decision is the feedback; words to the reporter are still promised.
  decided: ['nextUpdateBy', 'erasureAnswerBy', 'inTouchBy'],
  reopened: ['nextUpdateBy', 'erasureAnswerBy', 'inTouchBy'],
  closed: ['erasureAnswerBy', 'inTouchBy'],
};

export type RunningDeadline = { readonly name: DeadlineName; readonly by: string };

/** What was promised and is not settled by the state, earliest first. ISO times in UTC compare as text. */
export const runningDeadlines = (state: CaseState, given: Deadlines): RunningDeadline[] =>
  running[state]
    .flatMap((name) => {
      const by = given[name];
      return by === undefined ? [] : [{ name, by }];
    })
    .sort(earliestFirst);

export const earliestFirst = (one: { readonly by: string }, other: { readonly by: string }): number =>
  one.by < other.by ? -1 : Number(one.by > other.by);
