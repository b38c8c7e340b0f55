import type { CaseHead } from '../case/case-store.ts';
import { mayKnow } from '../member/may-know.ts';
import type { Member, MemberRole } from '../member/member.ts';

/**
 * How a member stands to a case. `none`: for them there is no such case. `assignee`: a lead has assigned it to them;
 * who has taken a case by themselves is a `reader` like any other.
 */
export const standings = ['none', 'reader', 'assignee'] as const;
export type Standing = (typeof standings)[number];

const everybody: readonly MemberRole[] = ['member', 'lead', 'outside-reviewer'];
const insiders: readonly MemberRole[] = ['member', 'lead'];
const leads: readonly MemberRole[] = ['lead'];

type Row = {
  readonly roles: readonly MemberRole[];
  /** How one must stand to the case at least; absent for operations that are about no case. */
  readonly standing?: Exclude<Standing, 'none'>;
  /** Who was assigned to the case by a lead may do it, whatever their role. */
  readonly assigneeToo?: boolean;
  /** It needs no word first that one has no conflict of interest. */
  readonly beforeOpening?: true;
};

/**
 * Who may do what. A row says which roles may, how one must stand to the case, and whether it can be done before one has
 * opened the case; operations on the team, not on a case, have no standing. This is the one place: every route asks it.
 * Behind each row stands why it is so.
 */
export const permissions = {
  // Shows what exists for the member; an outside reviewer has no other way to what was granted to them.
  'list-cases': { roles: everybody },
  // Looks through the same list.
  'search-cases': { roles: everybody },
  // The conflict check itself: who and where is named must be seen before anything else can be.
  'see-brief': { roles: everybody, standing: 'reader', beforeOpening: true },
  // Says that one has no conflict of interest; everybody who knows of a case was meant to be able to read it.
  'open-case': { roles: everybody, standing: 'reader', beforeOpening: true },
  // A file is a part of what is read.
  'download-file': { roles: everybody, standing: 'reader' },
  // Nobody is kept from leaving a case, and leaving it unread is the best time for it.
  'recuse-oneself': { roles: everybody, standing: 'reader', beforeOpening: true },
  // Gives access again: for a lead, and never to oneself.
  'lift-recusal': { roles: leads, standing: 'reader' },
  // Takes access away from another: for a lead, with a reason, and never from the last who may lead the case.
  'set-aside': { roles: leads, standing: 'reader' },
  // Gives back what was taken that way: for a lead, with a reason, and never to oneself.
  'let-back': { roles: leads, standing: 'reader' },
  // Speaks for the team; an outside reviewer does so only where a lead has given them the case.
  'answer-reporter': { roles: insiders, standing: 'reader', assigneeToo: true },
  // Who reads a case may say what they think of it, to those who read it as well.
  'write-note': { roles: everybody, standing: 'reader' },
  // The reporter reads the state as the team's word, as with an answer.
  'change-state': { roles: insiders, standing: 'reader', assigneeToo: true },
  // Who conducts the case may have to know whom to reach; a reason is kept, and the reporter sees the day.
  'open-identity': { roles: insiders, standing: 'reader', assigneeToo: true },
  // As with the identity, which an original can hold.
  'open-original': { roles: insiders, standing: 'reader', assigneeToo: true },
  // Takes what nobody has; an outside reviewer can only give back what a lead has given them.
  'assign-oneself': { roles: insiders, standing: 'reader', assigneeToo: true },
  // Says who conducts a case, which for an assignee means more rights: for a lead alone.
  'assign-another': { roles: leads, standing: 'reader' },
  // Whoever of the team is there first helps; an outside reviewer is not on call.
  'take-urgent': { roles: insiders, standing: 'reader' },
  // A task says what is to be done and gives nobody anything.
  'change-task': { roles: everybody, standing: 'reader' },
  // Changes what the reporter was promised: for who answers for it, a lead or whom a lead gave the case.
  'move-deadline': { roles: leads, standing: 'reader', assigneeToo: true },
  // Erasing takes the case from everybody, so no ordinary member decides it.
  'answer-erasure': { roles: leads, standing: 'reader' },
  // Access grows by a lead alone, who acts for somebody else.
  'grant-access': { roles: leads, standing: 'reader' },
  // Takes the case from a whole channel and gives it to another, so no ordinary member decides it.
  'transfer-case': { roles: leads, standing: 'reader' },
  // Makes a case of its own and changes nobody's access to this one; what goes out is chosen by who conducts the case.
  'split-case': { roles: leads, standing: 'reader', assigneeToo: true },
  // Says that two cases one has opened belong together; it is shown to those who may know both, and gives nothing.
  'link-cases': { roles: insiders, standing: 'reader' },
  // Who works in the team may see what was done; an outside reviewer only where a lead has given them the case.
  'read-audit-log': { roles: insiders, standing: 'reader', assigneeToo: true },
  // Carries names of who did what out of the service: for who answers for the case, and written down.
  'export-audit-log': { roles: leads, standing: 'reader', assigneeToo: true },
  // What comes to a member by mail or in person must find its way in; it changes nobody's access to another case.
  'file-on-behalf': { roles: insiders },
  // Colleagues know each other; an outside reviewer need not know the team.
  'see-members': { roles: insiders },
  // Decides who is on the team.
  'manage-members': { roles: leads },
  // One's own way in.
  'manage-own-passkeys': { roles: everybody },
  // One's own days.
  'set-own-absence': { roles: everybody },
} as const satisfies Record<string, Row>;

export type Operation = keyof typeof permissions;
export type CaseOperation = {
  [Name in Operation]: (typeof permissions)[Name] extends { readonly standing: string } ? Name : never;
}[Operation];
export type TeamOperation = Exclude<Operation, CaseOperation>;

/**
 * `hidden` is answered as if there were nothing; `forbidden` says that it is not theirs to do; `unopened`, that they have
 * not said yet that they have no conflict of interest.
 */
export type Permission = 'allowed' | 'forbidden' | 'hidden' | 'unopened';

export const standingOf = (
  member: Parameters<typeof mayKnow>[0],
  { channel, assignee, assignedByLead }: Pick<CaseHead, 'channel' | 'assignee' | 'assignedByLead'>,
  brief: Parameters<typeof mayKnow>[2],
): Standing => {
  if (!mayKnow(member, channel, brief)) return 'none';
  return assignee === member.memberId && assignedByLead === true ? 'assignee' : 'reader';
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
): Exclude<Permission, 'unopened'> => {
  if (standing === 'none') return 'hidden';
  const row: Row = permissions[operation];
  const acting = actsAsLead ? 'lead' : role;
  const allowed = row.roles.includes(acting) || (row.assigneeToo === true && standing === 'assignee');
  return allowed ? 'allowed' : 'forbidden';
};

/** Whether it waits until the member has opened the case. */
export const waitsForOpening = (operation: CaseOperation): boolean => {
  const row: Row = permissions[operation];
  return row.beforeOpening !== true;
};

export const mayDo = (operation: TeamOperation, role: MemberRole): 'allowed' | 'forbidden' =>
  permissions[operation].roles.some((allowed) => allowed === role) ? 'allowed' : 'forbidden';

/**
 * Whether a case is left to somebody who may lead it, by what a member does who may do it. Who only acts for the leads
 * leaves it to somebody else as well: no ordinary member takes a case from everybody but themselves.
 */
export const leavesLead = (
  team: readonly Member[],
  actor: Pick<Member, 'memberId' | 'role'>,
  channel: string,
  after: Parameters<typeof mayKnow>[2],
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
