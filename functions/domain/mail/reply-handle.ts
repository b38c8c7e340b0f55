import { derive } from '../../envelope/derive.ts';

/**
 * 128 bits that stand in the address for replies, `conduct+<handle>@example.org`. Whoever has them can write into one
 * conversation and reads none of it.
 */
export type ReplyHandle = Uint8Array;

const handleBytes = 16;
const encodedLength = 26;
/** RFC 4648 §6, in lower case: the case of a local part may be lost on its way. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const bitsPerLetter = 5;

/** 26 letters and digits, without padding. */
export const encodeHandle = (handle: ReplyHandle): string => {
  const bits = [...handle].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: encodedLength }, (_, at) => {
    const letter = bits.slice(at * bitsPerLetter, (at + 1) * bitsPerLetter).padEnd(bitsPerLetter, '0');
    return alphabet.charAt(Number.parseInt(letter, 2));
  }).join('');
};

/** The inverse of `encodeHandle`, in whichever case; `undefined` for anything it does not produce. */
export const decodeHandle = (text: string): ReplyHandle | undefined => {
  const letters = text.toLowerCase();
  if (!/^[a-z2-7]{26}$/.test(letters)) return undefined;
  const bits = Array.from(letters)
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(bitsPerLetter, '0'))
    .join('');
  const handle = Uint8Array.from({ length: handleBytes }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, (at + 1) * 8), 2),
  );
  return encodeHandle(handle) === letters ? handle : undefined;
};

/** What is stored of a handle. */
export const mailDoorId = (handle: ReplyHandle): string =>
  Buffer.from(derive(handle, 'conductline mail door id', 32)).toString('base64url');

/** The 32-byte key that the thread key is sealed under. */
export const mailDoorKey = (handle: ReplyHandle): Uint8Array =>
  derive(handle, 'conductline mail door key', 32);

/** The id of the case that a handle was made for: one way, so that the address says nothing of it. */
export const caseIdOfHandle = (handle: ReplyHandle): string =>
  Buffer.from(derive(handle, 'conductline mail case', 16)).toString('base64url');
