import type { Deadlines } from '../../deadline/deadlines.ts';
import type { TaskDate } from '../../deadline/due-dates.ts';
import type { CaseState } from '../../case/state.ts';

/**
 * What is due next for the team, as the queue sorts it. A closed case has its erasure ahead, and what was promised or
 * undertaken beside it. ISO times in UTC compare as text.
 */
export const nextDeadline = (
  state: CaseState,
  given: Deadlines,
  expiresAt: string,
  taskDates: readonly TaskDate[] = [],
): string =>
  [
    given.erasureAnswerBy,
    given.inTouchBy,
    given.appealAcknowledgeBy,
    given.appealAnswerBy,
    ...taskDates.map(({ by }) => by),
  ].reduce<string>(
    (next, by) => (by !== undefined && by < next ? by : next),
    nextOfState(state, given, expiresAt),
  );

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
