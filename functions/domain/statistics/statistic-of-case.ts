import type { ReportSource } from '../case/source.ts';
import * as z from 'zod';
import { loggedAppeal } from '../appeal/appeal-state.ts';
import type { Appeal } from '../appeal/appeal.ts';
import type { CaseState } from '../case/state.ts';
import type { Decision } from '../decision/decision.ts';
import type { Finding, FindingOutcome } from '../decision/finding.ts';
import { aboutRespondent } from '../decision/kept-respondent.ts';
import type { Respondent } from '../decision/respondent.ts';
import { month } from '../kernel/clock.ts';
import type { LogAccess } from '../register/log-access.ts';
import { promisesOfAppeals, type AppealToCount } from './appeal-promises.ts';
import { statisticOutcomes, statisticScopes, type CaseStatistic } from './statistic.ts';
import { timeClassOf, type TimeClass } from './time-class.ts';

type Numbered<Content> = readonly { readonly number: number; readonly content: Content }[];

/** The records by which it is known how a case was decided. */
export type CaseRecords = {
  readonly respondents: Numbered<Pick<Respondent, 'mergedInto'>>;
  readonly findings: Numbered<Pick<Finding, 'respondent' | 'outcome' | 'rules' | 'reason'>>;
  readonly decisions: Numbered<Pick<Decision, 'respondent' | 'outcome' | 'rules' | 'status'>>;
  readonly appeals: readonly (AppealToCount & Pick<Appeal, 'decision'>)[];
  /** Members who have to say that a second appeal is taken. */
  readonly secondApprovals: number;
};

/** What follows from the records of a case: whom it is about, what stands about them, and the dates of its appeals. */
export const foundInCase = z.object({
  people: z.int().min(0),
  scope: z.enum(statisticScopes),
  scopeReasons: z.array(z.string()).optional(),
  outcome: z.enum(statisticOutcomes),
  rules: z.array(z.string()),
  appealDates: z.object({ kept: z.int(), missed: z.int() }),
  /** Somebody was named, or something decided. */
  hasRecords: z.boolean(),
});
export type FoundInCase = z.infer<typeof foundInCase>;

/** When something first happened, full hours; `closedAt` is the latest closing, absent while the case is open. */
export type CaseMoments = {
  readonly acknowledgedAt?: Date | undefined;
  readonly firstAnswerAt?: Date | undefined;
  readonly decidedAt?: Date | undefined;
  readonly closedAt?: Date | undefined;
};

/** What a case's row is made of. */
export type CaseFacts = CaseMoments & {
  readonly channel: string;
  readonly sentAt: Date;
  readonly source: ReportSource;
  readonly anonymous: boolean;
  readonly urgent: boolean;
  readonly likelySpam: boolean;
  readonly state: CaseState;
  readonly found: FoundInCase;
  /** Dates of the reporter's that are settled; those of appeals stand in their records. */
  readonly promises: CaseStatistic['promises'];
  readonly countTag: string;
  readonly access: LogAccess;
};

/** What the records of a case say of it. */
export const findInCase = (records: CaseRecords): FoundInCase => {
  const { respondents, decisions, appeals, secondApprovals } = records;
  const people = respondents.filter(({ content }) => content.mergedInto === undefined);
  const standing = people.flatMap(({ number }) => standingOf(records, number) ?? []);
  return {
    people: people.length,
    scope: scopeOf(standing),
    scopeReasons: reasonsOf(records, people),
    outcome: outcomeOf(standing),
    rules: sorted(standing.flatMap(({ outcome, rules }) => (outcome === 'violation' ? rules : []))),
    appealDates: promisesOfAppeals(appeals, secondApprovals),
    hasRecords: respondents.length > 0 || decisions.length > 0,
  };
};

