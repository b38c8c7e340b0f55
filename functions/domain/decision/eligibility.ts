import type { Brief } from '../case/brief.ts';
import { canSeeCase, isNamedIn } from '../member/can-see-case.ts';
import type { Member } from '../member/member.ts';
import type { SoftConflict } from './approval.ts';

/** Why a member takes no part in a decision; the first that holds, in this order. */
export const reasonsAgainst = ['cannot-see', 'joined-later', 'soft-conflict', 'not-opened'] as const;
export type ReasonAgainst = (typeof reasonsAgainst)[number];

/** How a member stands to a decision. */
export type Eligibility = {
  readonly memberId: string;
  readonly name: string;
  readonly role: Member['role'];
  /** Absent for who may take part. */
  readonly against?: ReasonAgainst | undefined;
};

/** A case, as far as it decides who may take part in what is decided in it. */
export type DecidedCase = {
  readonly channel: string;
  readonly brief: Brief;
  /** Ids of the members who have said that they have no conflict of interest, and have read the case. */
  readonly openedBy: readonly string[];
};

/** By their own word, the latest of a person counting; it follows them to every row they have later. */
export const hasSoftConflict = (
  declared: readonly SoftConflict[],
  member: Pick<Member, 'memberId' | 'earlierIds'>,
): boolean => declared.findLast(({ by }) => isNamedIn([by.id], member))?.is ?? false;

/** Why a member takes no part. */
export const reasonAgainst = (
  member: Member,
  { channel, brief, openedBy }: DecidedCase,
  { team, softConflicts }: TakingPart,
): ReasonAgainst | undefined => {
  if (!canSeeCase(member, channel, brief)) return 'cannot-see';
  if (team && !team.includes(member.memberId)) return 'joined-later';
  if (hasSoftConflict(softConflicts, member)) return 'soft-conflict';
  return openedBy.includes(member.memberId) ? undefined : 'not-opened';
};

type TakingPart = {
  /** Ids of everybody who was on the team when it was proposed; absent for who proposes it now. */
  readonly team?: readonly string[] | undefined;
  /** In the order in which they were declared. */
  readonly softConflicts: readonly SoftConflict[];
};

/**
 * Who of the team may take part in a decision, and why the others may not. They may see the case, were on the team when
 * it was proposed, have no soft conflict by their own word, and have opened the case. An outside reviewer who was granted
 * the case counts like everybody else.
 */
export const eligibilityOf = (
  members: readonly Member[],
  decided: DecidedCase,
  takingPart: TakingPart,
): readonly Eligibility[] =>
  members.map((member) => {
    const { memberId, name, role } = member;
    return { memberId, name, role, against: reasonAgainst(member, decided, takingPart) };
  });

/** Why a member is not the second one that what somebody did or planned alone needs; the first that holds. */
export type ReasonNotSecond = 'oneself' | Extract<ReasonAgainst, 'joined-later' | 'soft-conflict'>;

/** @param alone who did it, and the ids of everybody who was on the team then */
export const reasonNotSecond = (
  member: Pick<Member, 'memberId' | 'earlierIds'>,
  alone: { readonly by: { readonly id: string }; readonly team: readonly string[] },
  softConflicts: readonly SoftConflict[],
): ReasonNotSecond | undefined => {
  if (isNamedIn([alone.by.id], member)) return 'oneself';
  if (!isNamedIn(alone.team, member)) return 'joined-later';
  return hasSoftConflict(softConflicts, member) ? 'soft-conflict' : undefined;
};

export const isEligible = ({ against }: Eligibility): boolean => against === undefined;

/** Why a member does not take part, in words for the team. */
export const reasonWords: Readonly<Record<ReasonAgainst, string>> = {
  'cannot-see': 'cannot see this case',
  'joined-later': 'joined the team after this was proposed',
  'soft-conflict': 'has said that they are close to somebody concerned',
  'not-opened': 'has not opened the case yet',
};
