import * as z from 'zod';
import { redaction } from '../../domain/redaction/redaction.ts';

/** JSON of what is not handed out. */
export const redactionList = z.object({
  redactions: z.array(
    redaction.describe(
      'Of one entry: passages of its texts, by their first code unit of UTF-16 and the first after them; `held`: nothing of it is handed out; `files`: those that may be, by their ids.',
    ),
  ),
  damaged: z
    .int()
    .describe('How many cannot be shown: what was stored is damaged, and nothing is handed out.'),
});
