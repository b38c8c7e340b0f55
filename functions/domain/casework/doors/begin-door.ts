import { doorContext } from '../../../envelope/format.ts';
import { seal } from '../../../envelope/seal.ts';
import { doorId, doorKey, type Token } from '../../../envelope/token.ts';
import type { DoorPage } from '../../door/door-page.ts';
import type { DoorRecord } from '../../door/door.ts';
import { addDays, day, endOfDay, fullHour } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { threadOfDoor } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { doorRecord } from '../record/door-record.ts';
import { recordsOf } from '../record/work-record.ts';

/** Whom a door is made for, and what its page shows. */
export type NewDoorWanted = Pick<DoorRecord, 'respondent' | 'platform' | 'whom' | 'endsOn'> & {
  readonly page: DoorPage;
};

/**
 * A conversation that begins, its door, and the record of it. The token can be changed for one of its holder's own until
 * the settings' days are over, and opens nothing else before.
 * @param token of 16 bytes; made once, and made again when the change is tried again
 */
export const beginDoor = (
  { settings, random, member, now }: CaseContext,
  { head }: Pick<OpenCase, 'head'>,
  { page, ...whose }: NewDoorWanted,
  token: Token,
): Pick<CaseEdit, 'newThreads' | 'doors' | 'pages' | 'records'> & { readonly record: DoorRecord } => {
  const thread = threadOfDoor(page.kind, recordsOf(head, doorRecord.name).last + 1);
  const key = random.bytes(32);
  const until = addDays(fullHour(now), settings.doors.handoverDays);
  const record: DoorRecord = {
    ...whose,
    kind: page.kind,
    thread,
    language: page.language,
    madeBy: authorOf(member),
    madeOn: day(now),
    doorId: doorId(token),
    handoverUntil: day(until),
    ...('answerBy' in page && page.answerBy !== undefined && { answerBy: page.answerBy }),
    readUpTo: 0,
    state: 'open',
  };
  const made = {
    doorId: record.doorId,
    wrappedThreadKey: seal(doorKey(token), doorContext(head.caseId, thread), key),
    handover: { until },
    ...(whose.endsOn === undefined ? {} : { endsAt: new Date(endOfDay(whose.endsOn)) }),
  };
  return {
    record,
    newThreads: [{ thread, key }],
    doors: [{ thread, door: made }],
    pages: [{ thread, page }],
    records: [doorRecord.write(record)],
  };
};
