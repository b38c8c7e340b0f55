import * as z from 'zod';

/** Mails about deadlines, from the mildest to the most pressing. */
export const deadlineMails = ['reminder', 'overdue', 'long-overdue'] as const;
export type DeadlineMail = (typeof deadlineMails)[number];

/**
 * What a member has been sent. `noticed` is forgotten when they look; what else is
 * marked counts only while it is there, but for the number of urgent mails.
 */
export const mailMarks = z.object({
  /** They were sent something and have not looked since. */
  noticed: z.enum(['ordinary', 'urgent']).optional(),
  /** The last mail about a deadline, and its day in UTC. */
  deadlineMail: z.object({ kind: z.enum(deadlineMails), on: z.iso.date() }).optional(),
  /** Urgent mails in a full hour, ISO in UTC. */
  urgentMails: z.object({ hour: z.iso.datetime(), count: z.int() }).optional(),
  /** The last notices they were told of, by id: one that could not be taken out of the outbox is not told again. */
  lastNotices: z.array(z.string()).optional(),
  /** More that is urgent came than an hour's mails may say; one mail says so when the hour is over. */
  urgentMore: z.boolean().optional(),
  /** Points of the yearly checklist that were due when they were last mailed about it, with the due date of each. */
  checklistTold: z.record(z.string(), z.iso.date()).optional(),
});
export type MailMarks = Readonly<z.infer<typeof mailMarks>>;