/** The row of a case, as it stands now. */
export const statisticOfCase = (facts: CaseFacts): CaseStatistic => {
  const { sentAt, closedAt, found, promises } = facts;
  const since = (at: Date | undefined): TimeClass | undefined => at && timeClassOf(sentAt, at);
  return {
    kind: 'case',
    month: month(sentAt),
    channel: facts.channel,
    source: facts.source,
    anonymous: facts.anonymous,
    urgent: facts.urgent,
    people: found.people,
    state: stateOf(facts),
    scope: found.scope,
    scopeReasons: found.scope === 'out-of-scope' ? found.scopeReasons : undefined,
    outcome: found.outcome,
    rules: found.rules,
    closedIn: closedAt && month(closedAt),
    times: {
      acknowledged: since(facts.acknowledgedAt),
      firstAnswer: since(facts.firstAnswerAt),
      decided: since(facts.decidedAt),
      closed: since(closedAt),
    },
    promises: {
      kept: promises.kept + found.appealDates.kept,
      missed: promises.missed + found.appealDates.missed,
    },
    countTag: facts.countTag,
    ...facts.access,
  };
};

/** Each once, in an order that says nothing of what came first. */
export const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** A case that was closed without anybody having been named or decided on, and was marked as likely spam. */
const stateOf = ({ state, likelySpam, found }: CaseFacts): CaseStatistic['state'] => {
  if (state !== 'closed') return 'open';
  return likelySpam && !found.hasRecords ? 'spam' : 'closed';
};

type Standing = { readonly outcome: FindingOutcome | 'overturned'; readonly rules: readonly string[] };

/**
 * What stands about a respondent: the latest decision that no other one has replaced, `overturned` where an appeal said
 * so, else the finding. A finding that was written again after the decision waits for the next decision.
 */
const standingOf = (
  { respondents, findings, decisions, appeals, secondApprovals }: CaseRecords,
  respondent: number,
): Standing | undefined => {
  const decided = aboutRespondent(respondents, decisions, respondent).filter(
    ({ content }) => content.status !== 'replaced',
  );
  const decision = decided.at(-1);
  if (decision) {
    const about = appeals.filter((one) => one.decision === decision.number);
    const isOverturned = about.length > 0 && loggedAppeal(about, secondApprovals) === 'overturned';
    return isOverturned ? { outcome: 'overturned', rules: [] } : decision.content;
  }
  return (
    findings.findLast(({ content }) => content.respondent === respondent) ??
    aboutRespondent(respondents, findings, respondent).at(-1)
  )?.content;
};

const scopeOf = (standing: readonly Standing[]): CaseStatistic['scope'] => {
  if (standing.length === 0) return 'unknown';
  return standing.every(({ outcome }) => outcome === 'out-of-scope') ? 'out-of-scope' : 'in-scope';
};

/** A decision keeps none: its reason is that of the finding it rests on. */
const reasonsOf = (
  { respondents, findings }: CaseRecords,
  people: CaseRecords['respondents'],
): string[] | undefined => {
  const reasons = people.flatMap(({ number }) => {
    const found = aboutRespondent(respondents, findings, number).at(-1)?.content;
    return found?.outcome === 'out-of-scope' && found.reason !== undefined ? [found.reason] : [];
  });
  return reasons.length > 0 ? sorted(reasons) : undefined;
};

/** The gravest of what stands about anybody: a violation, else what could not be established, else that there was none. */
const outcomeOf = (standing: readonly Standing[]): CaseStatistic['outcome'] => {
  const is = (...outcomes: Standing['outcome'][]): boolean =>
    standing.some(({ outcome }) => outcomes.includes(outcome));
  if (is('violation')) return 'violation';
  if (is('not-substantiated', 'overturned')) return 'undecided';
  return is('no-violation') ? 'no-violation' : 'none';
};

/** What is found in a case without records. */
export const nothingFound: FoundInCase = findInCase({
  respondents: [],
  findings: [],
  decisions: [],
  appeals: [],
  secondApprovals: 1,
});
