import * as z from 'zod';
import { dataRequest } from '../../domain/data-request/data-request.ts';

/** JSON of people who ask what is stored about them. */
const damaged = z.int().describe('How many cannot be shown: what was stored is damaged.');

const requestView = dataRequest.extend({ number: z.int() });

export const dataRequestList = z.object({ requests: z.array(requestView), damaged });

export const dataRequestView = requestView.extend({
  holdings: z
    .object({
      entries: z.int().describe('In their own conversation, what the team wrote there included.'),
      findings: z.int(),
      decisions: z.int(),
      measures: z.int(),
      logLines: z.int(),
      letters: z.int().describe('Those that were delivered to them.'),
    })
    .describe('How much the case holds about them: counts, for the team alone.'),
  copy: z
    .string()
    .describe(
      'To hand over: their own letters, measures and conversation, in their language. It names neither the case nor anybody else.',
    ),
  damaged,
});
