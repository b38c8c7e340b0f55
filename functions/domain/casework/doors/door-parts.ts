import { doorPage, type DoorPage } from '../../door/door-page.ts';
import type { DoorRecord } from '../../door/door.ts';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { opinionOf, decisionsAbout, respondentOf } from '../../decision/proposal-standing.ts';
import type { Opinion } from '../../decision/opinion.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { openSummaryAs } from '../../thread/summary.ts';
import type { ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import { threadKeyOf, type OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import type { DamagedRecords, UnknownRespondent } from '../decision/decision-problems.ts';
import { readDeciding } from '../decision/read-deciding.ts';
import { hasRoom, type CaseFull } from '../decision/room.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { opinionRecord } from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import type { RecordWrite } from '../record/work-record.ts';

// Speaks for the team to somebody outside of it, as an answer to the reporter does.
export const hearing: PermissionRow = { roles: insiders, assigneeToo: true };

export type NoSuchDoor = { readonly kind: 'no-such-door' };
export type DoorClosed = { readonly kind: 'door-closed' };
/** A day by which somebody is asked to answer has passed, or is too far away. */
export type NotInRange = { readonly kind: 'not-in-range' };

export const mostDaysToAnswer = 60;

export const doorProblems: ProblemsOf<NoSuchDoor | DoorClosed | NotInRange> = {
  'no-such-door': {
    is: 'missing',
    code: 'no-such-door',
    detail: 'There is no such conversation in this case.',
    at: { pointer: '/door', detail: 'Is no door of this case.' },
  },
  'door-closed': {
    is: 'conflict',
    code: 'door-closed',
    detail: 'This conversation is closed. Make new words to open it again.',
  },
  'not-in-range': invalidField(
    '/answerBy',
    `Must be after today, and within ${mostDaysToAnswer} days.`,
    `Give them at least a day, and at most ${mostDaysToAnswer}.`,
  ),
};

/** The door of this number; the record is read after the head. */
export const doorOf = async (
  context: Pick<CaseContext, 'store'>,
  opened: OpenCase,
  number: number,
): Promise<DoorRecord | undefined> =>
  (await readRecordsOf(context, opened, doorRecord)).records.find((one) => one.number === number)?.content;

/** What the page of a door shows now; `undefined` where that does not open. */
export const pageOfThread = (opened: OpenCase, thread: ThreadName): DoorPage | undefined => {
  const summary = opened.summaries.get(thread);
  if (!summary || !opened.threadKeys.has(thread)) return undefined;
  const place = { caseId: opened.head.caseId, thread, revision: summary.revision };
  return openSummaryAs(doorPage, threadKeyOf(opened, thread), place, summary.sealed);
};

/** The open door of a respondent, theirs or of one who was merged into them. */
export const responseDoorOf = (
  doors: readonly Numbered<DoorRecord>[],
  respondents: readonly number[],
): Numbered<DoorRecord> | undefined =>
  doors.findLast(
    ({ content }) =>
      content.kind === 'response' &&
      content.state === 'open' &&
      content.respondent !== undefined &&
      respondents.includes(content.respondent),
  );

export const isInRange = (by: string, now: Date): boolean =>
  by > day(now) && by <= day(addDays(now, mostDaysToAnswer));

type AskedRefusal = UnknownRespondent | DamagedRecords | CaseFull;

/**
 * That a respondent is asked by a day, kept among what those concerned think: a decision waits until they have answered,
 * the day is over, or it is noted why they are not asked. Without a day they are asked nothing, and nothing is kept.
 */
export const respondentAsked = async (
  context: CaseContext,
  opened: OpenCase,
  number: number,
  { by, question }: { readonly by: string | undefined; readonly question: string },
): Promise<
  { readonly records: readonly RecordWrite[]; readonly codeName: string } | { readonly refusal: AskedRefusal }
> => {
  const { records, unreadable, bytes } = await readDeciding(context, opened);
  const respondent = respondentOf(records, number);
  if (!respondent || respondent.mergedInto !== undefined) return { refusal: { kind: 'unknown-respondent' } };
  if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const { codeName } = respondent;
  if (by === undefined) return { codeName, records: [] };
  const before = opinionOf(records, 'respondent', number);
  const on = day(context.now);
  const content: Opinion = {
    of: 'respondent',
    respondent: number,
    asked: { on: before?.content.asked?.on ?? on, by, question },
    said: before?.content.said,
    decisionsBefore: decisionsAbout(records, number),
    writtenBy: authorOf(context.member),
    on,
  };
  if (!hasRoom('deciding', bytes, opinionRecord, { before: before?.content, after: content }))
    return { refusal: { kind: 'case-full' } };
  return {
    codeName,
    records: [opinionRecord.write(content, { number: before?.number })],
  };
};
