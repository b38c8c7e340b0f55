import * as z from 'zod';
import { appealGround, lateReasonText } from '../../appeal/appeal-act.ts';
import { appealSide } from '../../appeal/appeal.ts';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { decisionRecord } from '../record/decision-records.ts';
import { threadOfSide } from './appeal-threads.ts';
import { appealGroundOptions } from './ground-words.ts';
import { newAppealEdit, newAppealProblems, type NewAppealRefusal } from './new-appeal.ts';
import { readAppeals } from './read-appeals.ts';

type NoteRefusal = NewAppealRefusal | { readonly kind: 'not-in-range' };

// Writes down what somebody asked for by another way, so that it is answered; it decides nothing.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const noted = z.strictObject({
  decision: recordNumber,
  side: appealSide.describe('Who appeals.'),
  ground: appealGround,
  receivedOn: z.iso.date().describe('The day on which it came, in UTC: today or earlier.'),
  said: requiredText(16 * 1024).describe('What it says, in their words where you can.'),
  lateReason: lateReasonText.optional().describe('Why it comes late, if it does.'),
});

const note = (
  context: CaseContext,
  caseId: string,
  { decision, side, receivedOn, lateReason, ...wanted }: z.infer<typeof noted>,
  sentKey: string | undefined,
): Promise<ChangeResult<NoteRefusal>> =>
  changeCase<NoteRefusal>(context, caseId, permission, async (opened) => {
    const { records } = await readRecordsOf(context, opened, decisionRecord);
    const found = records.find(({ number }) => number === decision)?.content;
    if (!found) return { refusal: { kind: 'no-such-decision' } };
    if (receivedOn > day(context.now) || receivedOn < found.on) return { refusal: { kind: 'not-in-range' } };
    return newAppealEdit(context, opened, await readAppeals(context, opened), {
      ...wanted,
      side,
      decision,
      lateReason,
      sentKey,
      sentAt: new Date(receivedOn),
      thread: await threadOfSide(context, opened, side, found.respondent),
      entry: undefined,
    });
  });

export const noteAppeal = caseOperation<NoteRefusal>()({
  name: 'note-appeal',
  path: '/appeals/outside',
  summary: 'Note an appeal that came outside of this service, such as by mail or in person.',
  permission,
  input: noted,
  idempotent: true,
  status: 201,
  gives: 'The number of the appeal',
  answer: caseChanged.extend({ appeal: z.int() }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const result = await note(context, caseId, wanted, sentKey);
    const changed = changedTo<NoteRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, appeal: numberWritten(result) } };
  },
  problems: {
    ...newAppealProblems,
    'not-in-range': invalidField(
      '/receivedOn',
      'Must be between the day of the decision and today.',
      'An appeal comes on the day of the decision or later, and today at the latest.',
    ),
  },
  audit: { 'appeal-noted': { says: 'Noted an appeal that came outside, of the', detail: 'as-it-is' } },
  form: {
    name: 'outside',
    page: 'appeal',
    panel: 'appeals',
    summary: 'An appeal came in another way',
    text: 'By mail, in a chat or in person. Its dates run from the day on which it came.',
    fields: [
      { name: 'decision', label: 'About which decision', as: 'record', from: 'decisions' },
      {
        name: 'side',
        label: 'Who appeals',
        as: 'one-of',
        options: [
          ['respondent', 'The respondent'],
          ['reporter', 'The reporter'],
        ],
      },
      { name: 'ground', label: 'Ground', as: 'one-of', options: appealGroundOptions },
      { name: 'receivedOn', label: 'On which day it came', as: 'day' },
      { name: 'said', label: 'What it says', as: 'lines', rows: 6 },
      { name: 'lateReason', label: 'Why it comes late (if it does)', as: 'lines', rows: 2 },
    ],
    button: 'Keep the appeal',
  },
  news: {
    did: 'appeal-noted',
    says: 'The appeal is kept. Acknowledge it, and say who decides it.',
    at: '#appeals',
  },
});
