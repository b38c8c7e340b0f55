import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { RawMails } from '../../domain/mail/mail-case-store.ts';

/** The store of raw mails, with S3's client loaded when the first call comes, as for attachments. */
export const lazyRawMails = (bucket: string, options: S3ClientConfig): RawMails => {
  let opening: Promise<RawMails> | undefined;
  const opened = (): Promise<RawMails> =>
    (opening ??= import('./open-raw-mails.ts').then(({ openRawMails }) => openRawMails(bucket, options)));
  return {
    get: async (key) => (await opened()).get(key),
    delete: async (key) => (await opened()).delete(key),
  };
};
