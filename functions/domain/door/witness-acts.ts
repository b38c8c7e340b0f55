import * as z from 'zod';
import { noFacts, said } from './act-facts.ts';

/** What a witness does by pressing a button, as it comes in. */
export const witnessActs = [
  z.strictObject({ act: z.literal('declined'), facts: noFacts, ...said }),
  z.strictObject({ act: z.literal('off-the-record'), facts: noFacts, ...said }),
] as const;
export type WitnessAct = z.output<(typeof witnessActs)[number]>;
