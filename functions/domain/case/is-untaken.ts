import type { CaseState } from './state.ts';

/**
 * Whether what is urgent waits for somebody who says "I take it". Having read it is not enough: each may think that
 * another does something. Whatever urgent comes later takes the mark away.
 */
export const isUntaken = ({
  state,
  taken,
}: {
  readonly state: CaseState;
  readonly taken?: unknown;
}): boolean => taken === undefined && state !== 'closed';
