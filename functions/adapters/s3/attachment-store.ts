import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { AttachmentStore } from '../../domain/attachment/attachment-store.ts';
import { Fault } from '../../domain/kernel/fault.ts';
import { retryAfterSeconds } from '../aws/error-kind.ts';
import { chunkName, keptPrefix, unfinishedPrefix } from './object-names.ts';
import { s3Call } from './s3-call.ts';
import { mapConcurrent } from '../../domain/kernel/map-concurrent.ts';

const atOnce = 16;
/** Milliseconds in which the bytes of one chunk come, once S3 has begun to answer. */
const readingTime = 5_000;

/**
 * One object for each sealed chunk. Multipart uploads are no way here: their parts have 5 MB at least, and a request to
 * a function brings less. Nothing is ever replaced (`If-None-Match`), which the roles' grants enforce. Every chunk goes
 * out with a CRC32 that S3 checks, and comes back with one that the SDK checks.
 * @throws {Fault} from its calls, `storage-…` when storage fails
 * @throws {RangeError} from its calls, for an id that is none
 */
// eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
export const attachmentStore = (s3: S3Client, bucket: string): AttachmentStore => {
  const isThere = (name: string): Promise<boolean> =>
    s3Call(
      async () => {
        await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: name }));
        return true;
      },
      { 'not-there': () => false },
    );

  /** Copies within S3: the bytes do not come here. */
  const keepChunk = async (attachmentId: string, number: number): Promise<boolean> => {
    const kept = chunkName(keptPrefix, attachmentId, number);
    const unfinished = chunkName(unfinishedPrefix, attachmentId, number);
    const copied = await s3Call(
      async () => {
        await s3.send(
          new CopyObjectCommand({
            Bucket: bucket,
            Key: kept,
            CopySource: `${bucket}/${unfinished}`,
            IfNoneMatch: '*',
          }),
        );
        return true;
      },
      { there: () => true, 'not-there': () => false },
    );
    // Kept earlier, and the sweep has already taken the unfinished one.
    return copied || isThere(kept);
  };

  const read = (name: string): Promise<Uint8Array | undefined> =>
    s3Call<Uint8Array | undefined>(
      async () => {
        const { Body } = await s3.send(
          new GetObjectCommand({ Bucket: bucket, Key: name, ChecksumMode: 'ENABLED' }),
        );
        if (!Body) throw new Fault('storage-unavailable', retryAfterSeconds);
        return within(readingTime, Body.transformToByteArray());
      },
      { 'not-there': () => undefined },
    );

  return {
    async put(attachmentId, number, sealedChunk) {
      const name = chunkName(unfinishedPrefix, attachmentId, number);
      return s3Call<'stored' | 'already-there'>(
        async () => {
          await s3.send(
            new PutObjectCommand({
              Bucket: bucket,
              Key: name,
              Body: sealedChunk,
              IfNoneMatch: '*',
              ChecksumAlgorithm: 'CRC32',
            }),
          );
          return 'stored';
        },
        { there: () => 'already-there' },
      );
    },

    async chunksThere(attachmentId, chunks) {
      const there = await mapConcurrent(chunks, atOnce, (number) =>
        isThere(chunkName(unfinishedPrefix, attachmentId, number)),
      );
      return there.flatMap((is, number) => (is ? [number] : []));
    },

    async keep(attachmentId, chunks) {
      // Before anything is copied: what is kept of an upload that never ends would stay for years.
      const missing = await missingOf(chunks, async (number) =>
        (await isThere(chunkName(unfinishedPrefix, attachmentId, number)))
          ? true
          : isThere(chunkName(keptPrefix, attachmentId, number)),
      );
      if (missing.length > 0) return { kind: 'incomplete', missing };
      const sweptMeanwhile = await missingOf(chunks, (number) => keepChunk(attachmentId, number));
      return sweptMeanwhile.length > 0 ? { kind: 'incomplete', missing: sweptMeanwhile } : { kind: 'kept' };
    },

    getUnfinished: async (attachmentId, number) => read(chunkName(unfinishedPrefix, attachmentId, number)),
    get: async (attachmentId, number) => read(chunkName(keptPrefix, attachmentId, number)),
  };
};

/** The numbers of the chunks that something does not hold for. */
const missingOf = async (chunks: number, holds: (number: number) => Promise<boolean>): Promise<number[]> => {
  const held = await mapConcurrent(chunks, atOnce, holds);
  return held.flatMap((is, number) => (is ? [] : [number]));
};

/** @throws {Fault} when an answer that began does not end in time */
const within = async <T>(milliseconds: number, reading: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Fault('storage-unavailable', retryAfterSeconds)), milliseconds);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
};
