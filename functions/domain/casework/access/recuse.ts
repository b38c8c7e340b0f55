import * as z from 'zod';
import { everybody, leads, type PermissionRow } from '../../authorization/permissions.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { assignedTo } from '../handling/assignee.ts';
import { isUntaken } from '../../case/is-untaken.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { reviewMarks } from '../decision/mark-for-review.ts';
import { memberIdText, noInput } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';

// Nobody is kept from leaving a case, and leaving it unread is the best time for it.
const recusing: PermissionRow = { roles: everybody, beforeOpening: true };
// Gives access again: for a lead, and never to oneself.
const lifting: PermissionRow = { roles: leads };

/**
 * Leaves a case to others, at once and without a reason: from now on it does not exist for the member. The others are
 * told that something waits; when nobody is left, the outside contact is.
 */
const recuse = (context: CaseContext, caseId: string): Promise<ChangeResult<never>> => {
  const { member, settings, now } = context;
  return changeCase(context, caseId, recusing, async (opened) => {
    const { head, brief } = opened;
    const hadTaken = head.taken?.memberId === member.memberId;
    const { channel, state, taken } = head;
    const urgent = head.urgent && isUntaken({ state, taken: hadTaken ? undefined : taken });
    const after = { ...brief, recusedMembers: [...new Set([...brief.recusedMembers, member.memberId])] };
    const marked = await reviewMarks(context, opened, { leaving: [member.memberId], brief: after });
    return {
      edit: {
        audit: { action: 'recused' },
        brief: after,
        head: {
          // Who is let back in says again that nothing stands in their way.
          openedBy: head.openedBy.filter((id) => id !== member.memberId),
          ...(head.assignee === member.memberId ? assignedTo(undefined, false) : {}),
          // What is urgent and they had taken up is nobody's again: the others are called.
          ...(hadTaken ? { taken: undefined } : {}),
        },
        records: marked.records,
        notices: [
          { caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) },
          ...marked.notices,
        ],
      },
    };
  });
};

type LiftRefusal = { readonly kind: 'not-recused' } | { readonly kind: 'own-recusal' };

/** A lead lets a member back in who had left the case; never themselves. */
const lift = async (
  context: CaseContext,
  caseId: string,
  memberId: string,
): Promise<ChangeResult<LiftRefusal>> => {
  const target = (await context.team()).find((member) => member.memberId === memberId) ?? { memberId };
  return changeCase<LiftRefusal>(context, caseId, lifting, ({ brief }) => {
    if (memberId === context.member.memberId) return { refusal: { kind: 'own-recusal' } };
    if (!isNamedIn(brief.recusedMembers, target)) return { refusal: { kind: 'not-recused' } };
    const recusedMembers = brief.recusedMembers.filter((id) => !isNamedIn([id], target));
    return {
      edit: {
        audit: { action: 'recusal-lifted', detail: memberId },
        brief: { ...brief, recusedMembers },
      },
    };
  });
};

export const recuseOneself = caseOperation()({
  name: 'recuse-oneself',
  path: '/recusal',
  summary: 'Leave the case to others, at once and without a reason. It is gone for you.',
  permission: recusing,
  input: noInput,
  ...changedAnswer,
  perform: async (context, caseId) => {
    const left = changedTo<never>(caseId, await recuse(context, caseId));
    return left.kind === 'done' ? { ...left, gone: true } : left;
  },
  problems: {},
  audit: { recused: { says: 'Left the case to others' } },
  form: {
    name: 'leave',
    panel: 'access',
    summary: 'Leave it to others',
    text: 'Has a conflict of interest come up? You need not say why. The case is gone for you at once, and only a lead can let you back in. What you wrote stays.',
    fields: [],
    button: 'Leave it to others',
  },
  news: { did: 'left', says: 'You have left the case to others. It is gone for you.' },
});

export const liftRecusal = caseOperation<LiftRefusal>()({
  name: 'lift-recusal',
  path: '/recusal/lift',
  summary: 'Let a member back in; never yourself.',
  permission: lifting,
  input: z.strictObject({ memberId: memberIdText }),
  ...changedAnswer,
  perform: async (context, caseId, { memberId }) =>
    changedTo<LiftRefusal>(caseId, await lift(context, caseId, memberId)),
  problems: {
    'not-recused': { is: 'conflict', code: 'not-recused', detail: 'The member has not left this case.' },
    'own-recusal': { is: 'forbidden', code: 'own-recusal', detail: 'Nobody lifts their own recusal.' },
  },
  audit: { 'recusal-lifted': { says: 'Let a member back in', detail: 'member' } },
  form: {
    name: 'lift',
    panel: 'access',
    summary: 'Let somebody back in',
    fields: [
      {
        name: 'memberId',
        label: 'Who',
        hint: 'They had left this case to others.',
        as: 'choice',
        from: 'recused',
      },
    ],
    button: 'Let them back in',
  },
  news: { did: 'lifted', says: 'They are back in.', at: '#access' },
});
