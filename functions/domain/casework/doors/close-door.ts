import * as z from 'zod';
import { day } from '../../kernel/clock.ts';
import { changeCase } from '../change/change-case.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { doorRecord } from '../record/door-record.ts';
import { doorOf, doorProblems, hearing, type DoorClosed, type NoSuchDoor } from './door-parts.ts';

type CloseRefusal = NoSuchDoor | DoorClosed;

export const closeDoor = caseOperation<CloseRefusal>()({
  name: 'close-door',
  path: '/doors/close',
  summary:
    'Close a conversation, with a reason: what opened it opens nothing any more. What was written stays with the case.',
  permission: hearing,
  input: z.strictObject({ door: recordNumber, reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { door: number, reason }) => {
    const result = await changeCase<CloseRefusal>(context, caseId, hearing, async (opened) => {
      const before = await doorOf(context, opened, number);
      if (!before) return { refusal: { kind: 'no-such-door' } };
      if (before.state === 'closed') return { refusal: { kind: 'door-closed' } };
      const record = {
        ...before,
        answerBy: undefined,
        state: 'closed' as const,
        closedOn: day(context.now),
        closedBecause: reason,
      };
      return {
        edit: {
          audit: { action: 'door-closed', detail: before.whom },
          // One whose time is over opens nothing, and is erased with the next scheduled run.
          doors: opened.threadKeys.has(before.thread) ? [{ thread: before.thread, door: undefined }] : [],
          records: [doorRecord.write(record, { number })],
        },
      };
    });
    return changedTo<CloseRefusal>(caseId, result);
  },
  problems: {
    'no-such-door': doorProblems['no-such-door'],
    'door-closed': { is: 'conflict', code: 'door-closed', detail: 'This conversation is closed already.' },
  },
  doneBefore: ['door-closed'],
  audit: { 'door-closed': { says: 'Closed the conversation with', detail: 'as-it-is' } },
  form: {
    name: 'close-door',
    page: 'people',
    panel: 'conversations',
    summary: 'Close the conversation',
    text: 'What opened it opens nothing any more. What was written stays with the case.',
    fields: [
      { name: 'door', label: 'Conversation', as: 'this-record' },
      { name: 'reason', label: 'Why', hint: 'The team reads it.', as: 'lines', rows: 2 },
    ],
    button: 'Close it',
  },
  news: { did: 'door-closed', says: 'The conversation is closed.', at: '#conversations' },
});
