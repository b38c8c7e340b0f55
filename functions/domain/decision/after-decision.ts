import * as z from 'zod';
import { author } from '../member/author.ts';

/** `changed`: a proposal for another decision follows; this one stays in force until that is. */
export const reviewResults = ['stays', 'changed', 'ended'] as const;
export const reviewResult = z.enum(reviewResults);
export type ReviewResult = z.infer<typeof reviewResult>;

/** The team has looked at a decision again. */
export const decisionReview = z.object({
  result: reviewResult,
  reason: z.string(),
  by: author,
  on: z.iso.date(),
});

/** Reviews of one decision that are kept. */
export const mostReviews = 50;

const tick = z.object({ by: author, on: z.iso.date() });

/** How somebody comes back after a ban. What they have to do first are measures of the type `readmission-tasks`. */
export const readmission = z.object({
  returnOn: z.iso.date(),
  /** The last day of their probation. */
  probationUntil: z.iso.date().optional(),
  reason: z.string(),
  planned: tick,
  /** Ids of everybody who was on the team then. */
  team: z.array(z.string()),
  /** After a permanent ban somebody else has to agree. */
  agreed: tick.optional(),
  returned: tick.optional(),
});
export type Readmission = z.infer<typeof readmission>;

/** Somebody who was banned for good has asked to come back: what a member noted of it, and what came of it. */
export const returnRequest = z.object({
  askedOn: z.iso.date(),
  said: z.string(),
  noted: tick,
  /** `planned`: a return was planned after it. */
  answered: tick.extend({ as: z.enum(['planned', 'declined']), reason: z.string() }).optional(),
});
export type ReturnRequest = z.infer<typeof returnRequest>;

/** Requests about one decision that are kept. */
export const mostReturnRequests = 20;
/** Days after which the team is reminded of one that nobody has answered. */
export const answerRequestDays = 14;

/** The request that waits for an answer. */
export const openRequest = (requests: readonly ReturnRequest[] = []): ReturnRequest | undefined =>
  requests.find(({ answered }) => answered === undefined);

/** The requests, once the one that waits has its answer. */
export const requestsAnswered = (
  requests: readonly ReturnRequest[] | undefined,
  answered: NonNullable<ReturnRequest['answered']>,
): ReturnRequest[] | undefined =>
  requests?.map((one) => (one.answered === undefined ? { ...one, answered } : one));
