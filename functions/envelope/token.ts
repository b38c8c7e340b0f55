import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { derive } from './derive.ts';
import { editDistance } from './edit-distance.ts';
import { longestTyped, numberedWords, wordsIn } from './typed-words.ts';

/** 128 bits. Anybody who holds them opens exactly one thread of one case. */
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
 * Reads what somebody typed or pasted: the words in any case, with numbers, commas or line breaks between them, alone or
 * in the whole file that the receipt saves; or the token itself, or the whole follow-up link. Decided without a look-up.
 */
export const readPassphrase = (typed: string): PassphraseResult => {
  const [, fragment] = /#([\w-]{22})(?![\w-])/.exec(typed) ?? [];
  const token = decodeToken(fragment ?? typed.trim());
  if (token) return { kind: 'token', token };
  const words = wordsOfPassphrase(typed);
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

/** Twelve words among other text are known by their numbers, or by standing alone between empty lines. */
const wordsOfPassphrase = (typed: string): readonly string[] => {
  const all = wordsIn(typed);
  if (all.length <= passphraseWords) return all;
  const alone = (): readonly string[] | undefined =>
    typed
      .split(/(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)/)
      .map(wordsIn)
      .find((words) => words.length === passphraseWords && words.every((word) => wordlist.includes(word)));
  return numberedWords(typed, passphraseWords) ?? alone() ?? all;
};

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
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .filter(({ distance }) => distance <= mostSlips)
    .sort((a, b) => a.distance - b.distance);
  return near.slice(0, 3).map(({ word }) => word);
};
