import * as z from 'zod';
import { leadsOfCase } from '../../authorization/permissions.ts';
import { narrativeHash, narrativeNumber, narrativeState, type Narrative } from '../../narrative/narrative.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { noInput } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { damagedRecords, hashText, type DamagedRecords } from '../decision/decision-problems.ts';
import { narrativeRecord } from '../record/narrative-record.ts';
import {
  checkedText,
  checkProblems,
  narrating,
  narrativeProblems,
  notToldNow,
  readNarrative,
  reasonAgainstTelling,
  type CheckRefusal,
  type NarrativeRefusal,
  type ReadNarrative,
} from './narrative-parts.ts';
import { confirmText } from './write-narrative.ts';

type NoNarrative = { readonly kind: 'no-narrative' };

const noNarrative: ProblemsOf<NoNarrative> = {
  'no-narrative': {
    is: 'missing',
    code: 'no-narrative',
    detail: 'Nothing was written for a transparency report, or it was withdrawn.',
  },
};

type ApproveRefusal =
  | NarrativeRefusal
  | CheckRefusal
  | NoNarrative
  | { readonly kind: 'oneself' | 'approved-before' | 'text-changed' | 'needs-lead' };

/** Why this member cannot approve it together with who wrote it. */
const problemOf = async (
  context: CaseContext,
  opened: OpenCase,
  read: ReadNarrative,
  { written, team }: Narrative,
): Promise<ApproveRefusal | undefined> => {
  const { member } = context;
  if (isNamedIn([written.by.id], member)) return { kind: 'oneself' };
  const mine = reasonAgainstTelling(opened, read, member, team);
  if (mine) return { kind: 'takes-no-part', who: 'you', why: mine };
  const members = await context.team();
  const first = members.find((one) => isNamedIn([written.by.id], one));
  const theirs = first ? reasonAgainstTelling(opened, read, first, team) : 'cannot-see';
  if (!first || theirs) return { kind: 'takes-no-part', who: 'first', why: theirs ?? 'cannot-see' };
  const leading = leadsOfCase(members, opened.head.channel, opened.brief);
  const isLead = (one: Member): boolean => leading.some(({ memberId }) => memberId === one.memberId);
  return isLead(member) || isLead(first) ? undefined : { kind: 'needs-lead' };
};

const approval = z.strictObject({
  hash: hashText.describe('Of the text you have read.'),
  confirm: confirmText,
});

const approve = (
  context: CaseContext,
  caseId: string,
  { hash, confirm }: z.infer<typeof approval>,
): Promise<ChangeResult<ApproveRefusal>> =>
  changeCase<ApproveRefusal>(context, caseId, narrating, async (opened) => {
    const not = notToldNow(context, opened);
    if (not) return { refusal: not };
    const read = await readNarrative(context, opened);
    if (!read) return { refusal: { kind: 'damaged-records' } };
    const { before } = read;
    if (!before || before.withdrawn) return { refusal: { kind: 'no-narrative' } };
    if (narrativeHash(caseId, before) !== hash) return { refusal: { kind: 'text-changed' } };
    if (narrativeState(before) === 'approved') return { refusal: { kind: 'approved-before' } };
    const problem = await problemOf(context, opened, read, before);
    if (problem) return { refusal: problem };
    const found = await checkedText(context, opened, before, confirm);
    if (found) return { refusal: found };
    const approved = { by: authorOf(context.member), on: day(context.now) };
    return {
      edit: {
        audit: { action: 'narrative-approved' },
        records: [narrativeRecord.write({ ...before, approved }, { number: narrativeNumber })],
      },
    };
  });

export const approveNarrative = caseOperation<ApproveRefusal>()({
  name: 'approve-narrative',
  path: '/narrative/approve',
  summary:
    'Approve exactly the text that a colleague has written for a transparency report: reports can take it from now on. One of you two leads the team.',
  permission: narrating,
  input: approval,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<ApproveRefusal>(caseId, await approve(context, caseId, wanted)),
  problems: {
    ...narrativeProblems,
    ...noNarrative,
    ...checkProblems(undefined),
    oneself: { is: 'forbidden', code: 'oneself', detail: 'You wrote it. Somebody else has to approve it.' },
    'approved-before': {
      is: 'conflict',
      code: 'approved-before',
      detail: 'Somebody has approved it already.',
    },
    'text-changed': {
      is: 'conflict',
      code: 'text-changed',
      detail: 'The text has changed since you read it. Read it again before you decide.',
      at: { pointer: '/hash', detail: 'Is not what the text says now.' },
    },
    'needs-lead': {
      is: 'conflict',
      code: 'needs-lead',
      detail: 'Neither you nor who wrote it leads this case. A lead has to approve it, or to write it.',
    },
  },
  audit: { 'narrative-approved': { says: 'Approved what a transparency report may tell of the case' } },
  news: {
    did: 'narrative-approved',
    says: 'The text is approved. The next report of this period can take it.',
    at: '#narrative',
  },
  doneBefore: ['approved-before'],
});

type WithdrawRefusal = NoNarrative | DamagedRecords;

const withdraw = (context: CaseContext, caseId: string): Promise<ChangeResult<WithdrawRefusal>> =>
  changeCase<WithdrawRefusal>(context, caseId, narrating, async (opened) => {
    const read = await readNarrative(context, opened);
    if (!read) return { refusal: { kind: 'damaged-records' } };
    const { before } = read;
    if (!before || before.withdrawn) return { refusal: { kind: 'no-narrative' } };
    const withdrawn = { by: authorOf(context.member), on: day(context.now) };
    return {
      edit: {
        audit: { action: 'narrative-withdrawn' },
        records: [narrativeRecord.write({ ...before, withdrawn }, { number: narrativeNumber })],
      },
    };
  });

// What would be told of somebody is taken back by the first who sees that it should be.
export const withdrawNarrative = caseOperation<WithdrawRefusal>()({
  name: 'withdraw-narrative',
  path: '/narrative/withdraw',
  summary:
    'Withdraw what was written for a transparency report: no draft can be published with it. A published report stays as it is.',
  permission: narrating,
  input: noInput,
  ...changedAnswer,
  perform: async (context, caseId) => changedTo<WithdrawRefusal>(caseId, await withdraw(context, caseId)),
  problems: { ...noNarrative, ...damagedRecords },
  audit: { 'narrative-withdrawn': { says: 'Withdrew what a transparency report might have told' } },
  news: { did: 'narrative-withdrawn', says: 'The text is withdrawn.', at: '#narrative' },
});
