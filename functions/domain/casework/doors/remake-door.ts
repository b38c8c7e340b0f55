import * as z from 'zod';
import { doorContext } from '../../../envelope/format.ts';
import { seal } from '../../../envelope/seal.ts';
import { doorId, doorKey, type Token } from '../../../envelope/token.ts';
import type { DoorRecord } from '../../door/door.ts';
import { addDays, day, endOfDay, fullHour } from '../../kernel/clock.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { MadeDoor } from '../change/case-store.ts';
import { threadKeyOf, type OpenCase } from '../change/open-case.ts';
import { caseOperation } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { doorRecord } from '../record/door-record.ts';
import { doorOf, doorProblems, hearing, type NoSuchDoor } from './door-parts.ts';
import { handedOverAnswer, handOverProblems, withWords, type HandOverRefusal } from './hand-over-door.ts';

type RemakeRefusal = HandOverRefusal | NoSuchDoor | { readonly kind: 'door-ended' | 'conversation-erased' };

/** The same conversation behind other words, which can be used as if they were the first ones. */
const remade = (
  { settings, now }: CaseContext,
  opened: OpenCase,
  before: DoorRecord,
  token: Token,
): { readonly record: DoorRecord; readonly door: MadeDoor } => {
  const { thread, endsOn } = before;
  const until = addDays(fullHour(now), settings.doors.handoverDays);
  const record: DoorRecord = {
    ...before,
    closedOn: undefined,
    closedBecause: undefined,
    doorId: doorId(token),
    handoverUntil: day(until),
    state: 'open',
  };
  const door = {
    doorId: record.doorId,
    wrappedThreadKey: seal(
      doorKey(token),
      doorContext(opened.head.caseId, thread),
      threadKeyOf(opened, thread),
    ),
    handover: { until },
    ...(endsOn === undefined ? {} : { endsAt: new Date(endOfDay(endsOn)) }),
  };
  return { record, door };
};

export const remakeDoor = caseOperation<RemakeRefusal>()({
  name: 'remake-door',
  path: '/doors/remake',
  summary:
    'Make new words for a conversation: for somebody who has lost theirs, did not use them in time, or is to be heard again. What opened it before opens nothing from then on.',
  permission: hearing,
  input: z.strictObject({ door: recordNumber }),
  ...handedOverAnswer,
  perform: (context, caseId, { door: number }, { sentKey }) =>
    withWords<RemakeRefusal>(context, caseId, { permission: hearing, sentKey }, async (opened, token) => {
      const before = await doorOf(context, opened, number);
      if (!before) return { refusal: { kind: 'no-such-door' } };
      if (before.endsOn !== undefined && before.endsOn < day(context.now))
        return { refusal: { kind: 'door-ended' } };
      if (!opened.threadKeys.has(before.thread)) return { refusal: { kind: 'conversation-erased' } };
      const { record, door } = remade(context, opened, before, token);
      return {
        number,
        record,
        edit: {
          audit: { action: 'door-remade', detail: before.whom },
          doors: [{ thread: before.thread, door }],
          records: [doorRecord.write(record, { number, sentKey })],
        },
      };
    }),
  problems: {
    ...handOverProblems,
    'no-such-door': doorProblems['no-such-door'],
    'door-ended': {
      is: 'conflict',
      code: 'door-ended',
      detail: 'This conversation has ended by itself. Begin another one.',
    },
    'conversation-erased': {
      is: 'conflict',
      code: 'conversation-erased',
      detail: 'What was written in this conversation is erased, as its time was over. Begin another one.',
    },
  },
  audit: { 'door-remade': { says: 'Made new words to hand over to', detail: 'as-it-is' } },
});
