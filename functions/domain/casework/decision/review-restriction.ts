import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from './decision-problems.ts';
import { changeMeasure, measureUnchanged, type MeasureUnchanged } from './measure-change.ts';
import { secondMemberProblem, type NotSecond } from './second-member.ts';

// A second pair of eyes, which is not that of who imposed it.
const confirming: PermissionRow = { roles: insiders, assigneeToo: true };

type ConfirmRefusal =
  MeasureUnchanged | DamagedRecords | NotSecond | { readonly kind: 'no-emergency' | 'looked-at' };

const lookedAt = z
  .strictObject({
    measure: recordNumber,
    verdict: z.enum(['confirm', 'lift']),
    reason: reasonText.optional().describe('Why it is lifted; needed for that.'),
  })
  .refine(({ verdict, reason }) => verdict !== 'lift' || reason !== undefined, {
    message: 'Say why it is lifted.',
    path: ['reason'],
  });

const lookAt = (
  context: CaseContext,
  caseId: string,
  { measure: number, verdict, reason }: z.infer<typeof lookedAt>,
): Promise<ChangeResult<ConfirmRefusal>> => {
  const tick = { by: authorOf(context.member), on: day(context.now) };
  const asked = { number, permission: confirming };
  return changeMeasure<ConfirmRefusal>(context, caseId, asked, async (before, opened) => {
    const { emergency } = before;
    if (!emergency) return { refusal: { kind: 'no-emergency' } };
    if (emergency.confirmed !== undefined || before.status === 'waived')
      return { refusal: { kind: 'looked-at' } };
    // To take it back is open to who imposed it as well.
    if (verdict === 'lift')
      return {
        action: 'restriction-taken-back',
        measure: { ...before, status: 'waived', reason, changed: tick },
      };
    const problem = await secondMemberProblem(context, opened, emergency);
    if (problem) return { refusal: problem };
    return {
      action: 'restriction-confirmed',
      measure: { ...before, emergency: { ...emergency, confirmed: tick } },
    };
  });
};

export const reviewRestriction = caseOperation<ConfirmRefusal>()({
  name: 'review-restriction',
  path: '/restrictions/review',
  summary:
    'Confirm a restriction that one member imposed alone, or lift it. Confirmed or not, it ends on its last day.',
  permission: confirming,
  input: lookedAt,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<ConfirmRefusal>(caseId, await lookAt(context, caseId, wanted)),
  problems: {
    ...measureUnchanged,
    ...damagedRecords,
    'no-emergency': invalidField(
      '/measure',
      'Was not imposed by one member alone.',
      'This measure follows from a decision, so there is nothing to confirm.',
    ),
    'looked-at': {
      is: 'conflict',
      code: 'looked-at',
      detail: 'Somebody has looked at this restriction already.',
    },
    oneself: { is: 'forbidden', code: 'oneself', detail: 'Somebody else has to confirm it.' },
    'joined-later': {
      is: 'forbidden',
      code: 'joined-later',
      detail: 'Who joined the team after it was imposed does not confirm it.',
    },
    'soft-conflict': {
      is: 'forbidden',
      code: 'soft-conflict',
      detail: 'You have said that you are close to somebody concerned. Somebody else has to confirm it.',
    },
  },
  audit: {
    'restriction-confirmed': { says: 'Confirmed a restriction that a colleague imposed', detail: 'as-it-is' },
    'restriction-taken-back': { says: 'Lifted a restriction that nobody had confirmed', detail: 'as-it-is' },
  },
  form: {
    name: 'confirm',
    page: 'measures',
    panel: 'emergency',
    summary: 'Lift it',
    fields: [
      { name: 'measure', label: 'Measure', as: 'this-record' },
      {
        name: 'verdict',
        label: 'What you decide',
        as: 'one-of',
        options: [
          ['confirm', 'Confirm it'],
          ['lift', 'Lift it'],
        ],
      },
      { name: 'reason', label: 'Why it is lifted', as: 'lines', rows: 2 },
    ],
    button: 'Save what you decide',
  },
  news: { did: 'confirmed', says: 'What you have decided is noted.', at: '#emergency' },
});
