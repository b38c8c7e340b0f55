import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import type { Opinion } from '../../decision/opinion.ts';
import { decisionsAbout, opinionOf, respondentOf } from '../../decision/proposal-standing.ts';
import { addDays, day, endOfDay } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { hasDoor } from '../change/case-store.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { invalidField, threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { afterWord } from '../change/promises.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { answeringReporter } from '../handling/answering-reporter.ts';
import { opinionRecord } from '../record/decision-records.ts';
import {
  damagedRecords,
  recordNumber,
  unknownRespondent,
  type DamagedRecords,
  type UnknownRespondent,
} from './decision-problems.ts';
import { readDeciding } from './read-deciding.ts';
import { caseFull, hasRoom, type CaseFull } from './room.ts';

type NoteRefusal = UnknownRespondent | DamagedRecords | CaseFull;
type AskRefusal =
  | NoteRefusal
  | ThreadFull
  /** Nobody could come back and read the question. */
  | { readonly kind: 'nobody-reads' }
  | { readonly kind: 'not-in-range' };

// What somebody thinks is noted by who works on the case.
const noting: PermissionRow = { roles: insiders, assigneeToo: true };

const mostDaysToAnswer = 60;

type Found = {
  readonly codeName: string;
  /** What is written already since the latest decision about the respondent. */
  readonly before: { readonly number: number; readonly content: Opinion } | undefined;
  readonly decisionsBefore: number;
  /** Sealed bytes of everything by which the case is decided. */
  readonly bytes: number;
};

const find = async (
  context: CaseContext,
  opened: OpenCase,
  of: Opinion['of'],
  number: number,
): Promise<Found | { readonly refusal: NoteRefusal }> => {
  const { records, unreadable, bytes } = await readDeciding(context, opened);
  const respondent = respondentOf(records, number);
  if (!respondent || respondent.mergedInto !== undefined) return { refusal: { kind: 'unknown-respondent' } };
  if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  return {
    codeName: respondent.codeName,
    before: opinionOf(records, of, number),
    decisionsBefore: decisionsAbout(records, number),
    bytes,
  };
};

