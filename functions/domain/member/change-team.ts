import { day } from '../kernel/clock.ts';
import { newId, withoutHyphen, type Random } from '../kernel/random.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { knownBy, leavingTraces, likenessOf, type Likeness, type Salt } from './former.ts';
import type { Member } from './member.ts';
import type { FormerMembers, MemberWrite, StoredTeam, TeamStore } from './team-store.ts';
import {
  losesLastLead,
  memberAt,
  memberOf,
  outgrown,
  withChangedMember,
  withEarlierCases,
  withIdentity,
  withMember,
  withoutMember,
  type AddressTaken,
  type LastLead,
  type MemberChange,
  type NewMember,
  type Team,
  type TeamFull,
  type UnknownMember,
} from './team.ts';

/** What every change of the team needs. */
export type TeamChangeContext = { readonly team: TeamStore; readonly random: Random; readonly now: Date };

/** The team before and after. */
export type Changed = {
  readonly kind: 'changed';
  readonly before: Team;
  readonly after: Team;
  /** Of a member who was added or given another name or address. */
  readonly likeness: Likeness;
};
/** `keepLead` refuses a change that leaves a team that has a lead without one. */
export type ChangeRules = { readonly keepLead?: boolean };

export type AddedBefore = { readonly kind: 'added-before' };
export type ChangeMemberResult = Changed | AddressTaken | LastLead | TeamFull | UnknownMember;
export type RemoveMemberResult = Changed | LastLead | UnknownMember;

const noLikeness: Likeness = { earlierIds: [], alike: [] };
const pauseMilliseconds = 20;

type Decision = {
  readonly after: Team;
  readonly members: readonly MemberWrite[];
  readonly likeness?: Likeness;
  readonly firstAddedOn?: string | undefined;
};

/** Reads the team, decides and writes. When somebody else changed the team in between, it is read and decided again. */
const changeTeam = <Refusal extends { readonly kind: string }>(
  { team, random }: TeamChangeContext,
  decide: (before: StoredTeam) => Decision | Refusal | Promise<Decision | Refusal>,
): Promise<Changed | Refusal> =>
  retryOnConflict<Changed | Refusal>(
    async () => {
      const before = await team.read();
      const decision = await decide(before);
      if ('kind' in decision) return decision;
      const { after, members, likeness = noLikeness, firstAddedOn } = decision;
      const outcome = await team.write({ revision: before.revision, after, members, firstAddedOn });
      return outcome === 'written' ? { kind: 'changed', before, after, likeness } : conflict;
    },
    (attempts) => random.integer(pauseMilliseconds) * attempts,
  );

/** The row of a member as it is after a change. */
const changedRow = (after: Team, memberId: string, was?: Member): MemberWrite[] => {
  const member = memberOf(after, memberId);
  const clearsMailProblem = was?.mailProblem !== undefined && member?.mailProblem === undefined;
  return member ? [{ kind: 'changed', member, clearsMailProblem }] : [];
};

/**
 * @param memberId of the member's own, so that sending the same form twice adds them once
 * @throws {Fault} `storage-busy` when the team changes faster than a change can be decided; nothing was written
 */
export const addMemberAs = (
  context: TeamChangeContext,
  memberId: string,
  member: NewMember,
): Promise<Changed | AddedBefore | AddressTaken | TeamFull> =>
  changeTeam<AddedBefore | AddressTaken | TeamFull>(context, async (before) => {
    if (memberOf(before, memberId) ?? before.unreadable.includes(memberId)) return { kind: 'added-before' };
    const other = memberAt(before, member.email);
    if (other) return { kind: 'address-taken', name: other.name };
    const full = outgrown(before, withMember(before, memberId, member));
    if (full) return full;
    const likeness = likenessOf(before.members, await context.team.formerMembers(), member);
    const { earlierIds } = likeness;
    const after = withMember(before, memberId, earlierIds.length > 0 ? { ...member, earlierIds } : member);
    const added = memberOf(after, memberId);
    const addedOn = day(context.now);
    return {
      after,
      likeness,
      members: added ? [{ kind: 'added', member: added, addedOn }] : [],
      firstAddedOn: before.members.length === 0 ? addedOn : undefined,
    };
  });

export type AddedMember = {
  readonly kind: 'added';
  readonly member: Member;
  readonly likeness: Likeness;
};

/**
 * Adds somebody under an id that nobody has yet.
 * @throws {Fault} `storage-busy` as `addMemberAs`
 * @throws {Error} when a random id of 128 bits was somebody's already
 */
export const addMember = async (
  context: TeamChangeContext,
  member: NewMember,
): Promise<AddedMember | AddressTaken | TeamFull> => {
  const memberId = withoutHyphen(() => newId(context.random));
  const result = await addMemberAs(context, memberId, member);
  if (result.kind === 'address-taken' || result.kind === 'team-full') return result;
  const made = result.kind === 'changed' ? memberOf(result.after, memberId) : undefined;
  if (result.kind !== 'changed' || !made) throw new Error('the team has the member it was given');
  return { kind: 'added', member: made, likeness: result.likeness };
};

