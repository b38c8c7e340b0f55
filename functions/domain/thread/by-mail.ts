import * as z from 'zod';

/** The texts of an entry that came by mail, besides what is new in it; its conversation shows them folded. */
export const mailTexts = ['mailSubject', 'mailQuoted', 'mailSignature'] as const;
export type MailText = (typeof mailTexts)[number];
export const isMailText = (name: string): name is MailText => mailTexts.some((one) => one === name);

const word = z.string().regex(/^[a-z-]{1,40}$/);

/**
 * That an entry came by mail, and what was found out about the mail. The words are those of `domain/mail/read-mail.ts` and
 * `domain/mail/filing-remarks.ts`; what another release has found out besides is kept, and shown where it is known.
 */
export const byMail = z.object({
  verdicts: z.record(word, word),
  remarks: z.array(word),
  /** The day its sender's program wrote in it. */
  sentOn: z.iso.date().optional(),
  /** Files that were not taken, each with the reason. */
  leftOut: z.array(z.object({ name: z.string(), why: word })).optional(),
  /** How many more there were than are named. */
  moreLeftOut: z.int().optional(),
});
export type ByMail = z.infer<typeof byMail>;
