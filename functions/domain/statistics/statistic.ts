import * as z from 'zod';

/** How long something took, from a time known to the hour. */
export const timeClasses = [
  'day',
  'two-days',
  'week',
  'two-weeks',
  'month',
  'three-months',
  'half-year',
  'year',
  'longer',
] as const;
export type TimeClass = (typeof timeClasses)[number];

export const statisticSources = ['reporter', 'member', 'mail', 'forwarded', 'held'] as const;
export const statisticStates = ['open', 'closed', 'withdrawn', 'erased-unopened', 'spam'] as const;
export const statisticScopes = ['unknown', 'in-scope', 'out-of-scope'] as const;
export const statisticOutcomes = ['none', 'no-violation', 'violation', 'undecided'] as const;
export const statisticAppeals = ['none', 'open', 'upheld', 'changed', 'overturned', 'sent-back'] as const;

/** `2026-11` */
export const statisticMonth = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const timeClass = z.enum(timeClasses);

/** From whom a row is hidden, as lines of the enforcement log say it. */
const access = {
  hiddenFrom: z.array(z.string()),
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
};

/** One case, without anything that leads back to it. */
export const caseStatistic = z.object({
  kind: z.literal('case'),
  /** In which the report was received. */
  month: statisticMonth,
  channel: z.string(),
  source: z.enum(statisticSources),
  anonymous: z.boolean(),
  urgent: z.boolean(),
  /** How many respondents. */
  people: z.int().min(0),
  state: z.enum(statisticStates),
  scope: z.enum(statisticScopes),
  outcome: z.enum(statisticOutcomes),
  /** Names of rules in the settings. */
  rules: z.array(z.string()),
  closedIn: statisticMonth.optional(),
  times: z.object({
    acknowledged: timeClass.optional(),
    firstAnswer: timeClass.optional(),
    decided: timeClass.optional(),
    closed: timeClass.optional(),
  }),
  /** Deadlines that were given to the reporter. */
  promises: z.object({ kept: z.int().min(0), missed: z.int().min(0) }),
  /** 16 random bytes in base64url; the reporter's page knows it as well. */
  countTag: z.string(),
  ...access,
});
export type CaseStatistic = z.infer<typeof caseStatistic>;

/** One decision. */
export const decisionStatistic = z.object({
  kind: z.literal('decision'),
  /** In which it was decided. */
  month: statisticMonth,
  channel: z.string(),
  source: z.enum(statisticSources),
  outcome: z.enum(statisticOutcomes),
  rung: z.string().nullable(),
  rules: z.array(z.string()),
  measures: z.array(z.string()),
  approvals: z.object({ needed: z.int().min(0), given: z.int().min(0), quorum: z.boolean() }),
  appeal: z.enum(statisticAppeals),
  appealIn: statisticMonth.optional(),
  ...access,
});
export type DecisionStatistic = z.infer<typeof decisionStatistic>;

const answer = z.int().min(1).max(5);
/** The answers of one person to the three questions at the end. */
export const surveyStatistic = z.object({
  kind: z.literal('survey'),
  month: statisticMonth,
  channel: z.string(),
  from: z.enum(['reporter', 'respondent']),
  answers: z.tuple([answer, answer, answer]),
});
export type SurveyStatistic = z.infer<typeof surveyStatistic>;

export const statistic = z.discriminatedUnion('kind', [caseStatistic, decisionStatistic, surveyStatistic]);
export type Statistic = z.infer<typeof statistic>;
