import type { CaseState } from '../case/state.ts';
import type { Decision } from './decision.ts';
import type { Measure } from './measure.ts';
import type { Proposal } from './proposal.ts';

/** How far the handling of a case can come, in this order. */
export const progressSteps = [
  'received',
  'read',
  'in-review',
  'proposed',
  'decided',
  'measures-done',
  'closed',
] as const;
export type ProgressStep = (typeof progressSteps)[number];

export const stepStatuses = ['done', 'current', 'to-come'] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** A step a case goes through; `current` is the last one it has come to. */
export type Step<Name extends string> = { readonly step: Name; readonly status: StepStatus };

/** A step was come to, is not yet, or is left out: what was passed over is not said to have been done. */
type Reached = 'reached' | 'to-come' | 'left-out';

const asSteps = <Name extends string>(
  steps: readonly (readonly [Name, Reached])[],
): readonly Step<Name>[] => {
  const shown = steps.filter(([, reached]) => reached !== 'left-out');
  const last = shown.findLastIndex(([, reached]) => reached === 'reached');
  return shown.map(([step, reached], at) => ({
    step,
    status: at === last ? 'current' : reached === 'reached' ? 'done' : 'to-come',
  }));
};

/** `reached`, else to come while the case goes on, and left out once it is over. */
const orLeftOut = (isReached: boolean, isOver: boolean): Reached => {
  if (isReached) return 'reached';
  return isOver ? 'left-out' : 'to-come';
};

export type ProgressFacts = {
  readonly state: CaseState;
  /** Somebody on the team has opened it. */
  readonly opened: boolean;
  readonly proposals: readonly Pick<Proposal, 'status'>[];
  readonly decisions: readonly Pick<Decision, 'status'>[];
  readonly measures: readonly Pick<Measure, 'status' | 'decision'>[];
};

/** How far the team has come with a case. A case that is taken up again begins with its review. */
export const caseProgress = (facts: ProgressFacts): readonly Step<ProgressStep>[] => {
  const { state, opened, proposals, decisions } = facts;
  const isClosed = state === 'closed';
  const isDecided = state === 'decided' || (isClosed && decisions.length > 0);
  const wanted = state === 'reopened' || state === 'in-review' ? ['open'] : ['open', 'in-force'];
  const isProposed = proposals.some(({ status }) => wanted.includes(status));
  const isReviewed = state === 'in-review' || state === 'reopened' || isProposed || isDecided;
  const measures = facts.measures.filter(({ decision }) => decision !== undefined);
  const areDone = isDecided && measures.length > 0 && measures.every(({ status }) => status !== 'to-do');
  return asSteps([
    ['received', 'reached'],
    ['read', orLeftOut(opened, isClosed)],
    ['in-review', orLeftOut(isReviewed, isClosed)],
    ['proposed', orLeftOut(isProposed, isDecided || isClosed)],
    ['decided', orLeftOut(isDecided, isClosed)],
    ['measures-done', orLeftOut(areDone, isClosed || (isDecided && measures.length === 0))],
    ['closed', isClosed ? 'reached' : 'to-come'],
  ]);
};

/** What a reporter is shown of it. */
export const reporterSteps = ['received', 'read', 'in-review', 'decided', 'closed'] as const;
export type ReporterStep = (typeof reporterSteps)[number];

/**
 * The same for the reporter, from what their page knows. A closed case of which no decision is known has none of the
 * steps between: nothing is said to have been done that may not have been.
 */
export const reporterProgress = ({
  state,
  opened,
  decided,
}: {
  readonly state: CaseState;
  readonly opened: boolean;
  /** They were told of a decision. */
  readonly decided: boolean;
}): readonly Step<ReporterStep>[] => {
  const isClosed = state === 'closed';
  const isDecided = state === 'decided' || (isClosed && decided);
  return asSteps([
    ['received', 'reached'],
    ['read', orLeftOut(opened, isClosed)],
    ['in-review', orLeftOut(isDecided || state === 'in-review' || state === 'reopened', isClosed)],
    ['decided', orLeftOut(isDecided, isClosed)],
    ['closed', isClosed ? 'reached' : 'to-come'],
  ]);
};
