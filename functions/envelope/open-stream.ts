import { createDecipheriv } from 'node:crypto';
import { tagBytes } from './format.ts';
import {
  chunkBytes,
  chunkHeadBytes,
  chunkNonce,
  chunkOverhead,
  lengthBytes,
  roomInChunk,
  streamHeader,
  type ChunkPosition,
  type StreamKey,
} from './sealed-stream.ts';
import { updateInto } from './update-into.ts';

/**
 * Opens one chunk by itself, wherever it stands in its file.
 * @returns the bytes of the file in it; `undefined` for a wrong key, another place or position, tampered or foreign
 * bytes: one refusal for all of them.
 */
export const openChunk = (
  key: StreamKey,
  position: ChunkPosition,
  sealed: Uint8Array,
): Uint8Array | undefined => {
  const known =
    sealed.length >= chunkOverhead &&
    sealed.length <= chunkOverhead + chunkBytes &&
    streamHeader.every((byte, at) => sealed[at] === byte);
  if (!known) return undefined;
  const nonce = chunkNonce(sealed.subarray(streamHeader.length, chunkHeadBytes), position);
  const decipher = createDecipheriv('aes-256-gcm', key.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(key.associatedData);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const ciphertext = sealed.subarray(chunkHeadBytes, sealed.length - tagBytes);
  const opened = Buffer.allocUnsafe(ciphertext.length);
  updateInto(decipher, ciphertext, opened, 0);
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return unpadded(position, opened);
};

/** What `sealChunk` put between length and padding; `undefined` when it is not what `sealChunk` makes. */
const unpadded = (position: ChunkPosition, opened: Buffer): Uint8Array | undefined => {
  const length = opened.readUInt32BE();
  const end = lengthBytes + length;
  if (roomInChunk(position, length) !== opened.length - lengthBytes || end > opened.length) return undefined;
  if (!position.final && length !== chunkBytes) return undefined;
  if (position.number > 0 && length === 0) return undefined;
  const zeros = Buffer.alloc(opened.length - end);
  return zeros.equals(opened.subarray(end)) ? opened.subarray(lengthBytes, end) : undefined;
};

/** A stream was cut, lengthened, reordered, mixed with another or tampered with. Says no more on purpose. */
export class StreamDoesNotOpen extends Error {
  readonly code = 'stream-does-not-open';

  constructor() {
    super('The stream does not open.');
  }
}

/**
 * Opens a whole file, chunk by chunk. Holds two chunks at most. What it has given out is genuine and in order; only its
 * end says that it was the whole file.
 * @throws {StreamDoesNotOpen} at the first chunk that is not the one that belongs there, or when the last is missing
 */
export async function* openStream(
  key: StreamKey,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let number = 0;
  let waiting: Uint8Array | undefined;
  for await (const chunk of chunks) {
    // Whether a chunk is the last shows when another follows it.
    if (waiting) {
      yield openedOrRefused(key, { number, final: false }, waiting);
      number += 1;
    }
    waiting = chunk;
  }
  if (!waiting) throw new StreamDoesNotOpen();
  yield openedOrRefused(key, { number, final: true }, waiting);
}

const openedOrRefused = (key: StreamKey, position: ChunkPosition, sealed: Uint8Array): Uint8Array => {
  const opened = openChunk(key, position, sealed);
  if (!opened) throw new StreamDoesNotOpen();
  return opened;
};
