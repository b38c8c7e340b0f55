import type { Cleaning } from '../cleaning.ts';

/** How many bytes of length stand before each unit of a sample, and which codec says what a unit is. */
export type NalCodec = { readonly codec: 'avc' | 'hevc'; readonly lengthBytes: number };

const unregistered = 5;
const space = 0x20;

const isMessages = (codec: NalCodec['codec'], head: number): boolean => {
  if (codec === 'avc') return (head & 31) === 6;
  const type = (head >>> 1) & 63;
  return type === 39 || type === 40;
};

/**
 * Overwrites, in units of H.264 and H.265 (ITU-T H.264 §7.3.2.3, H.265 §7.3.2.4), the messages that anybody may define:
 * encoders write their settings there, cameras and drones positions and times. No length changes. Captions and what
 * decoders need are messages of other types.
 */
export const blankMessages = (
  bytes: Buffer,
  start: number,
  end: number,
  { codec, lengthBytes }: NalCodec,
  cleaning: Cleaning,
): void => {
  let position = start;
  while (position + lengthBytes < end) {
    cleaning.works(10);
    const length = bytes.readUIntBE(position, lengthBytes);
    const unit = position + lengthBytes;
    if (length === 0 || unit + length > end) return;
    if (isMessages(codec, bytes.readUInt8(unit))) blankUnit(bytes, unit, unit + length, codec, cleaning);
    position = unit + length;
  }
};

/** One unit of messages. Zeros and the bytes that protect them from being taken for a start code stay in place. */
export const blankUnit = (
  bytes: Buffer,
  start: number,
  end: number,
  codec: NalCodec['codec'],
  cleaning: Cleaning,
): void => {
  cleaning.works(100 + end - start);
  let position = start + (codec === 'avc' ? 1 : 2);
  let zeros = 0;
  /** The place of the next byte of content. */
  const next = (): number => {
    if (zeros >= 2 && bytes[position] === 3) {
      position += 1;
      zeros = 0;
    }
    if (position >= end) return end;
    zeros = bytes[position] === 0 ? zeros + 1 : 0;
    return position++;
  };
  const number = (): number | undefined => {
    for (let sum = 0; ;) {
      const at = next();
      if (at >= end) return undefined;
      const byte = bytes.readUInt8(at);
      sum += byte;
      if (byte !== 255) return sum;
    }
  };
  // The last byte ends the unit: 0x80.
  while (position < end - 1) {
    const type = number();
    const size = number();
    if (type === undefined || size === undefined) return;
    let text = '';
    let isChanged = false;
    for (let count = 0; count < size; count++) {
      const at = next();
      if (at >= end) break;
      if (type !== unregistered) continue;
      const byte = bytes.readUInt8(at);
      if (text.length < 64) text += String.fromCharCode(byte);
      if (byte === 0 || byte === space) continue;
      bytes.writeUInt8(space, at);
      isChanged = true;
    }
    if (isChanged) cleaning.found(/x26[45]|Lavc/.test(text) ? 'software' : 'other-data');
  }
};
