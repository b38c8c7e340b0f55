import {
  leadsOfCase,
  mayDoToCase,
  relationOf,
  waitsForOpening,
  type Permission,
  type PermissionRow,
} from '../../authorization/permissions.ts';
import type { CaseContext } from './case-edit.ts';
import type { OpenCase } from './open-case.ts';

export const isNotPermitted = (result: { readonly kind: string }): result is NotPermitted =>
  result.kind === 'not-found' || result.kind === 'forbidden' || result.kind === 'unopened';

type Asked = Pick<OpenCase, 'head' | 'brief'>;

/** Why a member may not do something to a case. */
export type NotPermitted = {
  readonly kind:
    | 'not-found'
    /** The case is theirs to see, this is not theirs to do. */
    | 'forbidden'
    /** They have not said yet that they have no conflict of interest. */
    | 'unopened';
};

const whatever = async (
  { member, team }: Pick<CaseContext, 'member' | 'team'>,
  row: PermissionRow,
  { head, brief }: Asked,
): Promise<Exclude<Permission, 'unopened'>> => {
  const relation = relationOf(member, head, brief);
  const permission = mayDoToCase(row, member.role, relation, false);
  // The team is read only when acting for the leads would decide it.
  if (permission !== 'forbidden' || mayDoToCase(row, member.role, relation, true) === 'forbidden')
    return permission;
  const leading = leadsOfCase(await team(), head.channel, brief);
  const isLeading = leading.some(({ memberId }) => memberId === member.memberId);
  return mayDoToCase(row, member.role, relation, isLeading);
};

/** Whether the member may do this to an open case. Every reading and every change asks this first. */
export const permissionOf = async (
  context: Pick<CaseContext, 'member' | 'team'>,
  row: PermissionRow,
  asked: Asked,
): Promise<Permission> => {
  const permission = await whatever(context, row, asked);
  const hasOpened = asked.head.openedBy.includes(context.member.memberId);
  return permission === 'allowed' && waitsForOpening(row) && !hasOpened ? 'unopened' : permission;
};

const refusals = { hidden: 'not-found', forbidden: 'forbidden', unopened: 'unopened' } as const;

/** @returns `undefined` when they may */
export const notPermitted = async (
  ...asked: Parameters<typeof permissionOf>
): Promise<NotPermitted | undefined> => {
  const permission = await permissionOf(...asked);
  return permission === 'allowed' ? undefined : { kind: refusals[permission] };
};

/** What the team does with a case that nobody has to read for it. @returns as `notPermitted` */
export const notPermittedUnread = async (
  ...asked: Parameters<typeof permissionOf>
): Promise<NotPermitted | undefined> => {
  const permission = await whatever(...asked);
  return permission === 'allowed' ? undefined : { kind: refusals[permission] };
};
