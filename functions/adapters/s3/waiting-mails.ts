import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '../../domain/kernel/fault.ts';
import { isSetupNotice } from '../../domain/mail/setup-notice.ts';
import type { WaitingMails } from '../../domain/sweep/waiting-mails.ts';
import { awsErrorKind, retryAfterSeconds } from '../aws/error-kind.ts';
import { eventOfMail } from '../lambda/event-of-mail.ts';
import { s3Call } from './s3-call.ts';

export type MailPlaces = { readonly bucket: string; readonly lambda: string };

/** What one look of the scheduled function counts at most, in pages of a thousand. */
const mostPages = 10;

/** @throws {Fault} from its calls, `storage-…` when S3 or Lambda fails */
export const waitingMails = (
  s3: S3Client,
  lambda: LambdaClient,
  { bucket: Bucket, lambda: FunctionName }: MailPlaces,
): WaitingMails => ({
  cameBefore: (time) =>
    mailKeysBefore(
      time,
      (ContinuationToken) => s3Call(() => s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }))),
      mostPages,
    ),

  async handOver(key) {
    try {
      await lambda.send(handOverCommand(FunctionName, key));
    } catch (error) {
      const kind = awsErrorKind(error);
      throw new Fault(`storage-${kind}`, kind === 'refused' ? undefined : retryAfterSeconds);
    }
  },
});

type ListPage = (
  from: string | undefined,
) => Promise<Pick<ListObjectsV2CommandOutput, 'Contents' | 'NextContinuationToken'>>;

/** The keys of mails that lie in their bucket since a time or longer. What SES put there itself is none. */
export const mailKeysBefore = async (
  time: Date,
  listPage: ListPage,
  pages = Number.POSITIVE_INFINITY,
): Promise<string[]> => {
  const keys: string[] = [];
  let from: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { Contents = [], NextContinuationToken } = await listPage(from);
    for (const { Key, LastModified } of Contents)
      if (Key !== undefined && !isSetupNotice(Key) && LastModified && LastModified <= time) keys.push(Key);
    from = NextContinuationToken;
    if (from === undefined) break;
  }
  return keys;
};

/** Has the mail function take up a mail, without waiting for what becomes of it. */
export const handOverCommand = (FunctionName: string, key: string): InvokeCommand =>
  new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(eventOfMail(key)) });
