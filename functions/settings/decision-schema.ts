import * as z from 'zod';
import { localised } from './localised.ts';

const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'Use small letters, digits and hyphens, starting with a letter.');
const days = (most: number) => z.int().min(1).max(most);

const atMost = (count: number, what: string) =>
  [
    (entries: Readonly<Record<string, unknown>>): boolean => Object.keys(entries).length <= count,
    `At most ${count} ${what}.`,
  ] as const;

/** How many of those who may take part have to approve. */
export const approvalRule = z.strictObject({
  /** `number`: `atLeast` alone; else the share of those who may take part, and never fewer than `atLeast`. */
  share: z.enum(['number', 'majority', 'two-thirds', 'all']),
  atLeast: z.int().min(1).max(20),
  /** Members who may take part, below whom nothing is decided. */
  quorum: z.int().min(1).max(20),
  /** One of those who approve is a lead. */
  lead: z.boolean(),
  /** Days until the leads are told that a proposal waits. */
  withinDays: days(90),
});
export type ApprovalRule = z.infer<typeof approvalRule>;

const rung = z.strictObject({
  /** Rungs stand from the mildest to the gravest. */
  order: z.int(),
  label: localised(80),
  /** What this rung is for, as the letter says it. */
  impact: localised(1_000),
  /** `none`: it has no end to speak of. `days`: it ends, after at least and at most so many days. `permanent`: it never ends. */
  lasts: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('days'), least: days(3650), most: days(3650) }),
    z.strictObject({ kind: z.literal('permanent') }),
  ]),
  /** Names of measures that usually go with it. */
  usualMeasures: z.array(identifier).max(30),
  approval: approvalRule,
  /** The page asks whether a lawyer has looked at it. */
  lawyer: z.boolean(),
  /** Years a closed case is kept in which this was decided; the channel's retention where absent. */
  keepYears: z.int().min(1).max(30).optional(),
});
export type RungSettings = z.infer<typeof rung>;

const measureType = z.strictObject({
  order: z.int(),
  label: localised(120),
  /** Platform admins carry it out, account by account. */
  restriction: z.boolean().default(false),
  /** It needs the consent of everybody who takes part. */
  consent: z.boolean().default(false),
  /** Days in which it is usually done. */
  usualDays: days(365).optional(),
  /** A rule of its own that a proposal with it has to meet beside that of the rung. */
  approval: approvalRule.optional(),
});

/** Where people of the community meet, and what can be taken from them there. */
const platform = z.strictObject({
  label: localised(80),
  /** What can be restricted, by a name of your own. */
  restrictions: z.record(identifier, localised(80)).refine(...atMost(20, 'restrictions')),
  /** Who carries it out: a name, an address, a chat. */
  carriedOutBy: z.string().max(200).optional(),
});

const step = z.strictObject({ order: z.int(), label: localised(200) });

const decisionFields = z.strictObject({
  /** Rules of the community's code that a finding may name. */
  rules: z.record(identifier, localised(200)).refine(...atMost(60, 'rules')),
  /** What `ladder` begins with; your own rungs are laid over it. */
  readyLadder: z.enum(['four-rungs', 'contributor-covenant-3']),
  ladder: z
    .record(identifier, rung)
    .refine((rungs) => Object.keys(rungs).length > 0, 'At least one rung is needed.')
    .refine(...atMost(12, 'rungs')),
  measures: z.record(identifier, measureType).refine(...atMost(60, 'measures')),
  platforms: z.record(identifier, platform).refine(...atMost(40, 'platforms')),
  /** Steps of an investigation by channel; those of `conduct` where a channel has none. */
  plans: z.record(identifier, z.record(identifier, step).refine(...atMost(30, 'steps'))),
  emergency: z.strictObject({
    /** Days for which one member alone may restrict somebody. */
    mostDays: days(30),
    /** Hours in which the others confirm it; then the leads are told, and after as many again the outside contact. */
    confirmHours: z.int().min(1).max(168),
  }),
  /** Days after a decision on which the team asks how it goes. */
  checkInDays: z.array(days(365)).max(10),
  /** Days after closing on which the reporter’s page asks how it has been since. */
  checkInsAfterClosing: z.array(days(365)).max(10),
  /** Days the respondent has to appeal. */
  appealDays: days(365),
  /** How and where to, as the letter says it; absent: in the way the letter came. */
  appealTo: localised(300).optional(),
  /** How an appeal is taken and by when it is answered. */
  appeal: z.strictObject({
    /**
     * Days after a letter was sent, or the reporter was told, in which an appeal is not late. On which day it was opened
     * first is not kept: nothing stores when somebody came to look.
     */
    afterSendingDays: days(365),
    /** Hours in which an appeal is acknowledged, and days in which it is decided, from when it was sent. */
    acknowledgeHours: z.int().min(1).max(720),
    decideDays: days(365),
    /** Rungs whose restrictions wait while the respondent's appeal is open; its decider may say otherwise. */
    waits: z.array(identifier).max(12),
    /** Members without a part in it who have to approve that a second appeal is taken. */
    secondApprovals: z.int().min(1).max(10),
  }),
  /** Days the reporter has to say what they think of a proposal. */
  opinionDays: days(60),
  readmission: z.strictObject({
    /** Somebody banned for good may ask to come back. */
    afterPermanentBan: z.boolean(),
    probationDays: days(730),
  }),
  /** Years a line of the enforcement log is kept. */
  logYears: z.int().min(1).max(30),
  /** Whether permanent bans may be listed in public, with two approvals each and an end. */
  publicBans: z.boolean(),
});

/** How a team investigates and decides. */
export const decisionSettings = decisionFields.refine(
  ({ appeal, ladder }) => appeal.waits.every((name) => Object.hasOwn(ladder, name)),
  { path: ['appeal', 'waits'], message: 'Names a rung that is not in the ladder.' },
);
export type DecisionSettings = z.infer<typeof decisionSettings>;
