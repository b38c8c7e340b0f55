import * as z from 'zod';
import { endOfDay } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import type { DoorPage } from '../../door/door-page.ts';
import type { DoorRecord } from '../../door/door.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import {
  damagedRecords,
  recordNumber,
  unknownRespondent,
  type DamagedRecords,
  type UnknownRespondent,
} from '../decision/decision-problems.ts';
import { caseFull, type CaseFull } from '../decision/room.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { doorRecord } from '../record/door-record.ts';
import {
  doorOf,
  doorProblems,
  hearing,
  isInRange,
  pageOfThread,
  respondentAsked,
  type DoorClosed,
  type NoSuchDoor,
  type NotInRange,
} from './door-parts.ts';
import { checkDoorText, doorTextFields, mayTell, mostQuestions, type MayTell } from './door-text.ts';

type EditRefusal =
  | NoSuchDoor
  | DoorClosed
  | NotInRange
  | MayTell
  | UnknownRespondent
  | DamagedRecords
  | CaseFull
  | ThreadFull
  | { readonly kind: 'no-such-page' };

const edited = z.strictObject({
  door: recordNumber,
  about: doorTextFields.about.optional().describe('As it is where left out.'),
  questions: z.array(requiredText(1024)).max(mostQuestions, `At most ${mostQuestions} questions.`).optional(),
  answerBy: z.iso
    .date()
    .nullable()
    .optional()
    .describe('Another day; `null`: they have answered, and are asked for nothing more.'),
  confirm: doorTextFields.confirm,
});
type Edited = z.infer<typeof edited>;

type AskingPage = Extract<DoorPage, { kind: 'response' | 'witness' }>;

const asks = (page: DoorPage | undefined): page is AskingPage =>
  page?.kind === 'response' || page?.kind === 'witness';

/** What else is written when the day by which they are asked to answer is another one. */
const movedDate = async (
  context: CaseContext,
  opened: OpenCase,
  { thread, respondent }: DoorRecord,
  { about, answerBy }: Pick<AskingPage, 'about'> & { readonly answerBy: string },
): Promise<{ readonly refusal: EditRefusal } | Required<Pick<CaseEdit, 'entries' | 'records'>>> => {
  const entry = {
    ...messageEntry(context, ''),
    kind: 'event' as const,
    event: 'answer-date',
    facts: { by: endOfDay(answerBy) },
  };
  if (isFull(opened, entry, thread)) return { refusal: { kind: 'thread-full' } };
  const entries = [{ thread, entry }];
  if (respondent === undefined) return { entries, records: [] };
  const asked = await respondentAsked(context, opened, respondent, { by: answerBy, question: about });
  return 'refusal' in asked ? asked : { entries, records: asked.records };
};

const pageAfter = (before: AskingPage, { about, questions, answerBy }: Edited): AskingPage => {
  const { answerBy: dateBefore, ...kept } = before;
  const date = answerBy === undefined ? dateBefore : (answerBy ?? undefined);
  return {
    ...kept,
    about: about ?? before.about,
    questions: questions ?? before.questions,
    ...(date !== undefined && { answerBy: date }),
  };
};

const edit = (context: CaseContext, caseId: string, wanted: Edited): Promise<ChangeResult<EditRefusal>> =>
  changeCase<EditRefusal>(context, caseId, hearing, async (opened) => {
    const record = await doorOf(context, opened, wanted.door);
    if (!record) return { refusal: { kind: 'no-such-door' } };
    if (record.state === 'closed') return { refusal: { kind: 'door-closed' } };
    const before = pageOfThread(opened, record.thread);
    if (!asks(before)) return { refusal: { kind: 'no-such-page' } };
    const page = pageAfter(before, wanted);
    const { answerBy } = page;
    const isMoved = answerBy !== undefined && answerBy !== before.answerBy;
    if (isMoved && !isInRange(answerBy, context.now)) return { refusal: { kind: 'not-in-range' } };
    if (wanted.about !== undefined || wanted.questions !== undefined) {
      const text = { about: page.about, questions: page.questions, confirm: wanted.confirm };
      const reader = { respondent: record.respondent, language: page.language };
      const warned = await checkDoorText(context, opened, text, reader);
      if (warned) return { refusal: warned };
    }
    const moved = isMoved
      ? await movedDate(context, opened, record, { about: page.about, answerBy })
      : { entries: [], records: [] };
    if ('refusal' in moved) return moved;
    const after = { ...record, answerBy };
    return {
      edit: {
        audit: { action: isMoved ? 'door-date-moved' : 'door-page-edited', detail: record.whom },
        pages: [{ thread: record.thread, page }],
        entries: moved.entries,
        records: [doorRecord.write(after, { number: wanted.door }), ...moved.records],
      },
    };
  });

export const editDoorPage = caseOperation<EditRefusal>()({
  name: 'edit-door-page',
  path: '/doors/page',
  summary:
    'Change what a respondent or a witness is shown and asked, or by when they are asked to answer. They read it when the day is another one.',
  permission: hearing,
  input: edited,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<EditRefusal>(caseId, await edit(context, caseId, wanted)),
  problems: {
    ...doorProblems,
    ...mayTell,
    ...unknownRespondent,
    ...damagedRecords,
    ...caseFull,
    'thread-full': threadFull,
    'no-such-page': {
      is: 'conflict',
      code: 'no-such-page',
      detail: 'The page of this conversation asks nothing, or what was stored of it is damaged.',
    },
  },
  events: { 'answer-date': (fact) => `They were told: there is time to answer until ${fact('by')}.` },
  audit: {
    'door-page-edited': { says: 'Changed what is shown to', detail: 'as-it-is' },
    'door-date-moved': { says: 'Moved the day by which an answer is asked for from', detail: 'as-it-is' },
  },
  news: { did: 'door-page', says: 'Their page is changed.', at: '#conversations' },
});
