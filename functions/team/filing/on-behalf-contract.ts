import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { deadlines } from '../../domain/deadline/deadlines.ts';
import { waysItCame } from '../../domain/thread/entry.ts';

/** What a member says beside the report itself, which has the fields of `POST /api/reports`. */
export const filingFields = {
  forWhom: z.enum(['self', 'another']),
  reporterKnows: z.boolean().describe('Whether the person it came from knows that it is written down here.'),
  cameBy: z.enum(waysItCame),
  receivedOn: z.iso.date().optional().describe('The day it came in.'),
  door: z.boolean().describe('Whether there is to be a token for handing over.'),
};

export const caseFiled = z.object({
  id: z.string().optional().describe('Absent when the case is not yours to see.'),
  caseName,
  channel: z.string(),
  deadlines,
  retainedUntil: z.iso.datetime(),
  token: z
    .string()
    .optional()
    .describe('To be handed over; it can only be changed for one of the reporter’s own.'),
  passphrase: z.string().optional(),
  followUpUrl: z.url().optional(),
  handOverBy: z.iso
    .datetime()
    .optional()
    .describe('A token that has not been changed by then opens nothing.'),
  reminder: z.string(),
});
