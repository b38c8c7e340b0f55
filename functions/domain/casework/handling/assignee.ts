import { insiders, leads, type PermissionRow } from '../../authorization/permissions.ts';
import type { HeadEdit } from '../change/case-edit.ts';

// Takes what nobody has; an outside reviewer can only give back what a lead has given them.
export const assignOneself: PermissionRow = { roles: insiders, assigneeToo: true };
// Says who conducts a case, which for an assignee means more rights: for a lead alone.
export const assignAnother: PermissionRow = { roles: leads };

/** @param byLead a lead gave it: then it counts for what the assignee may do */
export const assignedTo = (memberId: string | undefined, byLead: boolean): HeadEdit => ({
  assignee: memberId,
  assignedByLead: memberId !== undefined && byLead ? true : undefined,
});
