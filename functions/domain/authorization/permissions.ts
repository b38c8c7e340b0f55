import type { Brief } from '../case/brief.ts';
import { mayKnow } from '../member/may-know.ts';
import type { Member, MemberRole } from '../member/member.ts';

/** How a member stands to a case. `none`: for them there is no such case. */
export const standings = ['none', 'reader', 'assignee'] as const;
export type Standing = (typeof standings)[number];

/**
 * Who may do what. A row says which roles may, and how one must stand to the case; operations on the team, not on a
 * case, have no standing. This is the one place: every route asks `mayDo`.
 */
const everybody: readonly MemberRole[] = ['member', 'lead', 'outside-reviewer'];
const insiders: readonly MemberRole[] = ['member', 'lead'];
const leads: readonly MemberRole[] = ['lead'];

type Row = {
  readonly roles: readonly MemberRole[];
  /** How one must stand to the case at least; absent for operations that are about no case. */
  readonly standing?: Exclude<Standing, 'none'>;
  /** Who is assigned to the case may do it whatever their role. */
  readonly assigneeToo?: boolean;
};

export const permissions = {
  'list-cases': { roles: everybody },
  'search-cases': { roles: everybody },
  'see-brief': { roles: everybody, standing: 'reader' },
  'open-case': { roles: everybody, standing: 'reader' },
  'recuse-oneself': { roles: everybody, standing: 'reader' },
  'lift-recusal': { roles: leads, standing: 'reader' },
  'answer-reporter': { roles: insiders, standing: 'reader', assigneeToo: true },
  'write-note': { roles: everybody, standing: 'reader' },
  'change-state': { roles: insiders, standing: 'reader', assigneeToo: true },
  'open-identity': { roles: insiders, standing: 'reader', assigneeToo: true },
  'open-original': { roles: insiders, standing: 'reader', assigneeToo: true },
  'assign-oneself': { roles: everybody, standing: 'reader' },
  'assign-another': { roles: leads, standing: 'reader', assigneeToo: true },
  'take-urgent': { roles: insiders, standing: 'reader' },
  'change-task': { roles: everybody, standing: 'reader' },
  'move-deadline': { roles: leads, standing: 'reader', assigneeToo: true },
  'answer-erasure': { roles: leads, standing: 'reader', assigneeToo: true },
  'grant-access': { roles: leads, standing: 'reader' },
  'transfer-case': { roles: leads, standing: 'reader', assigneeToo: true },
  'split-case': { roles: leads, standing: 'reader', assigneeToo: true },
  'link-cases': { roles: insiders, standing: 'reader' },
  'read-audit-log': { roles: insiders, standing: 'reader', assigneeToo: true },
  'export-audit-log': { roles: leads, standing: 'reader', assigneeToo: true },
  'file-on-behalf': { roles: insiders },
  'see-members': { roles: insiders },
  'manage-members': { roles: leads },
  'manage-own-passkeys': { roles: everybody },
  'set-own-absence': { roles: everybody },
} as const satisfies Record<string, Row>;

export type Operation = keyof typeof permissions;
export type CaseOperation = {
  [Name in Operation]: (typeof permissions)[Name] extends { readonly standing: string } ? Name : never;
}[Operation];
export type TeamOperation = Exclude<Operation, CaseOperation>;

/** `hidden` is answered as if there were nothing; `forbidden` says that it is not theirs to do. */
export type Permission = 'allowed' | 'forbidden' | 'hidden';

export const standingOf = (
  member: Pick<Member, 'memberId' | 'channels' | 'role' | 'since' | 'onRoster'>,
  channel: string,
  brief: Pick<Brief, 'excludedMembers' | 'recusedMembers' | 'grantedMembers' | 'rosterRevision'>,
  assignee: string | undefined,
): Standing => {
  if (!mayKnow(member, channel, brief)) return 'none';
  return assignee === member.memberId ? 'assignee' : 'reader';
};

/**
 * What a member may do to a case.
 * @param actsAsLead whether they stand in for the leads of this case, all of whom are excluded or recused
 */
export const mayDoToCase = (
  operation: CaseOperation,
  role: MemberRole,
  standing: Standing,
  actsAsLead: boolean,
): Permission => {
  if (standing === 'none') return 'hidden';
  const row: Row = permissions[operation];
  const acting = actsAsLead ? 'lead' : role;
  const allowed = row.roles.includes(acting) || (row.assigneeToo === true && standing === 'assignee');
  return allowed ? 'allowed' : 'forbidden';
};

export const mayDo = (operation: TeamOperation, role: MemberRole): Permission =>
  permissions[operation].roles.some((allowed) => allowed === role) ? 'allowed' : 'forbidden';

/**
 * Who leads a case: the leads who may know of it; when there is none, the one of its members who has been in the
 * channel longest acts for them, so that somebody can always decide.
 */
export const leadsOfCase = (
  members: readonly Member[],
  channel: string,
  brief: Parameters<typeof mayKnow>[2],
): readonly Member[] => {
  const knowing = members.filter((member) => mayKnow(member, channel, brief));
  const leading = knowing.filter(({ role }) => role === 'lead');
  if (leading.length > 0) return leading;
  const sinceOf = ({ since }: Member): number =>
    (Object.hasOwn(since, channel) ? since[channel] : undefined) ?? 0;
  return knowing
    .filter(({ role }) => role === 'member')
    .sort((one, other) => sinceOf(one) - sinceOf(other) || (one.memberId < other.memberId ? -1 : 1))
    .slice(0, 1);
};
