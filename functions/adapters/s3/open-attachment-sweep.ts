import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { AttachmentSweep } from '../../domain/attachment/attachment-store.ts';
import { attachmentSweep } from './attachment-sweep.ts';

/** Loaded on the first call by `lazy-attachment-sweep.ts`. */
export const openAttachmentSweep = (bucket: string, options: S3ClientConfig): AttachmentSweep =>
  attachmentSweep(new S3Client(options), bucket);
