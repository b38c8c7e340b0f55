import type { ReportSource } from '../case/source.ts';
import { appealStateOf, loggedAppeal } from '../appeal/appeal-state.ts';
import type { Appeal } from '../appeal/appeal.ts';
import { approvalsNeeded } from '../decision/approval-rule.ts';
import type { Decision } from '../decision/decision.ts';
import { month } from '../kernel/clock.ts';
import type { LogAccess } from '../register/log-access.ts';
import type { DecisionStatistic } from './statistic.ts';
import { sorted } from './statistic-of-case.ts';

/** What a decision's row is made of. */
export type DecisionFacts = {
  readonly channel: string;
  readonly source: ReportSource;
  readonly decision: Pick<
    Decision,
    'outcome' | 'rules' | 'rung' | 'on' | 'approvedBy' | 'tookPart' | 'approvalRules'
  >;
  /** Types of the measures that are its own, whatever became of them. */
  readonly measures: readonly string[];
  /** Those about this decision. */
  readonly appeals: readonly Pick<Appeal, 'sentAt' | 'late' | 'again' | 'outcome'>[];
  /** Members who have to say that a second appeal is taken. */
  readonly secondApprovals: number;
  readonly access: LogAccess;
};

/** The row of a decision, as it stands now. */
export const statisticOfDecision = (facts: DecisionFacts): DecisionStatistic => {
  const { channel, source, decision, measures, appeals, secondApprovals, access } = facts;
  const taken = appeals.filter((one) => appealStateOf(one, secondApprovals) !== 'refused');
  const latest = taken
    .map(({ sentAt }) => sentAt)
    .sort()
    .at(-1);
  return {
    kind: 'decision',
    month: decision.on.slice(0, 7),
    channel,
    source,
    outcome: decision.outcome,
    rung: decision.rung,
    rules: sorted(decision.rules),
    measures: sorted(measures),
    approvals: approvalsOf(decision),
    appeal: loggedAppeal(taken, secondApprovals),
    appealIn: latest === undefined ? undefined : month(new Date(latest)),
    ...access,
  };
};

/** Decisions from before their rules were kept met them: nothing came into force otherwise. */
const approvalsOf = ({
  approvalRules,
  approvedBy,
  tookPart,
}: DecisionFacts['decision']): DecisionStatistic['approvals'] => {
  const given = approvedBy.length;
  if (!approvalRules || approvalRules.length === 0) return { needed: given, given, quorum: true };
  const needed = Math.max(...approvalRules.map((rule) => approvalsNeeded(rule, tookPart.length)));
  return { needed, given, quorum: approvalRules.every(({ quorum }) => tookPart.length >= quorum) };
};
