import * as z from 'zod';
import { leadsOfCase, type PermissionRow } from '../../authorization/permissions.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { CaseHead } from '../change/case-store.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { aboutMember, type MayNotKnow, type UnknownMember } from '../change/common-problems.ts';
import { memberIdText } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { assignAnother, assignOneself, assignedTo } from './assignee.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';

type AssignRefusal = UnknownMember | MayNotKnow;

/**
 * Gives a case to a member who looks after it, or takes it back (`undefined`). Members take what nobody has and give
 * back what they have; everything else is a lead's, and only what a lead gives to somebody else counts for what they may
 * do: who acts for the leads must keep nothing of it when they are back. The assignee is told that something waits.
 */
const assignCase = async (
  context: CaseContext,
  caseId: string,
  memberId: string | undefined,
): Promise<ChangeResult<AssignRefusal>> => {
  const { member, settings, now } = context;
  const team = await context.team();
  const isOwn = memberId === member.memberId;
  const target = team.find((one) => one.memberId === memberId);
  // Who has left the team has nothing any more.
  const isTheirs = ({ assignee }: CaseHead): boolean =>
    assignee !== undefined && assignee !== member.memberId && team.some((one) => one.memberId === assignee);
  const permission = ({ head }: OpenCase): PermissionRow =>
    (isOwn || memberId === undefined) && !isTheirs(head) ? assignOneself : assignAnother;
  return changeCase<AssignRefusal>(context, caseId, permission, ({ head, brief }) => {
    if (memberId !== undefined && !target) return { refusal: { kind: 'unknown-member' } };
    if (target && !canSeeCase(target, head.channel, brief)) return { refusal: { kind: 'may-not-know' } };
    const isLead = leadsOfCase(team, head.channel, brief).some((lead) => lead.memberId === member.memberId);
    const stays = head.assignee === memberId && head.assignedByLead === true;
    const told = {
      caseId,
      channel: head.channel,
      urgent: false,
      recipients: [target?.memberId ?? ''],
      notBefore: noticeTime(settings, false, now),
    };
    return {
      edit: {
        audit: { action: 'assigned', detail: target?.name ?? 'nobody' },
        head: assignedTo(target?.memberId, (isLead && !isOwn) || stays),
        notices: target && !isOwn ? [told] : [],
      },
    };
  });
};

export const assign = caseOperation<AssignRefusal>()({
  name: 'assign',
  path: '/assignee',
  summary:
    'Say who looks after the case; `null`: nobody. Members take what nobody has and give back what they have; all else is for leads.',
  permission: assignAnother,
  permissions: { 'assign-oneself': assignOneself, 'assign-another': assignAnother },
  input: z.strictObject({ memberId: memberIdText.nullable() }),
  ...changedAnswer,
  perform: async (context, caseId, { memberId }) =>
    changedTo<AssignRefusal>(caseId, await assignCase(context, caseId, memberId ?? undefined)),
  problems: aboutMember,
  audit: { assigned: { says: 'Assigned the case' } },
  news: { did: 'assigned', says: 'The case is in these hands now.', at: '#assignment' },
});
