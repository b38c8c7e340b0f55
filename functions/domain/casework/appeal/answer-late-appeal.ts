import * as z from 'zod';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import type { ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber, type DamagedRecords } from '../decision/decision-problems.ts';
import { changeAppeal, waitOnceOpen } from './appeal-change.ts';
import {
  appealUnchanged,
  conversationFull,
  tooManyOpen,
  type AppealUnchanged,
  type TooManyOpen,
} from './appeal-problems.ts';
import { appealTold } from './tell-appeal.ts';

// Makes an exception from what everybody was told, or holds to it: for who leads the team.
const permission: PermissionRow = { roles: leads };

type LateOnly = ThreadFull | TooManyOpen | DamagedRecords;
type LateRefusal = AppealUnchanged | LateOnly;

const answered = z.strictObject({
  appeal: recordNumber,
  take: z
    .enum(['yes', 'no'])
    .describe(
      '`no`: it is not taken, and whoever appealed is told. Only a lead without a part in the decision says so.',
    ),
  reason: reasonText.describe('For the team.'),
  text: reasonText.optional().describe('What whoever appealed reads when it is not taken.'),
});

const answer = (
  context: CaseContext,
  caseId: string,
  { appeal: number, take, reason, text }: z.infer<typeof answered>,
): Promise<ChangeResult<LateRefusal>> => {
  // Who had a part in the decision does not end the way to have it looked at again.
  const asked = {
    number,
    permission,
    in: ['late'] as const,
    ...(take === 'no' && { by: 'without-part' as const }),
  };
  return changeAppeal<LateOnly>(context, caseId, asked, async ({ opened, before }) => {
    const tick = { by: authorOf(context.member), on: day(context.now), reason, taken: take === 'yes' };
    const appeal = { ...before, late: { reason: before.late?.reason ?? '', answered: tick } };
    const entries =
      take === 'yes' ? [] : appealTold(context, opened, before.thread, { event: 'appeal-not-taken', text });
    if (entries === 'full') return { refusal: { kind: 'thread-full' } };
    const waiting = await waitOnceOpen(context, opened, { number, content: appeal });
    if (typeof waiting === 'string') return { refusal: { kind: waiting } };
    return {
      appeal,
      action: take === 'yes' ? 'late-appeal-taken' : 'late-appeal-refused',
      entries,
      records: waiting,
    };
  });
};

export const answerLateAppeal = caseOperation<LateRefusal>()({
  name: 'answer-late-appeal',
  path: '/appeals/late',
  summary: 'Say whether an appeal is taken that came after its window had passed.',
  permission,
  input: answered,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<LateRefusal>(caseId, await answer(context, caseId, wanted)),
  problems: { ...appealUnchanged, ...conversationFull, ...tooManyOpen },
  audit: {
    'late-appeal-taken': { says: 'Took an appeal although it came late', detail: 'as-it-is' },
    'late-appeal-refused': { says: 'Did not take an appeal that came late', detail: 'as-it-is' },
  },
  form: {
    name: 'late',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Take it although it is late, or not',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      {
        name: 'take',
        label: 'Is it taken?',
        as: 'one-of',
        options: [
          ['yes', 'Yes, it is taken'],
          ['no', 'No'],
        ],
      },
      { name: 'reason', label: 'Why', hint: 'For the team.', as: 'lines', rows: 2 },
      { name: 'text', label: 'What they read if it is not taken (optional)', as: 'lines', rows: 3 },
    ],
    button: 'Save the answer',
  },
  news: { did: 'late-appeal', says: 'The answer is kept.', at: '#appeals' },
});
