import * as z from 'zod';
import { checkInFacts } from '../thread/check-in.ts';
import { noFacts, said } from './act-facts.ts';

/** What a reporter alone does by pressing a button, as it comes in; they appeal as respondents do. */
export const reporterActs = [
  z.strictObject({ act: z.literal('retaliation'), facts: noFacts, ...said }),
  z.strictObject({ act: z.literal('check-in'), facts: checkInFacts, ...said }),
] as const;
