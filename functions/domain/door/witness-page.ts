import * as z from 'zod';
import { language } from '../../settings/localised.ts';

/** What a witness is shown. */
export const witnessPage = z.object({
  kind: z.literal('witness'),
  language,
  about: z.string(),
  questions: z.array(z.string()),
  /** By when they are asked to answer. */
  answerBy: z.iso.date().optional(),
});
export type WitnessPage = z.infer<typeof witnessPage>;
