import { endOfDay } from '../kernel/clock.ts';
import type { RecordDate } from '../deadline/due-dates.ts';
import { answerRequestDays, openRequest } from './after-decision.ts';
import type { Decision } from './decision.ts';
import { dayAfter } from './measure-state.ts';

/** When a decision is looked at again, when it ends, when a request to come back is answered, and when somebody comes back, as it stands beside the head. */
export const decisionDates = (decision: Decision): readonly RecordDate[] => {
  const { status, from, until, reviewOn, toReviewBy, readmission, returnRequests } = decision;
  if (status !== 'in-force') return [];
  const weekBefore = until !== undefined && dayAfter(from, 14) <= until;
  const returns = readmission && !readmission.returned ? [{ by: endOfDay(readmission.returnOn) }] : [];
  const asked = openRequest(returnRequests);
  return [
    ...(asked ? [{ by: endOfDay(dayAfter(asked.noted.on, answerRequestDays)) }] : []),
    ...(reviewOn === undefined ? [] : [{ by: endOfDay(reviewOn) }]),
    ...(toReviewBy === undefined ? [] : [{ by: endOfDay(toReviewBy) }]),
    // Who comes back on a day that is set is looked after by then.
    ...(until === undefined || readmission
      ? []
      : [{ by: endOfDay(dayAfter(until)), meaning: 'end' as const, weekBefore }]),
    ...returns,
  ];
};