const ask = (
  context: CaseContext,
  caseId: string,
  wanted: { readonly respondent: number; readonly question: string; readonly by?: string | undefined },
  sentKey: string | undefined,
): Promise<ChangeResult<AskRefusal>> =>
  changeCase<AskRefusal>(context, caseId, answeringReporter, async (opened) => {
    const { settings, member, now } = context;
    const { respondent, question } = wanted;
    const found = await find(context, opened, 'reporter', respondent);
    if ('refusal' in found) return found;
    if (!hasDoor(opened.vault, reporterThread)) return { refusal: { kind: 'nobody-reads' } };
    const on = day(now);
    const by = wanted.by ?? day(addDays(now, settings.decisions.opinionDays));
    if (by <= on || by > day(addDays(now, mostDaysToAnswer))) return { refusal: { kind: 'not-in-range' } };
    const entry = {
      ...messageEntry(context, question),
      kind: 'event' as const,
      event: 'opinion-asked',
      facts: { by: endOfDay(by) },
    };
    if (isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
    const { decisionsBefore, before } = found;
    const content: Opinion = {
      of: 'reporter',
      respondent,
      asked: { on, by, question },
      said: before?.content.said,
      decisionsBefore,
      writtenBy: authorOf(member),
      on,
    };
    if (!hasRoom('deciding', found.bytes, opinionRecord, { before: before?.content, after: content }))
      return { refusal: { kind: 'case-full' } };
    return {
      edit: {
        audit: { action: 'opinion-asked', detail: found.codeName },
        head: afterWord(context, opened.head),
        entries: [{ thread: reporterThread, entry, sentKey }],
        records: [opinionRecord.write(content, { number: before?.number })],
      },
    };
  });

const newOpinion = z
  .strictObject({
    of: z.enum(['reporter', 'respondent']),
    respondent: recordNumber.describe('The respondent the decision is about.'),
    said: requiredText(8 * 1024)
      .optional()
      .describe('What they think, as a member notes it.'),
    whyNotAsked: requiredText(4 * 1024)
      .optional()
      .describe('Why they are not asked, such as for somebody’s safety.'),
  })
  .refine(({ said, whyNotAsked }) => (said === undefined) !== (whyNotAsked === undefined), {
    message: 'Write what they say, or why they are not asked.',
    path: ['said'],
  });

const note = (
  context: CaseContext,
  caseId: string,
  { of, respondent, said, whyNotAsked }: z.infer<typeof newOpinion>,
): Promise<ChangeResult<NoteRefusal>> =>
  changeCase<NoteRefusal>(context, caseId, noting, async (opened) => {
    const found = await find(context, opened, of, respondent);
    if ('refusal' in found) return found;
    const { before, decisionsBefore } = found;
    const content: Opinion = {
      of,
      respondent,
      asked: before?.content.asked,
      said,
      whyNotAsked,
      decisionsBefore,
      writtenBy: authorOf(context.member),
      on: day(context.now),
    };
    if (!hasRoom('deciding', found.bytes, opinionRecord, { before: before?.content, after: content }))
      return { refusal: { kind: 'case-full' } };
    return {
      edit: {
        audit: { action: 'opinion-noted', detail: found.codeName },
        records: [opinionRecord.write(content, { number: before?.number })],
      },
    };
  });

export const askReporter = caseOperation<AskRefusal>()({
  name: 'ask-reporter',
  path: '/opinions/ask',
  summary:
    'Ask the reporter what they think of what is meant to be decided, with a date. What they say binds nobody.',
  permission: answeringReporter,
  input: z.strictObject({
    respondent: recordNumber,
    question: requiredText(8 * 1024).describe(
      'What the reporter reads. Never the name of anybody else who reported.',
    ),
    by: z.iso.date().optional().describe('By when; the days of the settings where it is left out.'),
  }),
  idempotent: true,
  ...changedAnswer,
  perform: async (context, caseId, wanted, { sentKey }) =>
    changedTo<AskRefusal>(caseId, await ask(context, caseId, wanted, sentKey)),
  problems: {
    ...unknownRespondent,
    ...damagedRecords,
    ...caseFull,
    'thread-full': threadFull,
    'nobody-reads': {
      is: 'conflict',
      code: 'nobody-reads',
      detail: 'Nobody can come back and read the question. Say why they are not asked.',
    },
    'not-in-range': invalidField(
      '/by',
      `Must be after today, and within ${mostDaysToAnswer} days.`,
      `Give the reporter at least a day, and at most ${mostDaysToAnswer}.`,
    ),
  },
  events: {
    'opinion-asked': (fact) => `The reporter was asked what they think, by ${fact('by')}.`,
  },
  audit: { 'opinion-asked': { says: 'Asked the reporter what they think', detail: 'as-it-is' } },
  form: {
    name: 'ask',
    page: 'decision',
    panel: 'opinions',
    summary: 'Ask the reporter what they think',
    text: 'They read your question in their conversation, with the date. What they say binds nobody; wait for it before you decide.',
    fields: [
      { name: 'respondent', label: 'About', as: 'record', from: 'respondents' },
      {
        name: 'question',
        label: 'Your question',
        hint: 'Say what is meant to follow, in words they may know. No name of anybody else who reported.',
        as: 'lines',
        rows: 4,
      },
      { name: 'by', label: 'By (if not within the usual days)', as: 'day' },
    ],
    button: 'Ask the reporter',
  },
  news: { did: 'asked', says: 'The reporter reads your question.', at: '#opinions' },
});

export const noteOpinion = caseOperation<NoteRefusal>()({
  name: 'note-opinion',
  path: '/opinions',
  summary: 'Note what the reporter or the respondent thinks, or why they are not asked.',
  permission: noting,
  input: newOpinion,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<NoteRefusal>(caseId, await note(context, caseId, wanted)),
  problems: { ...unknownRespondent, ...damagedRecords, ...caseFull },
  audit: { 'opinion-noted': { says: 'Noted what somebody thinks', detail: 'as-it-is' } },
  form: {
    name: 'opinion',
    page: 'decision',
    panel: 'opinions',
    summary: 'Note what they think, or why they are not asked',
    fields: [
      {
        name: 'of',
        label: 'Who',
        as: 'one-of',
        options: [
          ['reporter', 'The reporter'],
          ['respondent', 'The respondent'],
        ],
      },
      { name: 'respondent', label: 'The decision is about', as: 'record', from: 'respondents' },
      { name: 'said', label: 'What they think', as: 'lines', rows: 3 },
      {
        name: 'whyNotAsked',
        label: 'Or: why they are not asked',
        hint: 'Such as for somebody’s safety.',
        as: 'lines',
        rows: 2,
      },
    ],
    button: 'Keep it',
  },
  news: { did: 'opinion', says: 'It is noted.', at: '#opinions' },
});
