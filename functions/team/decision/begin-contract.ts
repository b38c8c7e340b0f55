import * as z from 'zod';
import { letter } from '../../domain/decision/letter.ts';
import { proposedMeasure } from '../../domain/decision/proposal.ts';
import { shownLogLine } from '../register/log-contract.ts';

/** What a proposal is begun with: about whom, and on which rung. */
export const beginFields = z.strictObject({
  respondent: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'Must be the number of a respondent.')
    .transform(Number)
    .describe('The number of a respondent of this case.'),
  rung: z
    .string()
    .min(1)
    .max(31)
    .optional()
    .describe('A rung of the settings, or `none`: that nothing follows.'),
});

/** JSON of what was decided in like cases. */
export const likeList = z.object({
  lines: z
    .array(shownLogLine.omit({ caseId: true }))
    .describe('Those with the most rules in common first, then the newest; at most ten.'),
  alike: z.int().describe('How many are alike in all, of those that were looked at.'),
  since: z.iso.date().describe('The day back to which decisions were looked at.'),
});

/** JSON of what a letter begins with. */
export const templateList = z.object({
  measures: z
    .array(proposedMeasure.pick({ type: true, dueOn: true }))
    .describe('What usually goes with the rung.'),
  letters: z.array(letter).describe('In each language. Fill in what is marked […].'),
});
