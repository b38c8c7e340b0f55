import * as z from 'zod';
import { author } from '../member/author.ts';

/** What the reporter or a respondent thinks of what is meant to be decided, or why they were not asked. It binds nobody. */
export const opinion = z.object({
  of: z.enum(['reporter', 'respondent']),
  /** The respondent it is about. */
  respondent: z.int(),
  asked: z.object({ on: z.iso.date(), by: z.iso.date(), question: z.string() }).optional(),
  said: z.string().optional(),
  whyNotAsked: z.string().optional(),
  /** How many decisions about the respondent there were: what was said before one says nothing of the next. */
  decisionsBefore: z.int().optional(),
  writtenBy: author,
  on: z.iso.date(),
});
export type Opinion = z.infer<typeof opinion>;
