import * as z from 'zod';
import { localised } from './localised.ts';

const text = localised(1_000);

/** What the team tells people who ask what is stored about them. */
export const dataRequestSettings = z.strictObject({
  /** Days in which they are answered. */
  answerDays: z.int().min(1).max(90),
  /** What may be told to each of them, as the copy for them says it. */
  told: z.strictObject({ reporter: text, respondent: text, witness: text, other: text }),
  /** What is told to nobody, and why. */
  notTold: text,
});
export type DataRequestSettings = z.infer<typeof dataRequestSettings>;
