import { lastHourOf, timeClasses, type TimeClass } from '../../functions/domain/statistics/time-class.ts';
import { rungRule } from './invent-case.ts';
import type { AppealTruth, CaseTruth, DecisionTruth } from './truth.ts';

/** How many there are of each. */
export type Tally = Readonly<Record<string, number>>;

/** Counts that are worked out from what happened, and from no row. */
export type TrueCounts = {
  readonly cases: {
    readonly all: number;
    readonly channels: Tally;
    readonly sources: Tally;
    readonly anonymous: number;
    readonly urgent: number;
    readonly people: number;
    readonly states: Tally;
    readonly scopes: Tally;
    readonly outcomes: Tally;
    /** By rule, cases in which it was violated. */
    readonly rules: Tally;
    readonly closedIn: Tally;
    readonly times: Readonly<Record<'acknowledged' | 'firstAnswer' | 'decided' | 'closed', Tally>>;
    readonly promises: { readonly kept: number; readonly missed: number };
  };
  readonly decisions: {
    readonly all: number;
    readonly channels: Tally;
    readonly outcomes: Tally;
    /** By rung; `none` where nothing follows. */
    readonly rungs: Tally;
    readonly rules: Tally;
    readonly measures: Tally;
    readonly approvals: { readonly needed: number; readonly given: number; readonly quorum: number };
    readonly appeals: Tally;
    /** By the month in which they were sent; refused ones are left out. */
    readonly appealsIn: Tally;
  };
};

/** The months that are counted, both included, and the cases. */
export type Counted = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly only?: ((truth: CaseTruth) => boolean) | undefined;
};

