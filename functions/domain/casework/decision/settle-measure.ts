import * as z from 'zod';
import { insiders, leads, type PermissionRow } from '../../authorization/permissions.ts';
import { settleProblem, type SettleProblem } from '../../decision/measure-state.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { memberIdText, reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { recordNumber } from './decision-problems.ts';
import { changeMeasure, measureUnchanged, type MeasureUnchanged } from './measure-change.ts';

// Who works on the case sees that what was decided is done.
const following: PermissionRow = { roles: insiders, assigneeToo: true };
// Gives up a part of what several have decided: for a lead, with a reason.
const waiving: PermissionRow = { roles: leads };

type SettleRefusal = MeasureUnchanged | { readonly kind: SettleProblem | 'as-it-is' };

const settled = z
  .strictObject({
    measure: recordNumber,
    status: z.enum(['to-do', 'done', 'not-done']),
    reason: reasonText.optional().describe('Why it was not done; needed for that.'),
    note: reasonText.optional(),
  })
  .refine(({ status, reason }) => status !== 'not-done' || reason !== undefined, {
    message: 'Say why it was not done.',
    path: ['reason'],
  });

const actionTo = {
  'to-do': 'measure-reopened',
  done: 'measure-done',
  'not-done': 'measure-not-done',
} as const;

const settle = (
  context: CaseContext,
  caseId: string,
  { measure: number, status, reason, note }: z.infer<typeof settled>,
): Promise<ChangeResult<SettleRefusal>> => {
  const today = day(context.now);
  return changeMeasure<SettleRefusal>(context, caseId, { number, permission: following }, (before) => {
    const problem = settleProblem(before, status, today);
    if (problem) return { refusal: { kind: problem } };
    // Said once, it is not told as if it had happened again; a new reason or note is kept.
    const saysNothing = (note ?? before.note) === before.note && (reason ?? before.reason) === before.reason;
    if (before.status === status && saysNothing) return { refusal: { kind: 'as-it-is' } };
    const changed = { by: authorOf(context.member), on: today };
    return {
      action: before.status === status ? 'measure-noted' : actionTo[status],
      measure: { ...before, status, reason, note: note ?? before.note, changed },
    };
  });
};

export const settleMeasure = caseOperation<SettleRefusal>()({
  name: 'settle-measure',
  path: '/measures/status',
  summary:
    'Say that a measure is done or not done, or open it again. What restricts somebody is done once it has ended and was lifted everywhere.',
  permission: following,
  input: settled,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<SettleRefusal>(caseId, await settle(context, caseId, wanted)),
  problems: {
    ...measureUnchanged,
    waived: {
      is: 'conflict',
      code: 'waived',
      detail: 'This measure was waived. Propose a new decision to bring it back.',
    },
    'goes-on': {
      is: 'conflict',
      code: 'measure-goes-on',
      detail: 'This measure goes on until its last day. A lead may waive it before.',
    },
    'not-lifted': {
      is: 'conflict',
      code: 'not-lifted',
      detail: 'It is still in place on a platform. Lift it there first, and tick that off.',
    },
    'not-in-place': {
      is: 'conflict',
      code: 'not-in-place',
      detail: 'It is not in place on every account yet. Tick off each account first.',
    },
    'as-it-is': { is: 'conflict', code: 'as-it-is', detail: 'It stands so already. Nothing was changed.' },
  },
  doneBefore: ['as-it-is'],
  audit: {
    'measure-done': { says: 'Called a measure done', detail: 'as-it-is' },
    'measure-not-done': { says: 'Called a measure not done', detail: 'as-it-is' },
    'measure-reopened': { says: 'Opened a measure again', detail: 'as-it-is' },
    'measure-noted': { says: 'Changed what is noted of a measure', detail: 'as-it-is' },
  },
  form: {
    name: 'settle',
    page: 'measures',
    panel: 'measures',
    summary: 'Not done',
    fields: [
      { name: 'measure', label: 'Measure', as: 'this-record' },
      {
        name: 'status',
        label: 'How it stands',
        as: 'one-of',
        options: [
          ['done', 'Done'],
          ['not-done', 'Not done'],
          ['to-do', 'Still to be done'],
        ],
      },
      { name: 'reason', label: 'Why it was not done', as: 'lines', rows: 2 },
      { name: 'note', label: 'Note (optional)', as: 'lines', rows: 2 },
    ],
    button: 'Save how it stands',
  },
  news: { did: 'settled', says: 'The measure is changed.', at: '#measures' },
});

type WaiveRefusal = MeasureUnchanged | { readonly kind: 'waived' };

