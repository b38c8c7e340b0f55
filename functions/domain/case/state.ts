import * as z from 'zod';

/** Where the team's handling of a case stands. */
export const caseStates = ['received', 'acknowledged', 'in-review', 'decided', 'closed', 'reopened'] as const;
export const caseState = z.enum(caseStates);
export type CaseState = z.infer<typeof caseState>;

// Forward steps may be skipped: a report of something already settled is closed at once. Nothing goes back but by
// reopening, so that a reporter never reads that less has been done than before.
const next: Record<CaseState, readonly CaseState[]> = {
  received: ['acknowledged', 'in-review', 'decided', 'closed'],
  acknowledged: ['in-review', 'decided', 'closed'],
  'in-review': ['decided', 'closed'],
  decided: ['closed'],
  closed: ['reopened'],
  reopened: ['in-review', 'decided', 'closed'],
};

export const allowedNextStates = (from: CaseState): readonly CaseState[] => next[from];
export const mayChangeState = (from: CaseState, to: CaseState): boolean => next[from].includes(to);
