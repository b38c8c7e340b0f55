import * as z from 'zod';
import { caseName } from '../case/case-name.ts';
import { codeName } from '../decision/code-name.ts';
import { findingOutcome } from '../decision/finding.ts';

export const logStatuses = ['in-force', 'ended', 'replaced', 'measures-done'] as const;
/** How the report came: by its reporter, or written down by a member. */
export const logSources = ['reporter', 'member'] as const;
export const logAppeals = ['none', 'open', 'upheld', 'changed', 'overturned', 'sent-back'] as const;

/** What an operation says of a decision for the enforcement log. */
export const logFacts = z.object({
  /** The code name of the respondent. */
  person: codeName,
  decidedOn: z.iso.date(),
  source: z.enum(logSources),
  outcome: findingOutcome,
  rules: z.array(z.string()),
  rung: z.string().nullable(),
  /** Names of measures. */
  measures: z.array(z.string()),
  /** Names of platforms where the person is restricted. */
  platforms: z.array(z.string()).optional(),
  from: z.iso.date(),
  until: z.iso.date().optional(),
  status: z.enum(logStatuses),
  appeal: z.enum(logAppeals).default('none'),
  reviewOn: z.iso.date().optional(),
});
export type LogFacts = z.infer<typeof logFacts>;

/**
 * A line of the enforcement log: one decision, by code names. Sealed to the ring `register` of its channel; it outlives
 * its case.
 */
export const logLine = logFacts.extend({
  caseId: z.string(),
  caseName,
  channel: z.string(),
  /** The last day on which it is kept. */
  keptUntil: z.iso.date(),
  /** Ids of members who must not know of it: those who are kept from the case, or were when it was erased. */
  hiddenFrom: z.array(z.string()),
  /** The roster's revision when the report was sent, and who was given access since: as in the brief. */
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
});
export type LogLine = z.infer<typeof logLine>;
