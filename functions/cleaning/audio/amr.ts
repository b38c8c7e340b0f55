import { hasAt } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { keepsMost } from '../content-kept.ts';

// Bytes of a frame behind its head, by frame type (3GPP TS 26.101 Annex A, TS 26.201 Annex A); RFC 4867 §5.3.
const bands = [
  {
    magic: '#!AMR-WB\n',
    frameBytes: new Map([17, 23, 32, 36, 40, 46, 50, 58, 60, 5].map((bytes, type) => [type, bytes])),
    noSound: [14, 15],
  },
  {
    magic: '#!AMR\n',
    frameBytes: new Map([12, 13, 15, 17, 19, 20, 26, 31, 5].map((bytes, type) => [type, bytes])),
    noSound: [15],
  },
] as const;

export const isAmr = (bytes: Buffer): boolean => hasAt(bytes, 0, '#!AMR');

/**
 * A voice memo: the frames of one channel, narrow or wide band, byte for byte. What is no frame at the end goes.
 * @throws {StopCleaning} `not-understood` for more than one channel, `broken` without a frame
 */
export const cleanAmr = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const band = bands.find(({ magic }) => hasAt(bytes, 0, magic));
  // Several channels in one file (§5.1, `_MC1.0`) are not met in practice.
  if (!band) throw StopCleaning.because('not-understood');
  const start = band.magic.length;
  let position = start;
  for (;;) {
    cleaning.works(1);
    const head = bytes[position];
    // The first bit and the last two are padding and zero.
    if (head === undefined || (head & 0x83) !== 0) break;
    const type = head >>> 3;
    const length = band.frameBytes.get(type) ?? (band.noSound.some((none) => none === type) ? 0 : undefined);
    if (length === undefined || position + 1 + length > bytes.length) break;
    position += 1 + length;
  }
  if (position === start) throw StopCleaning.because('broken');
  if (position < bytes.length) {
    keepsMost(position - start, bytes.subarray(position), cleaning);
    cleaning.found('trailing-bytes');
  }
  return Buffer.from(bytes.subarray(0, position));
};
