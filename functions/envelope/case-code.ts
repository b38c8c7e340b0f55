import { createCipheriv, createDecipheriv } from 'node:crypto';
import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';

/**
 * A code that stands for a case to somebody who may not know which case it is. It is the case's id, 16 random bytes, under
 * AES-256 as one block: a permutation, so that each case has one code and each code leads to one id in one step, and who
 * holds no key learns from a code only whether two of them are the same. Nothing but one block of random bytes is ever
 * encrypted under this key.
 */
const codeKey = (ticketSecret: Uint8Array): Uint8Array => derive(ticketSecret, 'conductline case code', 32);

const idBytes = 16;
/** Letters and digits that are not taken for one another (as in RFC 4648, section 6, but without `i`, `l`, `o` and `u`). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLetters = 26;

const toLetters = (bytes: Uint8Array): string => {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let letters = '';
  for (let place = 0; place < codeLetters; place++) {
    letters = `${alphabet[Number(rest % 32n)] ?? ''}${letters}`;
    rest /= 32n;
  }
  return letters;
};

/** In groups, as it is read out and written down. @throws {Error} for what is no id of a case */
export const caseCode = (ticketSecret: Uint8Array, caseId: string): string => {
  const id = decodeBase64url(caseId);
  if (id?.length !== idBytes) throw new Error('an id of a case has 16 bytes');
  // Keyed and of one block: there is no chaining that a mode could add.
  const cipher = createCipheriv('aes-256-ecb', codeKey(ticketSecret), null).setAutoPadding(false);
  const letters = toLetters(Buffer.concat([cipher.update(id), cipher.final()]));
  return (letters.match(/.{1,5}/g) ?? []).join('-');
};

/** The id of the case that a code stands for, typed in whatever groups and case. @returns `undefined` for what is no code */
export const caseIdOfCode = (ticketSecret: Uint8Array, typed: string): string | undefined => {
  const letters = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  const values = Array.from(letters, (letter) => alphabet.indexOf(letter));
  if (values.length !== codeLetters || values.includes(-1)) return undefined;
  const number = values.reduce((sum, value) => sum * 32n + BigInt(value), 0n);
  const hex = number.toString(16).padStart(2 * idBytes, '0');
  if (hex.length > 2 * idBytes) return undefined;
  const decipher = createDecipheriv('aes-256-ecb', codeKey(ticketSecret), null).setAutoPadding(false);
  return Buffer.concat([decipher.update(Buffer.from(hex, 'hex')), decipher.final()]).toString('base64url');
};
