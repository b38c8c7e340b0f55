import * as z from 'zod';
import { decision } from '../../domain/decision/decision.ts';
import { letterWarning } from '../../domain/decision/letter-check.ts';
import { language } from '../../settings/localised.ts';

const whole = z.object({
  codeName: z.string().describe('Of the respondent.'),
  language,
  direction: z.enum(['ltr', 'rtl']),
  text: z.string().describe('The whole letter, as it is copied or printed.'),
});

/** JSON of a case's letters. */
export const letterList = z.object({
  letters: z
    .array(
      whole.extend({
        decision: z.int(),
        sent: decision.shape.letterSent.describe('How and when a member says that it was delivered.'),
      }),
    )
    .describe('Of decisions.'),
  drafts: z
    .array(
      whole.extend({
        proposal: z.int(),
        warnings: z
          .array(letterWarning)
          .describe(
            'What in it might tell who reported, compared with what the reporter wrote in the case. The sealed name and contact are not opened for it, so they are not compared. What is not listed may tell it all the same.',
          ),
      }),
    )
    .describe('Of proposals that are open.'),
});
