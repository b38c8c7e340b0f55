import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';

const fourZeros = 0x7a;

/**
 * Base 85 as ISO 32000-2 §7.4.3 has it, ended by `~>`.
 * @throws {StopCleaning} `broken` for any other character or an impossible group
 */
export const fromAscii85 = (text: Buffer): Buffer => {
  const end = text.indexOf('~');
  const digits = end === -1 ? text : text.subarray(0, end);
  const zeros = digits.reduce((sum, byte) => sum + (byte === fourZeros ? 1 : 0), 0);
  const bytes = Buffer.alloc(4 * zeros + Math.ceil((digits.length - zeros) / 5) * 4);
  let length = 0;
  let value = 0;
  let count = 0;
  for (const digit of digits) {
    if (digit === fourZeros && count === 0) length += 4;
    else if (digit >= 0x21 && digit <= 0x75) {
      value = value * 85 + digit - 0x21;
      if (++count < 5) continue;
      if (value > 0xffff_ffff) throw StopCleaning.because('broken');
      bytes.writeUInt32BE(value, length);
      length += 4;
      value = 0;
      count = 0;
    } else if (digit > 0x20) throw StopCleaning.because('broken');
  }
  if (count > 1) {
    // A group of fewer digits is filled up with the largest, and gives one byte less than it has digits.
    for (let missing = count; missing < 5; missing++) value = value * 85 + 84;
    bytes.writeUInt32BE(Math.min(value, 0xffff_ffff), length);
    length += count - 1;
  }
  return bytes.subarray(0, length);
};

/**
 * §7.4.2: pairs of digits up to `>`.
 * @throws {StopCleaning} `broken` for any other character
 */
export const fromAsciiHex = (text: Buffer): Buffer => {
  const bytes = Buffer.alloc(Math.ceil(text.length / 2));
  let digits = 0;
  for (const byte of text) {
    if (byte === 0x3e) break;
    const digit = hexDigit(byte);
    if (digit === undefined) {
      if (byte > 0x20) throw StopCleaning.because('broken');
      continue;
    }
    const at = digits >> 1;
    bytes[at] = digits % 2 === 0 ? digit << 4 : (bytes[at] ?? 0) | digit;
    digits++;
  }
  return bytes.subarray(0, Math.ceil(digits / 2));
};

export const hexDigit = (byte: number): number | undefined => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : undefined;
};

/**
 * §7.4.5: a byte says how many follow as they are, or how often the next one stands.
 * @throws {StopCleaning} `unpacks-too-large`
 */
export const fromRunLengths = (packed: Buffer, limit: number, cleaning: Cleaning): Buffer => {
  const runs: Buffer[] = [];
  let total = 0;
  for (let at = 0; at < packed.length;) {
    const length = packed[at] ?? 128;
    if (length === 128) break;
    const run =
      length < 128
        ? packed.subarray(at + 1, at + 2 + length)
        : Buffer.alloc(257 - length, packed.subarray(at + 1, at + 2));
    at += length < 128 ? length + 2 : 2;
    total += run.length;
    cleaning.works(16 + run.length);
    if (total > limit) throw StopCleaning.refusing('unpacks-too-large');
    runs.push(run);
  }
  return Buffer.concat(runs);
};
