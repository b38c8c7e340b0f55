import { createHmac } from 'node:crypto';
import { derive } from './derive.ts';
import { utf8 } from './format.ts';

/** The largest number that is hidden. */
export const mostHidden = 999_999;

const halfBits = 10;
const halfMask = (1 << halfBits) - 1;
const rounds = 6;

export type NumberHider = {
  /** @throws {RangeError} for what is no integer from 1 to 999,999 */
  readonly hide: (number: number) => number;
  /** The number that is hidden behind this one. @throws {RangeError} for what is no integer from 1 to 999,999 */
  readonly show: (hidden: number) => number;
};

/**
 * Hides numbers from 1 to 999,999 behind others of that range, one to one: who holds no secret does not learn which or how
 * many there are beside those they see. A Feistel network (Luby and Rackoff, 1988) over 20 bits with HMAC-SHA256, walked
 * until it lands in the range (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002).
 * @param secret 32 bytes
 * @param kind what is counted: the same number of another kind is hidden behind another
 * @throws {RangeError} from both of its calls, for what is no integer from 1 to 999,999
 */
export const numberHider = (secret: Uint8Array, kind: string): NumberHider => {
  const key = derive(secret, 'conductline hidden number', 32, [utf8(kind)]);
  const round = (at: number, half: number): number =>
    createHmac('sha256', key)
      .update(Uint8Array.of(at, half >> 8, half & 0xff))
      .digest()
      .readUInt16BE(0) & halfMask;
  const forward = (value: number): number => {
    let [left, right] = [value >> halfBits, value & halfMask];
    for (let at = 0; at < rounds; at++) [left, right] = [right, left ^ round(at, right)];
    return (left << halfBits) | right;
  };
  const back = (value: number): number => {
    let [left, right] = [value >> halfBits, value & halfMask];
    for (let at = rounds - 1; at >= 0; at--) [left, right] = [right ^ round(at, left), left];
    return (left << halfBits) | right;
  };
  const walk = (step: (value: number) => number, from: number): number => {
    if (!isHideable(from)) throw new RangeError('Numbers from 1 to 999,999 are hidden.');
    let value = step(from);
    while (!isHideable(value)) value = step(value);
    return value;
  };
  return { hide: (number) => walk(forward, number), show: (hidden) => walk(back, hidden) };
};

const isHideable = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= mostHidden;
