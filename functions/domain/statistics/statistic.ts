import * as z from 'zod';
import { findingOutcome } from '../decision/finding.ts';
import { reportSource } from '../case/source.ts';
import { timeClasses } from './time-class.ts';

/** `2026-11`, in UTC. */
export const statisticMonth = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);

export const statisticStates = ['open', 'closed', 'withdrawn', 'erased-unopened', 'spam'] as const;
export const statisticScopes = ['unknown', 'in-scope', 'out-of-scope'] as const;
export const statisticOutcomes = ['none', 'no-violation', 'violation', 'undecided'] as const;
export const statisticAppeals = ['none', 'open', 'upheld', 'changed', 'overturned', 'sent-back'] as const;

/** From whom a row is hidden, as the brief of its case says it. */
const access = {
  hiddenFrom: z.array(z.string()),
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
};

const timeClass = z.enum(timeClasses).optional();

/** What is left of a case in numbers: classes and months, no id, no name, no day. */
export const caseStatistic = z.object({
  kind: z.literal('case'),
  /** In which it was sent. */
  month: statisticMonth,
  channel: z.string(),
  source: reportSource,
  /** The reporter gave no name and no contact. */
  anonymous: z.boolean(),
  urgent: z.boolean(),
  /** Respondents, merged ones once. */
  people: z.int().min(0),
  state: z.enum(statisticStates),
  scope: z.enum(statisticScopes),
  /** Why it is out of scope: names of the settings, sorted; absent where nobody has chosen one. */
  scopeReasons: z.array(z.string()).optional(),
  outcome: z.enum(statisticOutcomes),
  /** Names of the rules that were violated, sorted. */
  rules: z.array(z.string()),
  /** The month of the latest closing; absent while it is open. */
  closedIn: statisticMonth.optional(),
  /** From when it was sent. */
  times: z.object({ acknowledged: timeClass, firstAnswer: timeClass, decided: timeClass, closed: timeClass }),
  /** Dates that were given to the reporter or whoever appealed, and are settled. */
  promises: z.object({ kept: z.int().min(0), missed: z.int().min(0) }),
  /** 16 random bytes, base64url; the reporter's page has the same, so that they can find their case in a count. */
  countTag: z.string(),
  ...access,
});
export type CaseStatistic = z.infer<typeof caseStatistic>;

/** What is left of a decision. */
export const decisionStatistic = z.object({
  kind: z.literal('decision'),
  /** In which it came into force. */
  month: statisticMonth,
  channel: z.string(),
  source: reportSource,
  outcome: findingOutcome,
  /** `null`: nothing follows. */
  rung: z.string().nullable(),
  rules: z.array(z.string()),
  /** Names of measures, sorted, each once. */
  measures: z.array(z.string()),
  approvals: z.object({ needed: z.int().min(0), given: z.int().min(0), quorum: z.boolean() }),
  appeal: z.enum(statisticAppeals),
  /** In which the latest appeal was sent that was not refused. */
  appealIn: statisticMonth.optional(),
  ...access,
});
export type DecisionStatistic = z.infer<typeof decisionStatistic>;

const answer = z.int().min(1).max(5);

/** What somebody answered at the end of a case, who is not known. */
export const surveyStatistic = z.object({
  kind: z.literal('survey'),
  month: statisticMonth,
  channel: z.string(),
  from: z.enum(['reporter', 'respondent']),
  answers: z.tuple([answer, answer, answer]),
});
export type SurveyStatistic = z.infer<typeof surveyStatistic>;

/** As it is sealed. What a later release adds is left alone; a row that is none of these is not read. */
export const statistic = z.discriminatedUnion('kind', [caseStatistic, decisionStatistic, surveyStatistic]);
export type Statistic = z.infer<typeof statistic>;
