import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { AttachmentSweep } from '../../domain/attachment/attachment-store.ts';
import { Fault } from '../../domain/kernel/fault.ts';
import { retryAfterSeconds } from '../aws/error-kind.ts';
import { attachmentPrefix, keptPrefix, unfinishedPrefix } from './object-names.ts';
import { s3Call } from './s3-call.ts';

type Listed = { readonly name: string; readonly putAt: Date };

/**
 * What it has deleted by the time storage fails is deleted, and it can be run again.
 * @throws {Fault} from its calls, `storage-…` when storage fails or keeps an object
 */
export const attachmentSweep = (s3: S3Client, bucket: string): AttachmentSweep => {
  /** At most 1000 objects whose names begin so, in a page. */
  async function* pages(prefix: string): AsyncGenerator<Listed[], void, undefined> {
    let from: string | undefined;
    do {
      const ContinuationToken = from;
      const page = await s3Call(() =>
        s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken })),
      );
      yield (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
        Key === undefined || LastModified === undefined ? [] : [{ name: Key, putAt: LastModified }],
      );
      from = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (from !== undefined);
  }

  const deleteAll = async (names: readonly string[]): Promise<void> => {
    if (names.length === 0) return;
    const Objects = names.map((Key) => ({ Key }));
    const { Errors = [] } = await s3Call(() =>
      s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } })),
    );
    if (Errors.length > 0) throw new Fault('storage-unavailable', retryAfterSeconds);
  };

  return {
    async erase(attachmentId) {
      for (const prefix of [unfinishedPrefix, keptPrefix] as const)
        for await (const page of pages(attachmentPrefix(prefix, attachmentId)))
          await deleteAll(page.map(({ name }) => name));
    },

    async eraseUnfinished(before) {
      let erased = 0;
      for await (const page of pages(unfinishedPrefix)) {
        const old = page.filter(({ putAt }) => putAt < before).map(({ name }) => name);
        await deleteAll(old);
        erased += old.length;
      }
      return erased;
    },
  };
};
