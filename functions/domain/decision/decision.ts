import * as z from 'zod';
import { approvalRule } from '../../settings/decision-schema.ts';
import { author } from '../member/author.ts';
import { decisionReview, readmission, returnRequest } from './after-decision.ts';
import { findingOutcome } from './finding.ts';
import { letterAnnounced } from './letter-announced.ts';

export const letterWays = ['link', 'copied', 'printed'] as const;

export const decisionStatuses = ['in-force', 'ended', 'replaced'] as const;

/** A proposal in force. Sealed under the casework key. */
export const decision = z.object({
  proposal: z.int(),
  /** The hash of what was approved. */
  hash: z.string(),
  respondent: z.int(),
  outcome: findingOutcome,
  rules: z.array(z.string()),
  rung: z.string().nullable(),
  from: z.iso.date(),
  until: z.iso.date().optional(),
  reviewOn: z.iso.date().optional(),
  /** The last day on which the respondent can appeal. */
  appealBy: z.iso.date().optional(),
  approvedBy: z.array(author),
  dissentedBy: z.array(author),
  /** Everybody who could take part then. */
  tookPart: z.array(author),
  by: author,
  on: z.iso.date(),
  status: z.enum(decisionStatuses),
  /** Why it has to be looked at again, such as that somebody whose approval mattered has stepped aside. */
  toReview: z.string().optional(),
  /** Each time the team has looked at it again; the latest last. */
  reviews: z.array(decisionReview).optional(),
  readmission: readmission.optional(),
  /** Each time the respondent has asked to come back after a ban without an end; the latest last. */
  returnRequests: z.array(returnRequest).optional(),
  /** By when. */
  toReviewBy: z.iso.date().optional(),
  /** The rules that held then; ids of the leads among those who approved. */
  approvalRules: z.array(approvalRule).optional(),
  leadsApproved: z.array(z.string()).optional(),
  /** The reporter was told on which day the letter goes out. */
  letterAnnounced: letterAnnounced.optional(),
  /** The reporter is not told when it ends. */
  endKept: z.boolean().optional(),
  letterSent: z.object({ way: z.enum(letterWays), on: z.iso.date(), by: author }).optional(),
  /** Where its line stands in the enforcement log. */
  logLine: z.string().optional(),
});
export type Decision = z.infer<typeof decision>;
