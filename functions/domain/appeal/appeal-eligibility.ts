import type { Approval, SoftConflict } from '../decision/approval.ts';
import type { Decision } from '../decision/decision.ts';
import { hasSoftConflict, type DecidedCase } from '../decision/eligibility.ts';
import { canSeeCase, isNamedIn } from '../member/can-see-case.ts';
import type { Member } from '../member/member.ts';

/** Why a member does not decide an appeal; the first that holds, in this order. */
export const reasonsAgainstAppeal = [
  'cannot-see',
  'soft-conflict',
  'proposed',
  'approved',
  'dissented',
  'in-force',
  'restricted',
  'appealed-before',
  'investigated',
  'answered',
] as const;
export type ReasonAgainstAppeal = (typeof reasonsAgainstAppeal)[number];

/** A part that a member had in what was decided, by their own acts. */
export type PartInDecision = Exclude<ReasonAgainstAppeal, 'cannot-see' | 'soft-conflict'>;

/** Ids of the members who had each part. */
export type PartsInDecision = Readonly<Record<PartInDecision, readonly string[]>>;

/** How a member stands to an appeal. */
export type AppealEligibility = {
  readonly memberId: string;
  readonly name: string;
  readonly role: Member['role'];
  /** Absent for who may decide it. */
  readonly against?: ReasonAgainstAppeal | undefined;
  /** Who may decide it and has not opened the case yet opens it first. */
  readonly opened: boolean;
};

/** What was done in a case, by ids of members. */
export type ActsInCase = {
  /** Of the proposal of the decision. */
  readonly proposedBy: readonly string[];
  readonly approvals: readonly Pick<Approval, 'by' | 'verdict'>[];
  readonly decision: Pick<Decision, 'approvedBy' | 'dissentedBy' | 'by'>;
  /** Who imposed a restriction alone, or confirmed it. */
  readonly restrictedBy: readonly string[];
  /** Who decided an earlier appeal about the decision. */
  readonly appealsDecidedBy: readonly string[];
  /** Who talked to people, wrote a finding, listed evidence or did a task. */
  readonly investigatedBy: readonly string[];
  /** Who wrote to the reporter or the respondent, or wrote the report down. */
  readonly answeredBy: readonly string[];
};

/** Who had which part; what somebody took back was a part as well. */
export const partsInDecision = (acts: ActsInCase): PartsInDecision => ({
  proposed: acts.proposedBy,
  approved: [
    ...acts.approvals.filter(({ verdict }) => verdict !== 'dissents').map(({ by }) => by.id),
    ...acts.decision.approvedBy.map(({ id }) => id),
  ],
  dissented: [
    ...acts.approvals.filter(({ verdict }) => verdict === 'dissents').map(({ by }) => by.id),
    ...acts.decision.dissentedBy.map(({ id }) => id),
  ],
  'in-force': [acts.decision.by.id],
  restricted: acts.restrictedBy,
  'appealed-before': acts.appealsDecidedBy,
  investigated: acts.investigatedBy,
  answered: acts.answeredBy,
});

/**
 * Who of the team may decide an appeal, and why the others may not: members who can see the case, said of no conflict, and
 * had no part in what was decided. Who has stepped aside cannot see the case. An outside reviewer who was granted the case
 * counts like everybody else, and who joined the team later as well: an appeal wants fresh eyes.
 */
export const appealEligibility = (
  members: readonly Member[],
  { channel, brief, openedBy }: DecidedCase,
  {
    parts,
    softConflicts,
  }: { readonly parts: PartsInDecision; readonly softConflicts: readonly SoftConflict[] },
): readonly AppealEligibility[] => {
  const against = (member: Member): ReasonAgainstAppeal | undefined =>
    reasonsAgainstAppeal.find((reason) => {
      switch (reason) {
        case 'cannot-see':
          return !canSeeCase(member, channel, brief);
        case 'soft-conflict':
          return hasSoftConflict(softConflicts, member);
        default:
          return isNamedIn(parts[reason], member);
      }
    });
  return members.map((member) => ({
    memberId: member.memberId,
    name: member.name,
    role: member.role,
    against: against(member),
    opened: openedBy.includes(member.memberId),
  }));
};

export const mayDecideAppeal = ({ against }: Pick<AppealEligibility, 'against'>): boolean =>
  against === undefined;

/**
 * Whether nobody would be left to decide an appeal once this member takes part in the decision: they are the last one
 * without a part.
 */
export const isLastWithoutPart = (people: readonly AppealEligibility[], memberId: string): boolean => {
  const left = people.filter(mayDecideAppeal);
  return left.length === 1 && left[0]?.memberId === memberId;
};

/** Why a member does not decide, in words for the team. */
export const appealReasonWords: Readonly<Record<ReasonAgainstAppeal, string>> = {
  'cannot-see': 'cannot see this case, or has stepped aside from it',
  'soft-conflict': 'has said that they are close to somebody concerned',
  proposed: 'proposed what was decided',
  approved: 'approved it',
  dissented: 'dissented from it',
  'in-force': 'put it in force',
  restricted: 'restricted somebody at once in this case',
  'appealed-before': 'decided an appeal about it before',
  investigated: 'investigated the case',
  answered: 'wrote to the reporter or the respondent',
};
