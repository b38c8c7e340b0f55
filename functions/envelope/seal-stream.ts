import { createCipheriv, randomBytes } from 'node:crypto';
import {
  chunkBytes,
  chunkHeadBytes,
  chunkNonce,
  chunkOverhead,
  lengthBytes,
  prefixBytes,
  roomInChunk,
  streamHeader,
  type ChunkPosition,
  type StreamKey,
} from './sealed-stream.ts';
import { updateInto } from './update-into.ts';

/**
 * Seals one chunk of a file. Every chunk but the last is full; the last is padded by the size of the whole file.
 * @param bytes `chunkBytes` of the file; in the last chunk 1 to `chunkBytes`, or none when the file is empty
 * @throws {RangeError} for another number of bytes
 */
export const sealChunk = (key: StreamKey, position: ChunkPosition, bytes: Uint8Array): Uint8Array => {
  if (!fits(position, bytes.length)) throw new RangeError('Only the last chunk of a file may be short.');
  const room = roomInChunk(position, bytes.length);
  const sealed = Buffer.allocUnsafe(chunkOverhead + room);
  const prefix = randomBytes(prefixBytes);
  sealed.set(streamHeader);
  sealed.set(prefix, streamHeader.length);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(bytes.length);

  const cipher = createCipheriv('aes-256-gcm', key.key, chunkNonce(prefix, position));
  cipher.setAAD(key.associatedData);
  let end = updateInto(cipher, length, sealed, chunkHeadBytes);
  end = updateInto(cipher, bytes, sealed, end);
  end = updateInto(cipher, Buffer.alloc(room - bytes.length), sealed, end);
  cipher.final();
  sealed.set(cipher.getAuthTag(), end);
  return sealed;
};

const fits = ({ number, final }: ChunkPosition, length: number): boolean =>
  final ? length <= chunkBytes && (length > 0 || number === 0) : length === chunkBytes;

/**
 * Seals a file that comes in pieces of any size, whose size nobody has to know. Holds two chunks at most.
 * @returns the sealed chunks in order; there is at least one
 */
export async function* sealStream(
  key: StreamKey,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let number = 0;
  let filled = 0;
  const chunk = new Uint8Array(chunkBytes);
  for await (const piece of pieces) {
    for (let taken = 0; taken < piece.length;) {
      // A full chunk waits here until another byte shows that it is not the last.
      if (filled === chunkBytes) {
        yield sealChunk(key, { number, final: false }, chunk);
        number += 1;
        filled = 0;
      }
      const part = piece.subarray(taken, taken + chunkBytes - filled);
      chunk.set(part, filled);
      filled += part.length;
      taken += part.length;
    }
  }
  yield sealChunk(key, { number, final: true }, chunk.subarray(0, filled));
}