/** @throws {Fault} `storage-busy` as `addMemberAs` */
export const changeMember = (
  context: TeamChangeContext,
  memberId: string,
  change: MemberChange,
  rules: ChangeRules = {},
): Promise<ChangeMemberResult> =>
  changeTeam<Exclude<ChangeMemberResult, Changed>>(context, async (before) => {
    const changed = withChangedMember(before, memberId, change);
    if ('kind' in changed) return changed;
    const other = change.email === undefined ? undefined : memberAt(changed, change.email, memberId);
    if (other) return { kind: 'address-taken', name: other.name };
    if (rules.keepLead === true && losesLastLead(before, changed)) return { kind: 'last-lead' };
    const full = outgrown(before, changed);
    if (full) return full;
    const [was, is] = [memberOf(before, memberId), memberOf(changed, memberId)];
    if (!was || !is || (was.name === is.name && was.email === is.email))
      return { after: changed, members: changedRow(changed, memberId, was) };
    const former = await saltedFormerMembers(context);
    const likeness = likenessOf(before.members, former, is);
    const { whole, alike } = knownBy(former.salt, was);
    const after = withIdentity(changed, {
      ...is,
      earlierIds: [...new Set([...(was.earlierIds ?? []), ...likeness.earlierIds])],
      formerly: [...new Set([...(was.formerly ?? []), ...whole, ...alike])],
    });
    return { after, likeness, members: changedRow(after, memberId, was) };
  });

/** Makes the salt with the first name or address that is to be known again. */
const saltedFormerMembers = async (
  context: TeamChangeContext,
): Promise<FormerMembers & { readonly salt: Salt }> => {
  const { salt, former } = await context.team.formerMembers();
  if (salt) return { salt, former };
  const made = await context.team.addFormerSalt(context.random.bytes(16));
  return made ? { salt: made, former } : saltedFormerMembers(context);
};

export type EarlierOpened =
  | { readonly kind: 'changed'; readonly name: string; readonly channels: readonly string[] }
  | NotInChannels
  | OutsideReviewer
  | UnknownMember;
/** Members whose cases do not follow from when they joined. */
type OutsideReviewer = { readonly kind: 'outside-reviewer' | 'auditor' };
type NotInChannels = {
  readonly kind: 'not-in-channels';
  readonly channels: readonly string[];
  /** The channels they are in. */
  readonly own: readonly string[];
};

/**
 * Opens earlier cases of some of their channels to a member; which ones, `since` says.
 * @param wanted channels of the member's; all of them, unless said
 * @throws {Fault} `storage-busy` as `addMemberAs`
 */
export const openEarlierCases = async (
  context: TeamChangeContext,
  memberId: string,
  wanted?: readonly string[],
): Promise<EarlierOpened> => {
  const result = await changeTeam<NotInChannels | OutsideReviewer | UnknownMember>(context, (before) => {
    const member = memberOf(before, memberId);
    if (!member) return { kind: 'unknown-member' };
    if (member.role === 'outside-reviewer' || member.role === 'auditor') return { kind: member.role };
    const own = member.channels;
    const foreign = wanted?.filter((channel) => !own.includes(channel)) ?? [];
    if (foreign.length > 0) return { kind: 'not-in-channels', channels: foreign, own };
    const after = withEarlierCases(before, memberId, wanted ?? own);
    return 'kind' in after ? after : { after, members: changedRow(after, memberId) };
  });
  if (result.kind !== 'changed') return result;
  const { name = '', channels = [] } = memberOf(result.after, memberId) ?? {};
  return { kind: 'changed', name, channels: wanted ?? channels };
};

/**
 * Takes a member out of the team at once, with all they sign in with. What they can be known again by stays; another row
 * of the same name or address is taken for theirs. A row that cannot be read is removed, too.
 * @throws {Fault} `storage-busy` as `addMemberAs`
 */
export const removeMember = async (
  context: TeamChangeContext,
  memberId: string,
  rules: ChangeRules = {},
): Promise<RemoveMemberResult> => {
  const { salt } = await saltedFormerMembers(context);
  const result = await changeTeam<LastLead | UnknownMember>(context, (before) => {
    const ids = [...before.members.map((member) => member.memberId), ...before.unreadable];
    if (!ids.includes(memberId)) return { kind: 'unknown-member' };
    const without = withoutMember(before, memberId);
    if (rules.keepLead === true && losesLastLead(before, without)) return { kind: 'last-lead' };
    const leaving = memberOf(before, memberId);
    if (!leaving) return { after: without, members: [{ kind: 'removed', memberId }] };
    const { tombstone, sameNow } = leavingTraces(salt, leaving, without.members);
    const after = sameNow.reduce(withIdentity, without);
    const kept = sameNow.flatMap((member) => changedRow(after, member.memberId));
    return { after, members: [{ kind: 'removed', memberId, tombstone }, ...kept] };
  });
  // Without the member's row nothing of theirs lets anybody in, so it went first.
  if (result.kind !== 'last-lead') await context.team.deleteCredentials(memberId);
  return result;
};