const tally = (names: readonly string[]): Tally => {
  const counted: Record<string, number> = {};
  for (const name of names) counted[name] = (counted[name] ?? 0) + 1;
  return counted;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

export const hourOf = (began: Date, hour: number): Date => new Date(began.getTime() + hour * 3_600_000);
const monthOf = (began: Date, hour: number): string => hourOf(began, hour).toISOString().slice(0, 7);

/** Days since the community began: what the records of appeals say. */
const dayOf = (hour: number): number => Math.floor(hour / 24);

const classOf = (hours: number): TimeClass =>
  timeClasses.find((one) => hours <= (lastHourOf(one) ?? Infinity)) ?? 'longer';

const decisionsOf = ({ people }: CaseTruth): readonly DecisionTruth[] =>
  people.flatMap(({ decisions }) => decisions);

export const firstDecisionAt = (truth: CaseTruth): number | undefined =>
  decisionsOf(truth)
    .map(({ at }) => at)
    .sort((one, other) => one - other)[0];

type Stands = { readonly outcome: string; readonly rules: readonly string[] };

/** What stands about each person in the end. */
const standing = ({ people }: CaseTruth): readonly Stands[] =>
  people.flatMap(({ found, decisions }): readonly Stands[] => {
    const last = decisions.at(-1);
    if (last?.appeal?.end === 'overturned') return [{ outcome: 'overturned', rules: [] }];
    const stands = last ?? found;
    return stands ? [stands] : [];
  });

const scopeOf = (truth: CaseTruth): string => {
  const stands = standing(truth);
  if (stands.length === 0) return 'unknown';
  return stands.some(({ outcome }) => outcome !== 'out-of-scope') ? 'in-scope' : 'out-of-scope';
};

const outcomeOf = (truth: CaseTruth): string => {
  const outcomes = new Set<string>(standing(truth).map(({ outcome }) => outcome));
  if (outcomes.has('violation')) return 'violation';
  if (outcomes.has('not-substantiated') || outcomes.has('overturned')) return 'undecided';
  return outcomes.has('no-violation') ? 'no-violation' : 'none';
};

type Dated = { readonly at: number; readonly by: number };

/** The dates of the reporter's that were settled: acknowledging, each next word, and the feedback. */
const reportersDates = (truth: CaseTruth): readonly Dated[] => {
  const { sentAt, words, acknowledgedAt, closedAt } = truth;
  const dates: Dated[] = [];
  if (acknowledgedAt !== undefined) dates.push({ at: acknowledgedAt, by: sentAt + 48 });
  const feedbackAt = firstDecisionAt(truth) ?? closedAt;
  if (feedbackAt !== undefined) dates.push({ at: feedbackAt, by: sentAt + 90 * 24 });
  let nextBy = sentAt + 7 * 24;
  for (const at of [...words, ...(closedAt === undefined ? [] : [closedAt])]) {
    dates.push({ at, by: nextBy });
    nextBy = at + 7 * 24;
  }
  return dates;
};

/** Those of appeals, which are kept on their day. */
const appealsDates = ({ sentAt, acknowledgedAt, endedAt }: AppealTruth): readonly Dated[] => [
  ...(acknowledgedAt === undefined ? [] : [{ at: dayOf(acknowledgedAt), by: dayOf(sentAt + 48) }]),
  ...(endedAt === undefined ? [] : [{ at: dayOf(endedAt), by: dayOf(sentAt + 14 * 24) }]),
];

const datesOf = (truth: CaseTruth): readonly Dated[] => [
  ...reportersDates(truth),
  ...decisionsOf(truth).flatMap(({ appeal }) => (appeal ? appealsDates(appeal) : [])),
];

const countCases = (began: Date, cases: readonly CaseTruth[]): TrueCounts['cases'] => {
  const after = (of: (truth: CaseTruth) => number | undefined): Tally =>
    tally(
      cases.flatMap((truth) => {
        const at = of(truth);
        return at === undefined ? [] : [classOf(at - truth.sentAt)];
      }),
    );
  const dates = cases.flatMap(datesOf);
  const kept = dates.filter(({ at, by }) => at <= by).length;
  return {
    all: cases.length,
    channels: tally(cases.map(({ channel }) => channel)),
    sources: tally(cases.map(({ source }) => source)),
    anonymous: cases.filter(({ anonymous }) => anonymous).length,
    urgent: cases.filter(({ urgent }) => urgent).length,
    people: sum(cases.map(({ people }) => people.length)),
    states: tally(cases.map(({ fate }) => fate)),
    scopes: tally(cases.map(scopeOf)),
    outcomes: tally(cases.map(outcomeOf)),
    rules: tally(
      cases.flatMap((truth) => [
        ...new Set(standing(truth).flatMap(({ outcome, rules }) => (outcome === 'violation' ? rules : []))),
      ]),
    ),
    closedIn: tally(
      cases.flatMap(({ closedAt }) => (closedAt === undefined ? [] : [monthOf(began, closedAt)])),
    ),
    times: {
      acknowledged: after(({ acknowledgedAt }) => acknowledgedAt),
      firstAnswer: after(({ firstAnswerAt }) => firstAnswerAt),
      decided: after(firstDecisionAt),
      closed: after(({ closedAt }) => closedAt),
    },
    promises: { kept, missed: dates.length - kept },
  };
};

type Decided = { readonly channel: string; readonly decision: DecisionTruth };

const countDecisions = (began: Date, decided: readonly Decided[]): TrueCounts['decisions'] => {
  const decisions = decided.map(({ decision }) => decision);
  const taken = decisions.flatMap(({ appeal }) => (appeal && appeal.end !== 'refused' ? [appeal] : []));
  return {
    all: decisions.length,
    channels: tally(decided.map(({ channel }) => channel)),
    outcomes: tally(decisions.map(({ outcome }) => outcome)),
    rungs: tally(decisions.map(({ rung }) => rung ?? 'none')),
    rules: tally(decisions.flatMap(({ rules }) => rules)),
    measures: tally(decisions.flatMap(({ measures }) => measures)),
    approvals: {
      needed: sum(decisions.map(({ rung, tookPart }) => rungRule(rung).needed(tookPart))),
      given: sum(decisions.map(({ approved }) => approved)),
      quorum: decisions.length,
    },
    appeals: tally(decisions.map(({ appeal }) => (appeal && appeal.end !== 'refused' ? appeal.end : 'none'))),
    appealsIn: tally(taken.map(({ sentAt }) => monthOf(began, sentAt))),
  };
};

/** Cases by the month in which they were sent, decisions by the month in which they came into force. */
export const countTruly = (
  began: Date,
  truths: readonly CaseTruth[],
  { from = '', until = '~', only = () => true }: Counted = {},
): TrueCounts => {
  const isCounted = (hour: number): boolean => {
    const month = monthOf(began, hour);
    return from <= month && month <= until;
  };
  const known = truths.filter(only);
  const decided = known.flatMap((truth) =>
    decisionsOf(truth).map((decision) => ({ channel: truth.channel, decision })),
  );
  return {
    cases: countCases(
      began,
      known.filter(({ sentAt }) => isCounted(sentAt)),
    ),
    decisions: countDecisions(
      began,
      decided.filter(({ decision }) => isCounted(decision.at)),
    ),
  };
};
