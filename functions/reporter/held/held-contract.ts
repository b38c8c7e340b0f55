import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { heldChoices } from '../../domain/held/answer-held.ts';
import { followUp } from '../api/contract.ts';

const persons = z.array(z.string()).describe('Whom it waits for somebody else to name.');
const retainedUntil = z.iso.datetime().describe('When it is erased if the team is not told.');

/** The receipt of a report of which the team does not know. */
export const reportHeld = z.object({
  token: z.string().describe('128 bits, base64url. Anybody who holds it can read, answer and withdraw.'),
  passphrase: z.string().describe('The same token as twelve English words.'),
  followUpUrl: z.url(),
  caseName,
  held: z.object({ persons, retainedUntil }),
});

/** What its page shows. Whether somebody else has named the same person stands nowhere. */
export const heldFollowUp = z.object({
  caseName,
  thread: z.string(),
  held: z.object({
    persons,
    sentOn: z.iso.date(),
    retainedUntil,
    agreedOn: z.iso
      .date()
      .optional()
      .describe(
        'The day of the last yes. It counts for whoever had named the same person before that day: ask again each time.',
      ),
  }),
  entries: followUp.shape.entries,
  before: followUp.shape.before,
});

export const heldChoice = z.strictObject({
  choice: z
    .enum(heldChoices)
    .describe(
      'agree: if somebody else has named the same person, the team may be told. take-back: it may not. ' +
        'tell-now: the team is told now, as with any report.',
    ),
});

export const heldAnswered = z.object({ outcome: z.enum(['agreed', 'taken-back', 'told']) });
