import { Fault } from '../fault.ts';
import { noticeTime } from '../notice/outbox.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext, Intention } from './intention.ts';
import { commitGroup, linkedTo, openFor } from './link-cases.ts';
import type { OpenCase } from './open-case.ts';

/**
 * Leaves a case to others, at once and without a reason: from now on it does not exist for the member, and no case that
 * is linked to it does. The others are told that something waits; when nobody is left, the outside contact is.
 */
export const recuseOneself = async (context: CaseContext, caseId: string): Promise<ChangeResult<never>> => {
  const { member, settings, now } = context;
  const leaving = ({ head, brief }: OpenCase): Intention => ({
    action: 'recused',
    brief: { ...brief, recusedMembers: [...new Set([...brief.recusedMembers, member.memberId])] },
    ...(head.assignee === member.memberId ? { assignee: null } : {}),
    notices: [
      {
        caseId: head.caseId,
        channel: head.channel,
        urgent: head.urgent && head.taken === undefined,
        notBefore: noticeTime(settings, head.urgent, now),
      },
    ],
  });
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const opened = await openFor(context, caseId, 'recuse-oneself');
    if ('kind' in opened) return opened;
    const linked = (await linkedTo(context, [opened])).filter(
      ({ brief }) => !brief.recusedMembers.includes(member.memberId),
    );
    const group = [opened, ...linked];
    const intentions = new Map(group.map((one) => [one.head.caseId, leaving(one)]));
    const outcome = await commitGroup(context, group, { intentions });
    const [change] = outcome.kind === 'committed' ? outcome.changes : [];
    if (change) return { kind: 'committed', committed: { change, opened } };
  }
  throw new Fault('storage-busy', 5);
};

/** Of so many writers at once each finds its place; more are asked to come back. */
const mostAttempts = 20;

export type LiftRefusal = { readonly kind: 'not-recused' } | { readonly kind: 'own-recusal' };

/** A lead lets a member back in who had left the case; never themselves. */
export const liftRecusal = (
  context: CaseContext,
  caseId: string,
  memberId: string,
): Promise<ChangeResult<LiftRefusal>> =>
  changeCase<LiftRefusal>(context, caseId, 'lift-recusal', ({ brief }) => {
    if (memberId === context.member.memberId) return { refusal: { kind: 'own-recusal' } };
    if (!brief.recusedMembers.includes(memberId)) return { refusal: { kind: 'not-recused' } };
    const recusedMembers = brief.recusedMembers.filter((recused) => recused !== memberId);
    return {
      intention: { action: 'recusal-lifted', detail: memberId, brief: { ...brief, recusedMembers } },
    };
  });
