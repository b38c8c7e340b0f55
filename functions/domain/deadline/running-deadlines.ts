import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';

export const deadlineNames = [
  'acknowledgeBy',
  'nextUpdateBy',
  'feedbackBy',
  'erasureAnswerBy',
  'inTouchBy',
  'appealAcknowledgeBy',
  'appealAnswerBy',
] as const;
export type DeadlineName = (typeof deadlineNames)[number];

/** What whoever appealed was promised: it may be the respondent, of whom the reporter's page says nothing. */
export const appealDeadlineNames = [
  'appealAcknowledgeBy',
  'appealAnswerBy',
] as const satisfies readonly DeadlineName[];
type AppealDeadlineName = (typeof appealDeadlineNames)[number];

export const isAppealDeadline = (name: DeadlineName): name is AppealDeadlineName =>
  appealDeadlineNames.some((one) => one === name);

/** Dates that the reporter was given. They can be moved and paused, and the reporter is told. */
export type ReportersDeadlineName = Exclude<DeadlineName, AppealDeadlineName>;
export const reportersDeadlineNames = deadlineNames.filter(
  (name): name is ReportersDeadlineName => !isAppealDeadline(name),
);

/** Run in every state, closed ones too: somebody waits for an answer whatever has become of the case. */
const always = ['erasureAnswerBy', 'inTouchBy', ...appealDeadlineNames] as const;

const running: Record<CaseState, readonly DeadlineName[]> = {
  received: ['acknowledgeBy', 'nextUpdateBy', 'feedbackBy', ...always],
  acknowledged: ['nextUpdateBy', 'feedbackBy', ...always],
  'in-review': ['nextUpdateBy', 'feedbackBy', ...always],
  // A decision is the feedback; words to the reporter are still promised.
  decided: ['nextUpdateBy', ...always],
  reopened: ['nextUpdateBy', ...always],
  closed: always,
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
