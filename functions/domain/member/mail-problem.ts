import * as z from 'zod';

/** `bounce`: no such mailbox, or none that takes mail. `complaint`: the recipient called one of our mails spam. */
export const mailProblemKinds = ['bounce', 'complaint'] as const;
export type MailProblemKind = (typeof mailProblemKinds)[number];

/** What SES says of mail to a member. It stays until their address is changed, or a lead says that mail arrives. */
export const mailProblem = z.object({ kind: z.enum(mailProblemKinds), on: z.iso.date() });
export type MailProblem = Readonly<z.infer<typeof mailProblem>>;
