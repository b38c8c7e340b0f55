import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { hasSoftConflict } from '../../decision/eligibility.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { softConflictRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import { reviewMarks } from './mark-for-review.ts';

type ConflictRefusal =
  /** It is as they say already. */
  { readonly kind: 'said-already' } | { readonly kind: 'said-too-often' };

// One's own word about oneself: nobody can say it for another.
const permission: PermissionRow = { roles: everybody };

const mostDeclarations = 200;

/** By their own word a member is close to somebody concerned, or no longer so. */
const declare = (
  context: CaseContext,
  caseId: string,
  { is, reason }: { readonly is: boolean; readonly reason: string },
): Promise<ChangeResult<ConflictRefusal>> =>
  changeCase<ConflictRefusal>(context, caseId, permission, async (opened) => {
    const { member, now } = context;
    const { records } = await readRecordsOf(context, opened, softConflictRecord);
    const before = hasSoftConflict(
      records.map(({ content }) => content),
      member,
    );
    if (before === is) return { refusal: { kind: 'said-already' } };
    if (recordsOf(opened.head, softConflictRecord.name).last >= mostDeclarations)
      return { refusal: { kind: 'said-too-often' } };
    const declared = { is, reason, by: authorOf(member), on: now.toISOString() };
    const marked = is ? await reviewMarks(context, opened, { leaving: [member.memberId] }) : undefined;
    return {
      edit: {
        audit: { action: is ? 'soft-conflict' : 'soft-conflict-lifted' },
        records: [softConflictRecord.write(declared), ...(marked?.records ?? [])],
        notices: marked?.notices ?? [],
      },
    };
  });

const reasonField = {
  name: 'reason',
  label: 'Why',
  hint: 'The others read it.',
  as: 'lines',
  rows: 2,
} as const;

const problems = {
  'said-already': {
    is: 'conflict',
    code: 'said-already',
    detail: 'You have said so already.',
  },
  'said-too-often': {
    is: 'conflict',
    code: 'said-too-often',
    detail: 'This has been changed too often. Leave the case to others instead.',
  },
} as const;

export const declareConflict = caseOperation<ConflictRefusal>()({
  name: 'declare-soft-conflict',
  path: '/soft-conflict',
  summary: 'Say that you are close to somebody concerned: you discuss the case, and approve nothing in it.',
  permission,
  input: z.strictObject({ reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { reason }) =>
    changedTo<ConflictRefusal>(caseId, await declare(context, caseId, { is: true, reason })),
  problems,
  audit: { 'soft-conflict': { says: 'Said that they are close to somebody concerned' } },
  form: {
    name: 'close',
    page: 'decision',
    panel: 'taking-part',
    summary: 'You are close to somebody concerned?',
    text: 'Say so, and go on discussing the case. You approve nothing in it, and approvals you gave do not count. If you should not see it at all, leave it to others on the page of the case.',
    fields: [reasonField],
    button: 'Say that I am close to them',
  },
  news: { did: 'close', says: 'You discuss the case, and approve nothing in it.', at: '#taking-part' },
  doneBefore: ['said-already'],
  example: { reason: 'We work in one office.' },
});

export const liftConflict = caseOperation<ConflictRefusal>()({
  name: 'lift-soft-conflict',
  path: '/soft-conflict/lift',
  summary: 'Say that you are not close to anybody concerned any more.',
  permission,
  input: z.strictObject({ reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { reason }) =>
    changedTo<ConflictRefusal>(caseId, await declare(context, caseId, { is: false, reason })),
  problems,
  audit: { 'soft-conflict-lifted': { says: 'Said that they are not close to anybody concerned' } },
  form: {
    name: 'not-close',
    page: 'decision',
    panel: 'taking-part-again',
    summary: 'It is not so any more?',
    text: 'Approvals you gave before you said so count again where the text is the same.',
    fields: [reasonField],
    button: 'Say that I am not close to them',
  },
  news: { did: 'not-close', says: 'You can take part again.', at: '#taking-part' },
});
