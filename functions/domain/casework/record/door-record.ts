import { door, type DoorRecord } from '../../door/door.ts';
import { endOfDay } from '../../kernel/clock.ts';
import { datesAfter } from './record-dates.ts';
import { recordKind } from './work-record.ts';

/** The day by which somebody is asked to answer. A respondent's stands with what those concerned think. */
const answerDates = ({ kind, state, answerBy }: DoorRecord) =>
  kind === 'response' || state === 'closed' || answerBy === undefined ? [] : [{ by: endOfDay(answerBy) }];

/** The doors of a case besides the reporter's. */
export const doorRecord = recordKind({
  name: 'door',
  schema: door,
  rewritten: true,
  headAfter: (head, number, content: DoorRecord) => ({
    taskDates: datesAfter(head, { of: 'door', number }, answerDates(content)),
  }),
});
