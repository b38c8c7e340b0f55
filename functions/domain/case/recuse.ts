import { isNamedIn } from '../member/may-know.ts';
import { noticeTime } from '../notice/outbox.ts';
import { isUntaken } from '../notice/untaken.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './intention.ts';

/**
 * Leaves a case to others, at once and without a reason: from now on it does not exist for the member. The others are
 * told that something waits; when nobody is left, the outside contact is.
 */
export const recuseOneself = (context: CaseContext, caseId: string): Promise<ChangeResult<never>> => {
  const { member, settings, now } = context;
  return changeCase(context, caseId, 'recuse-oneself', ({ head, brief }) => {
    const hadTaken = head.taken?.memberId === member.memberId;
    const { channel, state, taken } = head;
    const urgent = head.urgent && isUntaken({ state, taken: hadTaken ? undefined : taken });
    return {
      intention: {
        action: 'recused',
        brief: { ...brief, recusedMembers: [...new Set([...brief.recusedMembers, member.memberId])] },
        // Who is let back in says anew that nothing stands in their way.
        openedBy: head.openedBy.filter((id) => id !== member.memberId),
        ...(head.assignee === member.memberId ? { assignee: null } : {}),
        // What is urgent and they had taken up is nobody's again: the others are called.
        ...(hadTaken ? { untaken: true } : {}),
        notices: [{ caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) }],
      },
    };
  });
};

export type LiftRefusal = { readonly kind: 'not-recused' } | { readonly kind: 'own-recusal' };

/** A lead lets a member back in who had left the case; never themselves. */
export const liftRecusal = async (
  context: CaseContext,
  caseId: string,
  memberId: string,
): Promise<ChangeResult<LiftRefusal>> => {
  const target = (await context.team()).find((member) => member.memberId === memberId) ?? { memberId };
  return changeCase<LiftRefusal>(context, caseId, 'lift-recusal', ({ brief }) => {
    if (memberId === context.member.memberId) return { refusal: { kind: 'own-recusal' } };
    if (!isNamedIn(brief.recusedMembers, target)) return { refusal: { kind: 'not-recused' } };
    const recusedMembers = brief.recusedMembers.filter((id) => !isNamedIn([id], target));
    return {
      intention: { action: 'recusal-lifted', detail: memberId, brief: { ...brief, recusedMembers } },
    };
  });
};
