import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { derive } from './derive.ts';

/** 128 bits. Whoever holds them opens exactly one thread of one case. */
export type Token = Uint8Array;

export const tokenBytes = 16;
export const passphraseWords = 12;
const encodedLength = 22;

/** What is stored and looked up (32 bytes, base64url): one way from the token, useless for opening. */
export const doorId = (token: Token): string =>
  Buffer.from(derive(token, 'conductline door id', 32)).toString('base64url');

/** The 32-byte key that opens the thread key behind the door. */
export const doorKey = (token: Token): Uint8Array => derive(token, 'conductline door key', 32);

/** 22 characters of base64url. */
export const encodeToken = (token: Token): string => Buffer.from(token).toString('base64url');

/** The inverse of `encodeToken`; `undefined` for anything it does not produce. */
export const decodeToken = (text: string): Token | undefined => {
  if (text.length !== encodedLength || !/^[\w-]+$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === tokenBytes && encodeToken(bytes) === text ? new Uint8Array(bytes) : undefined;
};

/** Twelve English words (BIP-39): the token's own 128 bits and its 4-bit checksum, no wallet seed. */
export const passphrase = (token: Token): string => entropyToMnemonic(token, wordlist);

export type PassphraseResult =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'word-count'; readonly found: number }
  | {
      readonly kind: 'unknown-words';
      readonly words: { readonly position: number; readonly word: string; readonly suggestions: string[] }[];
    }
  | { readonly kind: 'checksum' };

/**
 * Reads what somebody typed or pasted: the words in any case, with numbers, commas or line breaks between
 * them, or the token itself, or the whole follow-up link. Decided without a look-up.
 */
export const readPassphrase = (typed: string): PassphraseResult => {
  const [, fragment] = /#([\w-]{22})(?![\w-])/.exec(typed) ?? [];
  const token = decodeToken(fragment ?? typed.trim());
  if (token) return { kind: 'token', token };
  const words = typed
    .replaceAll('\u00ad', '')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '')
    .map(plainLetters);
  if (words.length !== passphraseWords) return { kind: 'word-count', found: words.length };
  const unknown = words.flatMap((word, index) =>
    wordlist.includes(word) ? [] : [{ position: index + 1, word, suggestions: similarWords(word) }],
  );
  if (unknown.length > 0) return { kind: 'unknown-words', words: unknown };
  try {
    return { kind: 'token', token: mnemonicToEntropy(words.join(' '), wordlist) };
  } catch {
    return { kind: 'checksum' };
  }
};

const longestTyped = 24;

/**
 * A typed word in the letters of the list. Normalizing takes quadratic time on a run of combining marks,
 * so a word far too long for the list stays as it is.
 */
const plainLetters = (word: string): string =>
  word.length > longestTyped ? word : word.normalize('NFKD').toLowerCase();

const mostSlips = 2;

/** A letter the other word lacks costs a slip, so this sorts out nearly all of the list cheaply. */
const lacksTooMany = (word: string, other: string): boolean => {
  let lacking = 0;
  for (const letter of word) if (!other.includes(letter)) lacking++;
  return lacking > mostSlips;
};

/** At most three words of the list within two slips (insert, drop, change, swap neighbours), nearest first. */
const similarWords = (typed: string): string[] => {
  if (typed.length > longestTyped) return [];
  const near = wordlist
    .filter((word) => Math.abs(word.length - typed.length) <= mostSlips)
    .filter((word) => !lacksTooMany(typed, word) && !lacksTooMany(word, typed))
    .map((word) => ({ word, distance: slips(typed, word) }))
    .filter(({ distance }) => distance <= mostSlips)
    .sort((a, b) => a.distance - b.distance);
  return near.slice(0, 3).map(({ word }) => word);
};

const at = (line: readonly number[], index: number): number => line[index] ?? Infinity;

/** The optimal string alignment distance between two short words. */
const slips = (from: string, to: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let best = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) best = Math.min(best, at(beforeLast, column - 2) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? Infinity;
};
