import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { caseState } from '../../domain/case/state.ts';
import { identityOpened } from '../../domain/case/summary.ts';
import { deadlines } from '../../domain/deadline/deadlines.ts';
import { messageLimitBytes, requiredText } from '../../domain/text.ts';

/** What goes out, and what comes in beside reports. A field that is not here cannot leak into an answer. */
export const ticketIssued = z.object({ ticket: z.string() });

export const reportFiled = z.object({
  token: z.string().describe('128 bits, base64url. Whoever holds it can read, reply and withdraw.'),
  passphrase: z.string().describe('The same token as twelve English words.'),
  followUpUrl: z.url(),
  caseName,
  deadlines,
  retainedUntil: z.iso.datetime(),
});

export const threadEntry = z.object({
  id: z.string(),
  from: z.enum(['reporter', 'team', 'unknown']).describe('unknown: the entry is damaged and cannot be shown'),
  on: z.iso.date(),
  text: z.string(),
  attachments: z.array(z.never()),
});

export const followUp = z.object({
  caseName,
  thread: z.string(),
  summary: z.object({
    state: caseState,
    stateInWords: z.string(),
    opened: z.boolean(),
    urgent: z.boolean(),
    sentOn: z.iso.date(),
    deadlines,
    retainedUntil: z.iso.datetime(),
    identityOpened: identityOpened
      .optional()
      .describe('The days on which the team opened your name or contact, if it did.'),
  }),
  entries: z.array(threadEntry),
});

export const newMessage = z.strictObject({
  text: requiredText(messageLimitBytes),
  urgent: z.boolean().default(false).describe('Tells the team with the next beat.'),
});

export const withdrawn = z.object({
  outcome: z
    .enum(['erased', 'asked'])
    .describe('erased: nobody had opened the report, its keys are gone. asked: the team has been asked.'),
});
