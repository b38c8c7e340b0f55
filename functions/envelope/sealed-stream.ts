import { derive } from './derive.ts';
import { lengthPrefixed, tagBytes, type SealingContext } from './format.ts';

/**
 * The byte layout of a sealed attachment (docs/attachment-format.md). `seal-stream.ts` and `open-stream.ts` share it.
 *
 * A file is cut into chunks of `chunkBytes`, the last one shorter, and each chunk is sealed by itself:
 *
 *     version (1) ‖ suite (1) ‖ prefix (7) ‖ ciphertext ‖ tag (16)
 *     plaintext: length (4) ‖ bytes of the file ‖ zeros
 *     nonce: prefix (7) ‖ number of the chunk (4) ‖ 1 for the last chunk, 0 for every other (1)
 *
 * This is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM. The prefix is random for every sealing of a
 * chunk, not for the file: a chunk that an interrupted upload sends again, perhaps with other bytes, never meets the
 * nonce of the first attempt.
 */
export const chunkBytes = 1024 * 1024;

/** Version 1, suite 2: STREAM over AES-256-GCM with a key of the file. */
export const streamHeader: Uint8Array = Uint8Array.of(1, 2);
export const prefixBytes = 7;
export const lengthBytes = 4;

/** What a sealed chunk has in front of its ciphertext: header and prefix. */
export const chunkHeadBytes = streamHeader.length + prefixBytes;
/** By how much a sealed chunk is longer than the room for bytes inside it. */
export const chunkOverhead = chunkHeadBytes + lengthBytes + tagBytes;

/** The nonce counts in 32 bits. */
const mostChunks = 2 ** 32;

/** Where a sealed attachment stands. A chunk moved to another case, thread, attachment or copy does not open. */
export type AttachmentPlace = {
  readonly caseId: string;
  readonly thread: string;
  /** 128 random bits, fresh for every upload: the key of the file comes from it. */
  readonly attachmentId: string;
  /** `original`: the file as it came, kept beside a cleaned one, under a secret of its own. */
  readonly copy: 'main' | 'original';
};

const context = (label: string, place: AttachmentPlace): SealingContext => [
  label,
  place.caseId,
  place.thread,
  place.attachmentId,
  place.copy,
];

/** What the record of an attachment (name, type, size) is sealed under, by `sealPadded`. */
export const attachmentRecordContext = (place: AttachmentPlace): SealingContext =>
  context('conductline attachment', place);

/** The key of one file with what its chunks are bound to. */
export type StreamKey = { readonly key: Uint8Array; readonly associatedData: Uint8Array };

/**
 * @param secret 32 bytes: the thread key, or for an original the random key that is sealed to a ring
 * @throws {RangeError} for a secret of another length
 */
export const streamKey = (secret: Uint8Array, place: AttachmentPlace): StreamKey => {
  if (secret.length !== 32) throw new RangeError('The key of a file comes from a secret of 32 bytes.');
  const chunkContext = context('conductline attachment chunk', place);
  const associatedData = Buffer.concat([streamHeader, lengthPrefixed(chunkContext)]);
  return { key: derive(secret, 'conductline attachment key', 32, [associatedData]), associatedData };
};

export type ChunkPosition = {
  /** From 0. */
  readonly number: number;
  /** Whether it is the last chunk of its file. */
  readonly final: boolean;
};

/** @throws {RangeError} for a number that 32 bits do not hold */
export const chunkNonce = (prefix: Uint8Array, { number, final }: ChunkPosition): Uint8Array => {
  if (!Number.isInteger(number) || number < 0 || number >= mostChunks) {
    throw new RangeError('A chunk has a number of 32 bits.');
  }
  const nonce = Buffer.alloc(12);
  nonce.set(prefix);
  nonce.writeUInt32BE(number, prefixBytes);
  nonce[11] = final ? 1 : 0;
  return nonce;
};

const kilobyte = 1024;
const largestPower = 64 * kilobyte;

/**
 * The size a file of `size` bytes is padded to, which is all that its ciphertext tells: powers of two from 1 KB to
 * 64 KB; multiples of 64 KB to 2 MB; then Padmé (Nikitin et al. 2019), at most 1/32 more, in steps of at most a
 * chunk. A step never crosses the end of a chunk, so only the last chunk is padded.
 */
export const paddedFileSize = (size: number): number => {
  if (size <= largestPower) {
    let padded = kilobyte;
    while (padded < size) padded *= 2;
    return padded;
  }
  const exponent = Math.floor(Math.log2(size));
  const padme = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1);
  const step = Math.min(chunkBytes, Math.max(largestPower, padme));
  return Math.ceil(size / step) * step;
};

/** How many chunks a file of `size` bytes has; an empty one has one. */
export const chunkCount = (size: number): number => Math.max(1, Math.ceil(size / chunkBytes));

/** How many bytes of a file of `size` bytes stand in a chunk; 0 for a chunk that it does not have. */
export const bytesInChunk = (size: number, number: number): number =>
  Math.max(0, Math.min(chunkBytes, size - number * chunkBytes));

/** The room for bytes in a chunk that holds `length` bytes of its file, padding included. */
export const roomInChunk = ({ number, final }: ChunkPosition, length: number): number =>
  final ? paddedFileSize(number * chunkBytes + length) - number * chunkBytes : chunkBytes;

/** Bytes of all sealed chunks of a file of `size` bytes together. */
export const sealedFileSize = (size: number): number =>
  paddedFileSize(size) + chunkCount(size) * chunkOverhead;
