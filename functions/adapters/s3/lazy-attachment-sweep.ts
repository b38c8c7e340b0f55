import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { AttachmentSweep } from '../../domain/attachment/attachment-store.ts';

/** The sweep, with S3's client loaded when the first call comes: most scheduled runs erase nothing. */
export const lazyAttachmentSweep = (bucket: string, options: S3ClientConfig): AttachmentSweep => {
  let opening: Promise<AttachmentSweep> | undefined;
  const opened = (): Promise<AttachmentSweep> =>
    (opening ??= import('./open-attachment-sweep.ts').then(({ openAttachmentSweep }) =>
      openAttachmentSweep(bucket, options),
    ));
  return {
    erase: async (attachmentId) => (await opened()).erase(attachmentId),
    eraseUnfinished: async (before) => (await opened()).eraseUnfinished(before),
  };
};
