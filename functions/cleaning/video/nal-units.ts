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
 * Overwrites, in a sample of H.264 or H.265 (ITU-T H.264 §7.3.2.3, H.265 §7.3.2.4), the messages that anybody may define:
 * encoders write their settings there, cameras and drones positions and times. No length changes. Captions and what
 * decoders need are messages of other types.
 */
export const blankMessages = (sample: Buffer, { codec, lengthBytes }: NalCodec, cleaning: Cleaning): void => {
  let position = 0;
  while (position + lengthBytes < sample.length) {
    cleaning.works(10);
    const length = sample.readUIntBE(position, lengthBytes);
    const start = position + lengthBytes;
    const end = start + length;
    if (length === 0 || end > sample.length) return;
    if (isMessages(codec, sample.readUInt8(start))) blankUnit(sample.subarray(start, end), codec, cleaning);
    position = end;
  }
};

/** One unit of messages. Zeros and the bytes that protect them from being taken for a start code stay in place. */
export const blankUnit = (unit: Buffer, codec: NalCodec['codec'], cleaning: Cleaning): void => {
  const end = unit.length;
  cleaning.works(100 + end);
  let position = codec === 'avc' ? 1 : 2;
  let zeros = 0;
  /** The place of the next byte of content. */
  const next = (): number => {
    if (zeros >= 2 && unit[position] === 3) {
      position += 1;
      zeros = 0;
    }
    if (position >= end) return end;
    zeros = unit[position] === 0 ? zeros + 1 : 0;
    return position++;
  };
  const number = (): number | undefined => {
    for (let sum = 0; ;) {
      const at = next();
      if (at >= end) return undefined;
      const byte = unit.readUInt8(at);
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
      const byte = unit.readUInt8(at);
      if (text.length < 64) text += String.fromCharCode(byte);
      if (byte === 0 || byte === space) continue;
      unit.writeUInt8(space, at);
      isChanged = true;
    }
    if (isChanged) cleaning.found(/x26[45]|Lavc/.test(text) ? 'software' : 'other-data');
  }
};
