import * as z from 'zod';
import { narrative, narrativeStates } from '../../domain/narrative/narrative.ts';

/** What a transparency report may tell of one case. */
export const narrativeView = z.object({
  narrative: z
    .object({
      ...narrative.omit({ team: true }).shape,
      state: z.enum(narrativeStates).describe('`waits`: for a second member.'),
      hash: z.string().describe('What an approval binds.'),
    })
    .optional(),
  damaged: z.int().describe('How many cannot be shown.'),
});
