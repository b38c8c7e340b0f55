import type { Deadlines } from '../deadline/deadlines.ts';
import type { CaseState } from './state.ts';

/**
 * What is due next for the team, as the queue sorts it. A closed case has only its erasure ahead.
 * ISO times in UTC compare as text.
 */
export const nextDeadline = (state: CaseState, given: Deadlines, expiresAt: string): string => {
  const next = nextOfState(state, given, expiresAt);
  const { erasureAnswerBy = next } = given;
  return erasureAnswerBy < next ? erasureAnswerBy : next;
};

const nextOfState = (state: CaseState, given: Deadlines, expiresAt: string): string => {
  switch (state) {
    case 'received':
      return given.acknowledgeBy;
    case 'acknowledged':
    case 'in-review':
      return given.nextUpdateBy < given.feedbackBy ? given.nextUpdateBy : given.feedbackBy;
    case 'decided':
    case 'reopened':
      return given.nextUpdateBy;
    case 'closed':
      return expiresAt;
  }
};
