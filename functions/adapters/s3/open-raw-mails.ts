import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { RawMails } from '../../domain/mail/mail-case-store.ts';
import { rawMails } from './raw-mails.ts';

/** Loaded on the first call by `lazy-raw-mails.ts`. */
export const openRawMails = (bucket: string, options: S3ClientConfig): RawMails =>
  rawMails(new S3Client(options), bucket);
