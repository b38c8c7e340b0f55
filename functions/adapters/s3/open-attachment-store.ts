import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { AttachmentStore } from '../../domain/attachment/attachment-store.ts';
import { attachmentStore } from './attachment-store.ts';

/** Loaded on the first call by `lazy-attachment-store.ts`. */
export const openAttachmentStore = (bucket: string, options: S3ClientConfig): AttachmentStore =>
  attachmentStore(new S3Client(options), bucket);
