import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import {
  answerByOf,
  askedOfData,
  askingPersons,
  dataRequestLimitBytes,
  mostDataRequests,
  type DataRequest,
} from '../../data-request/data-request.ts';
import { respondentRecord } from '../record/decision-records.ts';
import { day } from '../../kernel/clock.ts';
import { freeText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import {
  damagedRecords,
  recordNumber,
  unknownRespondent,
  type DamagedRecords,
  type UnknownRespondent,
} from '../decision/decision-problems.ts';
import { unlessEmpty } from '../decision/respondent-parts.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { dataRequestRecord } from '../record/data-request-record.ts';
import { doorRecord } from '../record/door-record.ts';
import { recordsOf } from '../record/work-record.ts';
import { language } from '../../../settings/localised.ts';

// Writes down what somebody asked for, so that it is answered in time; it tells nobody anything.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

type NoteRefusal =
  | UnknownRespondent
  | DamagedRecords
  | { readonly kind: 'not-yet' }
  /** Nobody would know whom to answer. */
  | { readonly kind: 'nobody-named' }
  | { readonly kind: 'no-such-door' }
  | { readonly kind: 'too-many-data-requests' };

const noted = z.strictObject({
  person: z.enum(askingPersons).describe('Who asks, by what they are in this case.'),
  respondent: recordNumber.optional().describe('Which respondent it is; needed for one.'),
  who: freeText(dataRequestLimitBytes.who)
    .optional()
    .describe('Who it is, in words; needed for anybody but a respondent and the reporter.'),
  door: recordNumber
    .optional()
    .describe('The number of the door behind which their conversation stands, where it is no respondent.'),
  asks: z.enum(askedOfData),
  words: freeText(dataRequestLimitBytes.words)
    .optional()
    .describe('What they say, in their words where you can.'),
  language: language.default('en').describe('The language of the copy for them.'),
  cameOn: z.iso.date().describe('The day on which they asked: today or earlier.'),
});
type Noted = z.infer<typeof noted>;

/** Whom it is about, as it is kept; or why it cannot be. */
const personOf = async (
  context: CaseContext,
  opened: OpenCase,
  { person, respondent, who, door }: Noted,
): Promise<
  | { readonly refusal: NoteRefusal }
  | { readonly person: Pick<DataRequest, 'person' | 'respondent' | 'who' | 'door'> }
> => {
  const named = unlessEmpty(who);
  if (person === 'respondent') {
    const { records, unreadable } = await readRecordsOf(context, opened, respondentRecord);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const found = records.find(({ number }) => number === respondent)?.content;
    if (!found || found.mergedInto !== undefined) return { refusal: { kind: 'unknown-respondent' } };
    return { person: { person, respondent, who: named } };
  }
  if (person === 'reporter') return { person: { person, who: named } };
  if (named === undefined) return { refusal: { kind: 'nobody-named' } };
  if (door === undefined) return { person: { person, who: named } };
  const { records } = await readRecordsOf(context, opened, doorRecord);
  const isTheirs = records.some((one) => one.number === door && one.content.kind !== 'response');
  return isTheirs ? { person: { person, who: named, door } } : { refusal: { kind: 'no-such-door' } };
};

const note = (
  context: CaseContext,
  caseId: string,
  wanted: Noted,
  sentKey: string | undefined,
): Promise<ChangeResult<NoteRefusal>> =>
  changeCase<NoteRefusal>(context, caseId, permission, async (opened) => {
    const { member, now, settings } = context;
    const { asks, words, language: spoken, cameOn } = wanted;
    if (cameOn > day(now)) return { refusal: { kind: 'not-yet' } };
    if (recordsOf(opened.head, dataRequestRecord.name).last >= mostDataRequests)
      return { refusal: { kind: 'too-many-data-requests' } };
    const found = await personOf(context, opened, wanted);
    if ('refusal' in found) return found;
    const content: DataRequest = {
      ...found.person,
      asks,
      words: unlessEmpty(words),
      language: spoken,
      cameOn,
      answerBy: answerByOf(cameOn, settings.dataRequests.answerDays),
      by: authorOf(member),
      on: day(now),
    };
    return {
      edit: {
        audit: { action: 'data-request-noted' },
        records: [dataRequestRecord.write(content, { sentKey })],
      },
    };
  });

export const noteDataRequest = caseOperation<NoteRefusal>()({
  name: 'note-data-request',
  path: '/data-requests',
  summary:
    'Note that somebody asks what is stored about them, or to have it corrected or erased. The team is reminded of the day by which they are to be answered.',
  permission,
  input: noted,
  idempotent: true,
  status: 201,
  gives: 'The number of the request',
  answer: caseChanged.extend({ request: z.int() }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const result = await note(context, caseId, wanted, sentKey);
    const changed = changedTo<NoteRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, request: numberWritten(result) } };
  },
  problems: {
    ...unknownRespondent,
    ...damagedRecords,
    'not-yet': invalidField('/cameOn', 'Must be today or earlier.', 'It has come today or earlier.'),
    'nobody-named': invalidField('/who', 'Say who asks.', 'Say who asks, so that they can be answered.'),
    'no-such-door': invalidField(
      '/door',
      'Is no door of a witness, expert or platform admin of this case.',
      'There is no such door in this case, or it is a respondent’s.',
    ),
    'too-many-data-requests': {
      is: 'conflict',
      code: 'too-many-data-requests',
      detail: `A case has at most ${mostDataRequests} of these requests.`,
    },
  },
  audit: { 'data-request-noted': { says: 'Noted that somebody asks what is stored about them' } },
  form: {
    name: 'data-request',
    page: 'measures',
    panel: 'data-requests',
    summary: 'Somebody asks what is stored about them',
    text: 'Write it down on the day it comes. You are reminded of the day by which they are to be answered.',
    fields: [
      {
        name: 'person',
        label: 'Who asks',
        as: 'one-of',
        options: [
          ['respondent', 'A respondent'],
          ['reporter', 'The reporter'],
          ['witness', 'A witness'],
          ['other', 'Somebody else'],
        ],
      },
      {
        name: 'respondent',
        label: 'Which respondent',
        as: 'record',
        from: 'respondents',
        none: 'No respondent',
      },
      {
        name: 'who',
        label: 'Who it is, and how to reach them',
        hint: 'Not needed for a respondent or the reporter.',
        as: 'line',
      },
      {
        name: 'asks',
        label: 'What they ask',
        as: 'one-of',
        options: [
          ['information', 'What is stored about them'],
          ['correction', 'To have it corrected'],
          ['erasure', 'To have it erased'],
        ],
      },
      { name: 'words', label: 'What they say (optional)', as: 'lines', rows: 3 },
      {
        name: 'language',
        label: 'Language of the copy for them',
        as: 'one-of',
        options: [
          ['en', 'English'],
          ['es', 'Español'],
          ['ar', 'العربية'],
        ],
      },
      { name: 'cameOn', label: 'It came on', as: 'day' },
    ],
    button: 'Save request',
  },
  news: {
    did: 'data-request',
    says: 'The request is noted. You are reminded of its day.',
    at: '#data-requests',
  },
  example: {
    person: 'other',
    who: 'Kim, kim@example.org',
    asks: 'information',
    cameOn: '2026-03-01',
  },
});
