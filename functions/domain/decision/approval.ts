import * as z from 'zod';
import { author } from '../member/author.ts';

/** `takes-back`: what this member said before of the proposal counts no more. */
export const verdicts = ['approves', 'dissents', 'takes-back'] as const;

/** What a member says of exactly one text of a proposal; the latest of a member counts. Never rewritten. */
export const approval = z.object({
  proposal: z.int(),
  hash: z.string(),
  verdict: z.enum(verdicts),
  /** Why they dissent, or what they add. */
  note: z.string().optional(),
  by: author,
  on: z.iso.datetime(),
});
export type Approval = z.infer<typeof approval>;

/**
 * By their own word, a member is close to somebody concerned: they discuss the case and approve nothing in it. The latest
 * of a member counts. Never rewritten.
 */
export const softConflict = z.object({
  is: z.boolean(),
  reason: z.string(),
  by: author,
  on: z.iso.datetime(),
});
export type SoftConflict = z.infer<typeof softConflict>;
