import * as z from 'zod';
import { language } from '../../settings/localised.ts';

/** The parts of what a respondent is told, in the order of the letter. */
export const letterParts = ['behaviour', 'impact', 'expected', 'consequences'] as const;
export type LetterPart = (typeof letterParts)[number];

export const letter = z.object({
  language,
  /** What the respondent did, without who reported it. */
  behaviour: z.string(),
  impact: z.string(),
  /** What is expected of them. */
  expected: z.string(),
  consequences: z.string(),
});
export type Letter = z.infer<typeof letter>;
