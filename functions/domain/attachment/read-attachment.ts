import { openChunk } from '../../envelope/open-stream.ts';
import { chunkBytes, chunkCount, streamKey } from '../../envelope/sealed-stream.ts';
import { Fault } from '../kernel/fault.ts';
import { mapConcurrent } from '../kernel/map-concurrent.ts';
import { attachmentPlace, type Attachment, type UploadPlace } from './attachment.ts';
import type { AttachmentStore } from './attachment-store.ts';

/** Bytes of a file, from `start` up to, but not including, `end`. */
export type ByteRange = { readonly start: number; readonly end: number };

type ReadFrom = {
  readonly secret: Uint8Array;
  readonly place: Pick<UploadPlace, 'caseId' | 'thread'>;
  readonly object: { readonly id: string; readonly size: number };
  readonly copy: 'main' | 'original';
};

const chunksAtOnce = 4;

/**
 * Opens the chunks that hold a range of a file. Every chunk is checked to be the one that belongs there; that a file was
 * cut shows in its record, which says how many there are.
 * @throws {Fault} `row-unreadable` when a chunk is missing or does not open; nothing of the range is given out then
 */
export const readRange = async (
  get: AttachmentStore['get'],
  { secret, place, object, copy }: ReadFrom,
  { start, end }: ByteRange,
): Promise<Uint8Array> => {
  const key = streamKey(secret, attachmentPlace(place, object.id, copy));
  const last = chunkCount(object.size) - 1;
  const first = Math.floor(start / chunkBytes);
  const chunks = Math.max(1, Math.ceil(end / chunkBytes) - first);
  const opened = await mapConcurrent(chunks, chunksAtOnce, async (at) => {
    const number = first + at;
    const sealed = await get(object.id, number);
    const bytes = sealed && openChunk(key, { number, final: number === last }, sealed);
    if (!bytes) throw new Fault('row-unreadable');
    return bytes;
  });
  const from = start - first * chunkBytes;
  return Buffer.concat(opened).subarray(from, from + end - start);
};

/** The copy everybody in the thread may read. */
export const readAttachment = (
  get: AttachmentStore['get'],
  place: UploadPlace,
  { id, size }: Pick<Attachment, 'id' | 'size'>,
  range: ByteRange,
): Promise<Uint8Array> =>
  readRange(get, { secret: place.threadKey, place, object: { id, size }, copy: 'main' }, range);

/** @param secret of the original, as the ring `identity` gave it out */
export const readOriginal = (
  get: AttachmentStore['get'],
  place: Pick<UploadPlace, 'caseId' | 'thread'>,
  original: { readonly id: string; readonly size: number; readonly secret: Uint8Array },
  range: ByteRange,
): Promise<Uint8Array> =>
  readRange(get, { secret: original.secret, place, object: original, copy: 'original' }, range);
