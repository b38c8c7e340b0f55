import { day } from '../../functions/domain/kernel/clock.ts';
import { logAccessOf } from '../../functions/domain/register/log-access.ts';
import {
  findInCase,
  statisticOfCase,
  type CaseFacts,
} from '../../functions/domain/statistics/statistic-of-case.ts';
import { statisticOfDecision } from '../../functions/domain/statistics/statistic-of-decision.ts';
import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { defaultLadder } from '../../functions/settings/default-decisions.ts';
import { firstDecisionAt, hourOf } from './true-counts.ts';
import type { AppealTruth, CaseTruth, DecisionTruth } from './truth.ts';

const secondApprovals = 2;
const somebody = { id: 'member-0', name: 'Member 0' };
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `m${at}`, name: `M ${at}` }));

const accessOf = ({ excluded }: CaseTruth) =>
  logAccessOf({ excludedMembers: [...excluded], recusedMembers: [], grantedMembers: [], rosterRevision: 0 });

/** The record of an appeal, as the application keeps it. */
const appealRecordOf = (
  began: Date,
  decision: number,
  { sentAt, end, acknowledgedAt, endedAt }: AppealTruth,
) => {
  const at = (hour: number): string => hourOf(began, hour).toISOString();
  const on = (hour: number): string => day(hourOf(began, hour));
  const tick = (hour: number) => ({ by: somebody, on: on(hour) });
  return {
    decision,
    sentAt: at(sentAt),
    acknowledgeBy: at(sentAt + 48),
    decideBy: at(sentAt + 14 * 24),
    ...(acknowledgedAt !== undefined && { acknowledged: tick(acknowledgedAt) }),
    ...(end === 'refused' &&
      endedAt !== undefined && {
        late: { reason: 'It came late.', answered: { ...tick(endedAt), reason: 'Too late.', taken: false } },
      }),
    ...(end !== 'refused' &&
      end !== 'open' &&
      endedAt !== undefined && {
        outcome: {
          is: end,
          reasons: 'It was looked at.',
          decided: tick(endedAt),
          standsOn: on(endedAt),
          toldIn: [],
        },
      }),
  };
};

/** The record of a decision, as the application keeps it. */
const decisionRecordOf = (began: Date, respondent: number, decision: DecisionTruth) => {
  const { at, outcome, rules, rung, tookPart, approved, appeal } = decision;
  const rule = (rung === null ? undefined : defaultLadder[rung]) ?? defaultLadder.correction;
  return {
    respondent,
    outcome,
    rules: [...rules],
    rung,
    on: day(hourOf(began, at)),
    approvedBy: people(approved),
    tookPart: people(tookPart),
    approvalRules: rule ? [rule.approval] : [],
    status:
      appeal?.end === 'changed'
        ? ('replaced' as const)
        : appeal?.end === 'overturned'
          ? ('ended' as const)
          : ('in-force' as const),
  };
};

const numbered = <Content>(contents: readonly Content[]) =>
  contents.map((content, at) => ({ number: at + 1, content }));

const stateOf = (truth: CaseTruth): CaseFacts['state'] => {
  if (truth.closedAt !== undefined) return 'closed';
  if (firstDecisionAt(truth) !== undefined) return 'decided';
  return truth.acknowledgedAt === undefined ? 'received' : 'acknowledged';
};

/** Dates of the reporter's, kept and missed, as the engine adds them up change by change. */
const promisesOf = (truth: CaseTruth): CaseFacts['promises'] => {
  const dates = { acknowledge: truth.sentAt + 48, update: truth.sentAt + 168, feedback: truth.sentAt + 2160 };
  let kept = 0;
  let missed = 0;
  const settle = (at: number, by: number): void => {
    if (at <= by) kept += 1;
    else missed += 1;
  };
  if (truth.acknowledgedAt !== undefined) settle(truth.acknowledgedAt, dates.acknowledge);
  for (const at of truth.words) {
    settle(at, dates.update);
    dates.update = at + 168;
  }
  if (truth.closedAt !== undefined) settle(truth.closedAt, dates.update);
  const feedback = firstDecisionAt(truth) ?? truth.closedAt;
  if (feedback !== undefined) settle(feedback, dates.feedback);
  return { kept, missed };
};

/** The rows that a case leaves, made by the functions that the application makes them with. */
export const rowsOfCase = (began: Date, truth: CaseTruth, countTag: string): readonly Statistic[] => {
  const at = (hour: number | undefined): Date | undefined =>
    hour === undefined ? undefined : hourOf(began, hour);
  const decided = truth.people.flatMap(({ decisions }, index) =>
    decisions.map((decision) => ({ decision, respondent: index + 1 })),
  );
  const decisions = numbered(
    decided.map(({ decision, respondent }) => decisionRecordOf(began, respondent, decision)),
  );
  const appeals = decided.flatMap(({ decision: { appeal } }, index) =>
    appeal ? [appealRecordOf(began, index + 1, appeal)] : [],
  );
  const { channel, source } = truth;
  const access = accessOf(truth);
  const isUnopened = truth.fate === 'withdrawn' || truth.fate === 'erased-unopened';
  const found = findInCase({
    respondents: numbered(truth.people.map(() => ({}))),
    findings: numbered(
      truth.people.flatMap(({ found }, index) =>
        found ? [{ respondent: index + 1, outcome: found.outcome, rules: [...found.rules] }] : [],
      ),
    ),
    decisions,
    appeals,
    secondApprovals,
  });
  const row = statisticOfCase({
    channel,
    source,
    sentAt: hourOf(began, truth.sentAt),
    anonymous: truth.anonymous,
    urgent: truth.urgent,
    likelySpam: truth.fate === 'spam',
    state: stateOf(truth),
    found,
    acknowledgedAt: at(truth.acknowledgedAt),
    firstAnswerAt: at(truth.firstAnswerAt),
    decidedAt: at(firstDecisionAt(truth)),
    closedAt: at(truth.closedAt),
    promises: promisesOf(truth),
    countTag,
    access,
  });
  return [
    isUnopened ? { ...row, state: truth.fate } : row,
    ...decided.map(({ decision }, index) =>
      statisticOfDecision({
        channel,
        source,
        decision: decisionRecordOf(began, 1, decision),
        measures: decision.measures,
        appeals: appeals.filter((one) => one.decision === index + 1),
        secondApprovals,
        access,
      }),
    ),
  ];
};
