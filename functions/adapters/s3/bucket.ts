import * as z from 'zod';

const environment = z.object({ ATTACHMENTS_BUCKET: z.string().min(3) });

/** @throws when the environment lacks its name; a composition root calls it once, at the start */
export const attachmentsBucket = (variables: unknown): string =>
  environment.parse(variables).ATTACHMENTS_BUCKET;

const mailEnvironment = z.object({ MAIL_BUCKET: z.string().min(3) });

/** The same for the bucket of raw mails. */
export const mailBucket = (variables: unknown): string => mailEnvironment.parse(variables).MAIL_BUCKET;
