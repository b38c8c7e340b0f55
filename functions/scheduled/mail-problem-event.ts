import * as z from 'zod';
import { mailProblemKinds, type MailProblemKind } from '../domain/member/mail-problem.ts';

/** What the rule of the stack makes of an event of SES (`infra/aws/mail-problems.ts`): whose mail, and what happened. */
const told = z.strictObject({
  mailProblem: z.enum(mailProblemKinds),
  members: z.array(z.string().min(1).max(64)).max(1),
});

/** @returns `undefined` for any other event, such as the one of every minute */
export const mailProblemOf = (
  event: unknown,
): { readonly kind: MailProblemKind; readonly memberId: string } | undefined => {
  const parsed = told.safeParse(event).data;
  const memberId = parsed?.members[0];
  return parsed && memberId !== undefined ? { kind: parsed.mailProblem, memberId } : undefined;
};
