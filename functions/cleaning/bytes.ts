import { StopCleaning } from './stop-cleaning.ts';

/**
 * The bytes from `start` up to `end`, not copied; a range that is not wholly there means a broken file.
 * @throws {StopCleaning} `broken` for such a range
 */
export const slice = (bytes: Buffer, start: number, end: number): Buffer => {
  if (!(start >= 0 && start <= end && end <= bytes.length)) throw StopCleaning.because('broken');
  return bytes.subarray(start, end);
};

/** Whether `text`, one byte a character, stands at `offset`. */
export const hasAt = (bytes: Buffer, offset: number, text: string): boolean =>
  offset >= 0 &&
  offset + text.length <= bytes.length &&
  bytes.toString('latin1', offset, offset + text.length) === text;

export const fourCharacters = (bytes: Buffer, offset: number): string =>
  slice(bytes, offset, offset + 4).toString('latin1');

/** A view of the same memory. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const unsigned16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};

export const unsigned32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const unsigned32LittleEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
