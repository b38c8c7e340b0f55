import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { mailKeysBefore } from '../../functions/adapters/s3/waiting-mails.ts';

/** The keys of all mails that lie in the bucket since a time or longer. @throws what S3 answers, in its own words */
export const waitingMails = (s3: S3Client, Bucket: string, since: Date): Promise<readonly string[]> =>
  mailKeysBefore(since, (ContinuationToken) =>
    s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken })),
  );
