import * as z from 'zod';
import { isSetupNotice } from '../domain/mail/setup-notice.ts';

const s3Event = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal('aws:s3'),
      s3: z.object({ object: z.object({ key: z.string() }) }),
    }),
  ),
});

/**
 * The keys of the mails that S3 tells of, decoded: in an event they are encoded as in a form. Without what SES puts
 * there itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * @throws {z.ZodError} for another event
 */
export const mailKeysOf = (event: unknown): string[] =>
  s3Event
    .parse(event)
    .Records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll('+', ' ')))
    .filter((key) => !isSetupNotice(key));
