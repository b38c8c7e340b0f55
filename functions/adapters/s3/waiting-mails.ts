import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '../../domain/kernel/fault.ts';
import type { WaitingMails } from '../../domain/sweep/waiting-mails.ts';
import { awsErrorKind, retryAfterSeconds } from '../aws/error-kind.ts';
import { eventOfMail } from '../lambda/event-of-mail.ts';
import { s3Call } from './s3-call.ts';
import { isSetupNotice } from '../../domain/mail/setup-notice.ts';

export type MailPlaces = { readonly bucket: string; readonly lambda: string };

/** What one look counts at most, in pages of a thousand. */
const mostPages = 10;

/** @throws {Fault} from its calls, `storage-…` when S3 or Lambda fails */
export const waitingMails = (
  s3: S3Client,
  lambda: LambdaClient,
  { bucket: Bucket, lambda: FunctionName }: MailPlaces,
): WaitingMails => ({
  async cameBefore(time) {
    const keys: string[] = [];
    let from: string | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const ContinuationToken = from;
      const page = await s3Call(() => s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken })));
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined && !isSetupNotice(Key) && LastModified && LastModified <= time) keys.push(Key);
      from = page.NextContinuationToken;
      if (from === undefined) break;
    }
    return keys;
  },

  async handOver(key) {
    const Payload = Buffer.from(eventOfMail(key));
    try {
      await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
    } catch (error) {
      const kind = awsErrorKind(error);
      throw new Fault(`storage-${kind}`, kind === 'refused' ? undefined : retryAfterSeconds);
    }
  },
});
