import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { WaitingMails } from '../../domain/sweep/waiting-mails.ts';
import { waitingMails, type MailPlaces } from './waiting-mails.ts';

/** Loaded on the first call by `lazy-waiting-mails.ts`. */
export const openWaitingMails = (
  places: MailPlaces,
  options: S3ClientConfig & LambdaClientConfig,
): WaitingMails => waitingMails(new S3Client(options), new LambdaClient(options), places);