export const waiveMeasure = caseOperation<WaiveRefusal>()({
  name: 'waive-measure',
  path: '/measures/waive',
  summary: 'Give up a measure, with a reason. What it restricts may be lifted from then on.',
  permission: waiving,
  input: z.strictObject({ measure: recordNumber, reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { measure: number, reason }) => {
    const changed = { by: authorOf(context.member), on: day(context.now) };
    const asked = { number, permission: waiving };
    const result = await changeMeasure<WaiveRefusal>(context, caseId, asked, (before) =>
      before.status === 'waived'
        ? { refusal: { kind: 'waived' } }
        : { action: 'measure-waived', measure: { ...before, status: 'waived', reason, changed } },
    );
    return changedTo<WaiveRefusal>(caseId, result);
  },
  problems: {
    ...measureUnchanged,
    waived: { is: 'conflict', code: 'waived', detail: 'This measure was waived already.' },
  },
  doneBefore: ['waived'],
  audit: { 'measure-waived': { says: 'Waived a measure', detail: 'as-it-is' } },
  form: {
    name: 'waive',
    page: 'measures',
    panel: 'measures',
    summary: 'Waive it',
    text: 'It is not followed up any more. What it restricts has to be lifted.',
    fields: [
      { name: 'measure', label: 'Measure', as: 'this-record' },
      { name: 'reason', label: 'Why', hint: 'The team reads it.', as: 'lines', rows: 2 },
    ],
    button: 'Waive the measure',
  },
  news: { did: 'waived', says: 'The measure is waived.', at: '#measures' },
});

type FollowRefusal =
  | MeasureUnchanged
  | { readonly kind: 'unknown-follower' }
  | { readonly kind: 'not-open' }
  | { readonly kind: 'passed' };

const followed = z.strictObject({
  measure: recordNumber,
  followUpId: memberIdText.optional().describe('Who follows it up; as it is where left out.'),
  dueOn: z.iso.date().optional().describe('By when it is done; as it is where left out.'),
  note: reasonText.optional(),
});

const follow = async (
  context: CaseContext,
  caseId: string,
  { measure: number, followUpId, dueOn, note }: z.infer<typeof followed>,
): Promise<ChangeResult<FollowRefusal>> => {
  const { now, findMember } = context;
  const member = followUpId === undefined ? undefined : await findMember(followUpId);
  const asked = { number, permission: following };
  return changeMeasure<FollowRefusal>(context, caseId, asked, (before, { head, brief }) => {
    if (followUpId !== undefined && !(member && canSeeCase(member, head.channel, brief)))
      return { refusal: { kind: 'unknown-follower' } };
    if (before.status !== 'to-do') return { refusal: { kind: 'not-open' } };
    if (dueOn !== undefined && dueOn < day(now)) return { refusal: { kind: 'passed' } };
    return {
      action: 'measure-followed',
      measure: {
        ...before,
        followUp: member ? authorOf(member) : before.followUp,
        dueOn: dueOn ?? before.dueOn,
        note: note ?? before.note,
      },
    };
  });
};

export const followMeasure = caseOperation<FollowRefusal>()({
  name: 'follow-measure',
  path: '/measures/follow-up',
  summary: 'Say who follows a measure up and by when it is done, and note how it goes.',
  permission: following,
  input: followed,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<FollowRefusal>(caseId, await follow(context, caseId, wanted)),
  problems: {
    ...measureUnchanged,
    'unknown-follower': invalidField(
      '/followUpId',
      'Is no member who can see this case.',
      'There is no such member, or they cannot see this case.',
    ),
    'not-open': { is: 'conflict', code: 'measure-closed', detail: 'Nothing is left to do of this measure.' },
    passed: invalidField('/dueOn', 'This day has passed.', 'The day by which it is done has passed.'),
  },
  audit: { 'measure-followed': { says: 'Changed who follows a measure up', detail: 'as-it-is' } },
  form: {
    name: 'follow',
    page: 'measures',
    panel: 'measures',
    summary: 'Follow it up',
    fields: [
      { name: 'measure', label: 'Measure', as: 'this-record' },
      {
        name: 'followUpId',
        label: 'Who follows it up',
        as: 'choice',
        from: 'members',
        none: 'As it is',
      },
      { name: 'dueOn', label: 'Done by (as it is where empty)', as: 'day' },
      { name: 'note', label: 'Note (optional)', as: 'lines', rows: 2 },
    ],
    button: 'Save the follow-up',
  },
  news: { did: 'followed', says: 'The measure is changed.', at: '#measures' },
});
