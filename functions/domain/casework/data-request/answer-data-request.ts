import * as z from 'zod';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { dataOutcomes, dataRequestLimitBytes } from '../../data-request/data-request.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from '../decision/decision-problems.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { dataRequestRecord } from '../record/data-request-record.ts';

// Answers for the team what leaves it: by a lead, or who a lead has made answerable for the case.
const permission: PermissionRow = { roles: leads, assigneeToo: true };

export type NoSuchDataRequest = { readonly kind: 'no-such-data-request' };
type AnswerRefusal = NoSuchDataRequest | DamagedRecords | { readonly kind: 'data-request-answered' };

export const noSuchDataRequest: ProblemsOf<NoSuchDataRequest> = {
  'no-such-data-request': {
    is: 'missing',
    code: 'no-such-data-request',
    detail: 'There is no such request in this case.',
    at: { pointer: '/request', detail: 'Is no request of this case.' },
  },
};

const answered = z.strictObject({
  request: recordNumber,
  outcome: z
    .enum(dataOutcomes)
    .describe('`done`: as they asked. `in-part`: not all of it. `declined`: nothing of it.'),
  text: requiredText(dataRequestLimitBytes.text).describe(
    'What they were told, and why where it was not all they asked.',
  ),
});

const answer = (
  context: CaseContext,
  caseId: string,
  { request: number, outcome, text }: z.infer<typeof answered>,
): Promise<ChangeResult<AnswerRefusal>> =>
  changeCase<AnswerRefusal>(context, caseId, permission, async (opened) => {
    const { member, now } = context;
    const { records, unreadable } = await readRecordsOf(context, opened, dataRequestRecord);
    const content = records.find((one) => one.number === number)?.content;
    if (!content) return { refusal: { kind: unreadable > 0 ? 'damaged-records' : 'no-such-data-request' } };
    if (content.answered) return { refusal: { kind: 'data-request-answered' } };
    const said = { outcome, text, by: authorOf(member), on: day(now) };
    return {
      edit: {
        audit: { action: 'data-request-answered' },
        records: [dataRequestRecord.write({ ...content, answered: said }, { number })],
      },
    };
  });

export const answerDataRequest = caseOperation<AnswerRefusal>()({
  name: 'answer-data-request',
  path: '/data-requests/answer',
  summary:
    'Note how somebody was answered who asked what is stored about them. It sends nothing, and corrects or erases nothing by itself.',
  permission,
  input: answered,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<AnswerRefusal>(caseId, await answer(context, caseId, wanted)),
  problems: {
    ...noSuchDataRequest,
    ...damagedRecords,
    'data-request-answered': {
      is: 'conflict',
      code: 'data-request-answered',
      detail: 'They have been answered already.',
    },
  },
  doneBefore: ['data-request-answered'],
  audit: {
    'data-request-answered': { says: 'Noted the answer to somebody who asked what is stored about them' },
  },
  form: {
    name: 'answer-data-request',
    page: 'measures',
    panel: 'data-requests',
    summary: 'Note the answer',
    text: 'Send it in the way they asked. This notes that you did.',
    fields: [
      { name: 'request', label: 'Request', as: 'this-record' },
      {
        name: 'outcome',
        label: 'What was done',
        as: 'one-of',
        options: [
          ['done', 'What they asked'],
          ['in-part', 'A part of it'],
          ['declined', 'None of it'],
        ],
      },
      {
        name: 'text',
        label: 'What you told them',
        hint: 'And why, where it was not all they asked.',
        as: 'lines',
        rows: 4,
      },
    ],
    button: 'Save answer',
  },
  news: { did: 'data-request-answered', says: 'The answer is noted.', at: '#data-requests' },
});
