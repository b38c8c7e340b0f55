import { canSeeCase } from '../member/can-see-case.ts';
import type { Member, MemberRole } from '../member/member.ts';

/**
 * How a member stands to a case. `none`: for them there is no such case. `assignee`: a lead has assigned it to them;
 * who has taken a case by themselves is a `reader` like any other.
 */
export const relations = ['none', 'reader', 'assignee'] as const;
export type Relation = (typeof relations)[number];

export const everybody: readonly MemberRole[] = ['member', 'lead', 'outside-reviewer'];
export const insiders: readonly MemberRole[] = ['member', 'lead'];
export const leads: readonly MemberRole[] = ['lead'];
/** Who has something to do with cases, and who checks how they are handled. */
const signedIn: readonly MemberRole[] = [...everybody, 'auditor'];

/**
 * Who may do one thing to a case: which roles, and whether before they have opened it. Every operation has one, with the
 * reason beside it, and every route asks it.
 */
export type PermissionRow = {
  readonly roles: readonly MemberRole[];
  /** Who was assigned to the case by a lead may do it, whatever their role. */
  readonly assigneeToo?: true;
  /** It needs no word first that one has no conflict of interest. */
  readonly beforeOpening?: true;
};

/** Who may do what that changes nothing in a case but that it was read. */
export const readingPermissions = {
  // The conflict check itself: who and where is named must be seen before anything else can be.
  'see-brief': { roles: everybody, beforeOpening: true },
  // Says that one has no conflict of interest; everybody who knows of a case was meant to be able to read it.
  'open-case': { roles: everybody, beforeOpening: true },
  // A file is a part of what is read.
  'download-file': { roles: everybody },
  // Who works in the team may see what was done; an outside reviewer only where a lead has given them the case.
  'read-audit-log': { roles: insiders, assigneeToo: true },
} as const satisfies Record<string, PermissionRow>;

/** Who may do what that is about the team or about no one case. */
export const teamPermissions = {
  // Shows what exists for the member; an outside reviewer has no other way to what was granted to them.
  'list-cases': { roles: everybody },
  // Counts the same list; how much each colleague has on their hands is for those who may see the members.
  'see-board': { roles: everybody },
  // Looks through the same list.
  'search-cases': { roles: everybody },
  // Code names and consequences, of cases that exist for the member; an outside reviewer need not know of others.
  'read-log': { roles: insiders },
  // Decides whether two respondents are one person, of cases that both exist for them: whoever looked may not see both.
  'see-same-people': { roles: leads },
  // Which periods are being written about; what a draft says is for the members who are named in it.
  'see-drafts': { roles: insiders },
  // Who counts sees every number of the team before anybody else does: those who lead it answer for them.
  'draft-report': { roles: leads },
  // A draft names its readers, members among them: a small team has one lead, and two people have to say yes.
  'approve-report': { roles: insiders },
  // What comes to a member by mail or in person must find its way in; it changes nobody's access to another case.
  'file-on-behalf': { roles: insiders },
  // The same, for what another community forwards as a file; its keys are public.
  'receive-forwarded': { roles: insiders },
  // Colleagues know each other; an outside reviewer need not know the team.
  'see-members': { roles: insiders },
  // Decides who is on the team.
  'manage-members': { roles: leads },
  // One's own way in.
  'manage-own-passkeys': { roles: signedIn },
  // One's own way to look at the list.
  'keep-own-filters': { roles: everybody },
  // One's own days.
  'set-own-absence': { roles: everybody },
  // How cases were handled, without what is in them: what an auditor is there for, and leads see what is asked of them.
  'read-procedure': { roles: [...leads, 'auditor'] },
  // Numbers over cases that a member may count; an outside reviewer and an auditor need no other cases than theirs.
  'read-review': { roles: insiders },
  // Says for the whole team that the code was looked at: those who lead it answer for that.
  'tick-checklist': { roles: leads },
  // Which case an auditor asks about: for those who answer for it, and only where it exists for them.
  'find-by-code': { roles: leads },
} as const satisfies Record<string, Pick<PermissionRow, 'roles'>>;
export type TeamOperation = keyof typeof teamPermissions;

/**
 * `hidden` is answered as if there were nothing; `forbidden` says that it is not theirs to do; `unopened`, that they have
 * not said yet that they have no conflict of interest.
 */
export type Permission = 'allowed' | 'forbidden' | 'hidden' | 'unopened';

/** To whom a case is assigned, and in which channel it is. */
type Assigned = {
  readonly channel: string;
  readonly assignee?: string | undefined;
  readonly assignedByLead?: boolean | undefined;
};

export const relationOf = (
  member: Parameters<typeof canSeeCase>[0],
  { channel, assignee, assignedByLead }: Assigned,
  brief: Parameters<typeof canSeeCase>[2],
): Relation => {
  if (!canSeeCase(member, channel, brief)) return 'none';
  return assignee === member.memberId && assignedByLead === true ? 'assignee' : 'reader';
};

/**
 * What a member may do to a case.
 * @param actsAsLead whether they stand in for the leads of this case, all of whom are excluded or recused
 */
export const mayDoToCase = (
  { roles, assigneeToo }: PermissionRow,
  role: MemberRole,
  relation: Relation,
  actsAsLead: boolean,
): Exclude<Permission, 'unopened'> => {
  if (relation === 'none') return 'hidden';
  const acting = actsAsLead ? 'lead' : role;
  const allowed = roles.includes(acting) || (assigneeToo === true && relation === 'assignee');
  return allowed ? 'allowed' : 'forbidden';
};

/** Whether it waits until the member has opened the case. */
export const waitsForOpening = ({ beforeOpening }: PermissionRow): boolean => beforeOpening !== true;

export const mayDo = (operation: TeamOperation, role: MemberRole): 'allowed' | 'forbidden' =>
  teamPermissions[operation].roles.includes(role) ? 'allowed' : 'forbidden';

/**
 * Whether a case is left to somebody who may lead it, by what a member does who may do it. Who only acts for the leads
 * leaves it to somebody else as well: no ordinary member takes a case from everybody but themselves.
 */
export const leavesLead = (
  team: readonly Member[],
  actor: Pick<Member, 'memberId' | 'role'>,
  channel: string,
  after: Parameters<typeof canSeeCase>[2],
): boolean => {
  const others = team.filter(({ memberId }) => memberId !== actor.memberId);
  return leadsOfCase(actor.role === 'lead' ? team : others, channel, after).length > 0;
};

/**
 * Who leads a case: the leads who may know of it; when there is none, the one of its members who has been in the
 * channel longest acts for them, so that somebody can always decide.
 */
export const leadsOfCase = (
  members: readonly Member[],
  channel: string,
  brief: Parameters<typeof canSeeCase>[2],
): readonly Member[] => {
  const knowing = members.filter((member) => canSeeCase(member, channel, brief));
  const leading = knowing.filter(({ role }) => role === 'lead');
  if (leading.length > 0) return leading;
  const sinceOf = ({ since }: Member): number =>
    (Object.hasOwn(since, channel) ? since[channel] : undefined) ?? 0;
  return knowing
    .filter(({ role }) => role === 'member')
    .sort((one, other) => sinceOf(one) - sinceOf(other) || (one.memberId < other.memberId ? -1 : 1))
    .slice(0, 1);
};
