import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { keptRespondent } from '../../decision/kept-respondent.ts';
import { day } from '../../kernel/clock.ts';
import { messageLimitBytes, notesLimitBytes, requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase, numberWritten } from '../change/change-case.ts';
import { invalidField, notesFull, type NotesFull } from '../change/common-problems.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';
import { interviewWays, noteRecord } from '../record/note.ts';
import { recordsOf } from '../record/work-record.ts';

type InterviewRefusal = { readonly kind: 'no-such-respondent' } | { readonly kind: 'not-yet' } | NotesFull;

// Who reads the case writes down for the others what somebody told them.
const permission: PermissionRow = { roles: everybody };

const newInterview = z
  .strictObject({
    respondent: z.int().min(1).optional().describe('The number of a respondent, if it was one.'),
    who: requiredText(200).optional().describe('Who it was, or who else was there.'),
    whenOn: z.iso.date().describe('Today or earlier.'),
    how: z.enum(interviewWays),
    said: requiredText(messageLimitBytes),
  })
  .refine(({ respondent, who }) => respondent !== undefined || who !== undefined, {
    path: ['who'],
    message: 'Say who it was.',
  });

/** Keeps what somebody said to a member, among the notes. */
export const noteInterview = caseOperation<InterviewRefusal>()({
  name: 'note-interview',
  path: '/interviews',
  summary:
    'Write down what somebody said to you, for everybody who reads the case. It is kept among the notes.',
  permission,
  input: newInterview,
  idempotent: true,
  status: 201,
  gives: 'The number of the note',
  answer: caseChanged.extend({ note: z.string() }),
  perform: async (context, caseId, { respondent, ...wanted }, { sentKey }) => {
    const { member, now } = context;
    const result = await changeCase<InterviewRefusal>(context, caseId, permission, async (opened) => {
      if (wanted.whenOn > day(now)) return { refusal: { kind: 'not-yet' } };
      const { records } = await readRecordsOf(context, opened, respondentRecord);
      if (respondent !== undefined && records.every(({ number }) => number !== respondent))
        return { refusal: { kind: 'no-such-respondent' } };
      const about = respondent === undefined ? {} : { respondent: keptRespondent(records, respondent) };
      const note = {
        kind: 'interview',
        author: authorOf(member),
        on: now.toISOString(),
        ...wanted,
        ...about,
      } as const;
      if (recordsOf(opened.head, noteRecord.name).bytes + noteRecord.bytes(note) > notesLimitBytes)
        return { refusal: { kind: 'notes-full' } };
      return {
        edit: { audit: { action: 'interview-noted' }, records: [noteRecord.write(note, { sentKey })] },
      };
    });
    const changed = changedTo<InterviewRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, note: String(numberWritten(result)) } };
  },
  problems: {
    'no-such-respondent': invalidField(
      '/respondent',
      'Is no respondent of this case.',
      'There is no such respondent in this case.',
    ),
    'not-yet': invalidField('/whenOn', 'Must be today or earlier.', 'Enter a day that is today or earlier.'),
    'notes-full': notesFull,
  },
  audit: { 'interview-noted': { says: 'Wrote down what somebody said' } },
  form: {
    name: 'interview',
    page: 'investigation',
    panel: 'interviews',
    summary: 'Write down a conversation',
    text: 'What somebody told you, in their words where you can. Everybody who reads the case can read it; the reporter never sees it.',
    fields: [
      {
        name: 'respondent',
        label: 'With whom',
        as: 'record',
        from: 'respondents',
        none: 'Somebody else, or not only a respondent',
      },
      {
        name: 'who',
        label: 'Who it was, or who else was there',
        hint: 'Leave it empty when you talked with the respondent alone.',
        as: 'line',
      },
      { name: 'whenOn', label: 'On which day', as: 'day' },
      {
        name: 'how',
        label: 'How',
        as: 'one-of',
        options: [
          ['in-person', 'In person'],
          ['call', 'By phone or video'],
          ['chat', 'In a chat'],
          ['mail', 'By mail'],
          ['other', 'In another way'],
        ],
      },
      { name: 'said', label: 'What was said', as: 'lines', rows: 8 },
    ],
    button: 'Keep the conversation',
  },
  news: { did: 'interview', says: 'What was said is kept among the notes.', at: '#interviews' },
  example: { who: 'Kim, a witness', whenOn: '2026-03-09', how: 'call', said: 'They left the hall together.' },
});
