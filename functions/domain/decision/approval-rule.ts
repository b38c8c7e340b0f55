import type { ApprovalRule, DecisionSettings } from '../../settings/decision-schema.ts';
import { ownValue } from '../kernel/own-value.ts';
import type { Approval } from './approval.ts';
import { rungOf } from './named-in-settings.ts';
import type { ProposalContent } from './proposal.ts';

const strictest = 2;

/** What never rests on one person, whatever the settings say. */
const byTwo = (rule: ApprovalRule): ApprovalRule => ({
  ...rule,
  atLeast: Math.max(rule.atLeast, strictest),
  quorum: Math.max(rule.quorum, strictest),
});

/** The measure by which somebody is named in public. */
export const namedPublicly = 'named-publicly';

/**
 * The rules a proposal has to meet, all of them: that of its rung, and those of measures that have one. Where nothing
 * follows, it is the rule of the mildest rung. A rung that never ends and naming in public need two people at least,
 * whatever the settings say.
 * @returns `undefined` when the rung has left the settings
 */
export const approvalRulesOf = (
  { ladder, measures }: Pick<DecisionSettings, 'ladder' | 'measures'>,
  { rung, measures: proposed }: Pick<ProposalContent, 'rung' | 'measures'>,
): readonly ApprovalRule[] | undefined => {
  const [mildest] = Object.values(ladder).toSorted((one, other) => one.order - other.order);
  const found = rung === null ? mildest : rungOf({ ladder }, rung);
  if (!found) return undefined;
  const ofRung = found.lasts.kind === 'permanent' && rung !== null ? byTwo(found.approval) : found.approval;
  const types = [...new Set(proposed.map(({ type }) => type))];
  const ofMeasures = types.flatMap((type) => {
    const rule = ownValue(measures, type)?.approval;
    if (type === namedPublicly) return [byTwo(rule ?? found.approval)];
    return rule ? [rule] : [];
  });
  return [ofRung, ...ofMeasures];
};

/** Who said what last of exactly this text, by the id of the member, in the order in which they said it. */
export const latestVerdicts = (
  approvals: readonly Approval[],
  proposal: number,
  hash: string,
): ReadonlyMap<string, Approval> => {
  const latest = new Map<string, Approval>();
  for (const one of approvals.filter((approval) => approval.proposal === proposal)) {
    latest.delete(one.by.id);
    latest.set(one.by.id, one);
  }
  // Who said something last of an older text has said nothing of this one.
  return new Map([...latest].filter(([, one]) => one.hash === hash && one.verdict !== 'takes-back'));
};

/** Who counts towards a rule: ids. */
export type Vote = {
  readonly eligible: readonly string[];
  /** Those of them who approve. */
  readonly approving: readonly string[];
  /** Who leads the case. */
  readonly leads: readonly string[];
};

/** What a rule still wants. */
export type RuleGap =
  | { readonly kind: 'quorum'; readonly has: number; readonly needs: number }
  | { readonly kind: 'approvals'; readonly has: number; readonly needs: number }
  /** `available`: a lead is among those who may take part. */
  | { readonly kind: 'lead'; readonly available: boolean };

/** Approvals a rule wants of so many who may take part. */
export const approvalsNeeded = ({ share, atLeast }: ApprovalRule, eligible: number): number => {
  const shares = {
    number: 0,
    majority: Math.floor(eligible / 2) + 1,
    'two-thirds': Math.ceil((2 * eligible) / 3),
    all: eligible,
  };
  return Math.max(atLeast, shares[share]);
};

/** What a rule still wants; nothing when it is met. Only approvals of members who may take part count. */
export const gapsOf = (rule: ApprovalRule, { eligible, approving, leads }: Vote): readonly RuleGap[] => {
  const counted = new Set(approving.filter((id) => eligible.includes(id)));
  const needs = approvalsNeeded(rule, eligible.length);
  return [
    ...(eligible.length < rule.quorum
      ? [{ kind: 'quorum' as const, has: eligible.length, needs: rule.quorum }]
      : []),
    ...(counted.size < needs ? [{ kind: 'approvals' as const, has: counted.size, needs }] : []),
    ...(rule.lead && !leads.some((id) => counted.has(id))
      ? [{ kind: 'lead' as const, available: leads.some((id) => eligible.includes(id)) }]
      : []),
  ];
};

/** What several rules still want together; of each kind the most. */
export const gapsOfAll = (rules: readonly ApprovalRule[], vote: Vote): readonly RuleGap[] => {
  const gaps = rules.flatMap((rule) => gapsOf(rule, vote));
  const most = (kind: 'quorum' | 'approvals') =>
    gaps
      .flatMap((gap) => (gap.kind === kind ? [gap] : []))
      .toSorted((one, other) => other.needs - one.needs)
      .slice(0, 1);
  return [...most('quorum'), ...most('approvals'), ...gaps.filter(({ kind }) => kind === 'lead').slice(0, 1)];
};

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** What is missing, in words for the team. @param outside whom to turn to, where the settings name somebody */
export const gapWords = (gap: RuleGap, outside: string | undefined): string => {
  const turn = outside === undefined ? '' : `, or the team can turn to ${outside}`;
  switch (gap.kind) {
    case 'quorum':
      return `Only ${people(gap.has)} can take part, and ${gap.needs} are needed. Others on the team can open the case, a lead can give an outside reviewer access${turn}.`;
    case 'approvals':
      return `${people(gap.needs)} have to approve this text; ${gap.has === 0 ? 'nobody has' : `${gap.has} have`} so far.`;
    case 'lead':
      return gap.available
        ? 'A lead has to be among those who approve.'
        : `A lead has to be among those who approve, and none can take part. A lead who has not opened the case can open it${turn}.`;
  }
};
