import * as z from 'zod';
import { author } from '../member/author.ts';

/** `not-substantiated` says nothing of the reporter: it could not be established what happened. */
export const findingOutcomes = ['violation', 'no-violation', 'not-substantiated', 'out-of-scope'] as const;
export const findingOutcome = z.enum(findingOutcomes);
export type FindingOutcome = z.infer<typeof findingOutcome>;

/** What the team has found of one respondent. Sealed under the casework key. */
export const finding = z.object({
  respondent: z.int(),
  outcome: findingOutcome,
  /** Names of rules in the settings. */
  rules: z.array(z.string()),
  /** What happened, in neutral words. */
  summary: z.string(),
  impact: z.string().optional(),
  /** Why it is out of scope: a name of the settings. */
  reason: z.string().optional(),
  /** Counts how often it was written: what was approved on an earlier one is not approved on this one. */
  edition: z.int().optional(),
  by: author,
  on: z.iso.date(),
});
export type Finding = z.infer<typeof finding>;
