import * as z from 'zod';
import { caseName } from '../case/case-name.ts';
import { codeName } from '../decision/code-name.ts';
import { findingOutcome } from '../decision/finding.ts';

/**
 * A line of the enforcement log: one decision, by code names. Sealed to the ring `register` of its channel; it outlives
 * its case.
 */
export const logLine = z.object({
  caseId: z.string(),
  caseName,
  channel: z.string(),
  /** The code name of the respondent. */
  person: codeName,
  decidedOn: z.iso.date(),
  /** How the report came: by its reporter, or written down by a member. */
  source: z.enum(['reporter', 'member']),
  outcome: findingOutcome,
  rules: z.array(z.string()),
  rung: z.string().nullable(),
  /** Names of measures. */
  measures: z.array(z.string()),
  from: z.iso.date(),
  until: z.iso.date().optional(),
  status: z.enum(['in-force', 'ended', 'replaced', 'measures-done']),
  appeal: z.enum(['none', 'open', 'upheld', 'changed']).default('none'),
  reviewOn: z.iso.date().optional(),
  /** Ids of members who must not know of it: those who were kept from the case. */
  hiddenFrom: z.array(z.string()),
  /** The roster's revision when the report was sent, and who was given access since: as in the brief. */
  rosterRevision: z.int().optional(),
  grantedMembers: z.array(z.string()),
});
export type LogLine = z.infer<typeof logLine>;
