import {
  leadsOfCase,
  mayDoToCase,
  standingOf,
  type CaseOperation,
  type Permission,
} from '../authorization/permissions.ts';
import type { CaseContext } from './intention.ts';
import type { OpenCase } from './open-case.ts';

/** Whether the member may do this to an open case. The team is read only when acting for the leads would decide it. */
export const permissionOf = async (
  { member, team }: CaseContext,
  operation: CaseOperation,
  { head, brief }: Pick<OpenCase, 'head' | 'brief'>,
): Promise<Permission> => {
  const standing = standingOf(member, head.channel, brief, head.assignee);
  const permission = mayDoToCase(operation, member.role, standing, false);
  if (permission !== 'forbidden' || mayDoToCase(operation, member.role, standing, true) === 'forbidden')
    return permission;
  const leading = leadsOfCase(await team(), head.channel, brief);
  return mayDoToCase(
    operation,
    member.role,
    standing,
    leading.some(({ memberId }) => memberId === member.memberId),
  );
};
