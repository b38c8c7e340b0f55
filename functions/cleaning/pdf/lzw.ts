import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { countOf, type PdfValue } from './values.ts';

const clear = 256;
const end = 257;
const mostCodes = 4096;

/**
 * Undoes LZW (ISO 32000-2 §7.4.4.2): codes of 9 to 12 bits, each a stretch that came before and one byte more.
 * @throws {StopCleaning} `broken` for an impossible code, `unpacks-too-large`
 */
export const fromLzw = (packed: Buffer, parameters: PdfValue, limit: number, cleaning: Cleaning): Buffer => {
  const early = parameters.kind === 'dictionary' ? (countOf(parameters.entries.get('EarlyChange')) ?? 1) : 1;
  // Of each code, where its bytes were written first.
  const starts = new Uint32Array(mostCodes + 1);
  const lengths = new Uint16Array(mostCodes + 1);
  let plain = Buffer.alloc(Math.min(limit, 4 * packed.length + 4096));
  let written = 0;
  let next = end + 1;
  let width = 9;
  let bits = 0;
  let held = 0;
  let previous: { start: number; length: number } | undefined;
  for (const byte of packed) {
    held = ((held << 8) | byte) & 0xff_ffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === end) break;
    if (code === clear) {
      next = end + 1;
      width = 9;
      previous = undefined;
      continue;
    }
    const length = code < clear ? 1 : code < next ? (lengths[code] ?? 0) : (previous?.length ?? -1) + 1;
    if (length === 0 || code > next) throw StopCleaning.because('broken');
    if (written + length > limit) throw StopCleaning.refusing('unpacks-too-large');
    cleaning.works(length);
    if (written + length > plain.length) {
      plain = Buffer.concat([plain], Math.min(limit, 2 * plain.length + length));
    }
    const start = written;
    if (code < clear) plain[written++] = code;
    else {
      // The stretch may reach into what is being written: its last byte is then its first.
      const from = code < next ? (starts[code] ?? 0) : (previous?.start ?? 0);
      for (let index = 0; index < length; index++) plain[written++] = plain[from + index] ?? 0;
    }
    if (previous && next < mostCodes) {
      starts[next] = previous.start;
      lengths[next] = previous.length + 1;
      next++;
    }
    previous = { start, length };
    width = next + early >= 2048 ? 12 : next + early >= 1024 ? 11 : next + early >= 512 ? 10 : 9;
  }
  return plain.subarray(0, written);
};
