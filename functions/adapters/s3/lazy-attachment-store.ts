import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { AttachmentStore } from '../../domain/attachment/attachment-store.ts';

/**
 * The store, with S3's client loaded when the first call comes: it is the largest of the clients, and most visits bring
 * and read no file. The build puts it into files of its own beside the entry of a bundle.
 */
export const lazyAttachmentStore = (bucket: string, options: S3ClientConfig): AttachmentStore => {
  let opening: Promise<AttachmentStore> | undefined;
  const opened = (): Promise<AttachmentStore> =>
    (opening ??= import('./open-attachment-store.ts').then(({ openAttachmentStore }) =>
      openAttachmentStore(bucket, options),
    ));
  return {
    put: async (...chunk) => (await opened()).put(...chunk),
    chunksThere: async (...upload) => (await opened()).chunksThere(...upload),
    keep: async (...upload) => (await opened()).keep(...upload),
    getUnfinished: async (...chunk) => (await opened()).getUnfinished(...chunk),
    get: async (...chunk) => (await opened()).get(...chunk),
  };
};
