import { wordlist } from '@scure/bip39/wordlists/english.js';

/** Eight words of 2,048: 88 bits, so that the cheap key derivation of ZIP (PBKDF2, 1,000 rounds) is not what protects them. */
const words = 8;

/** The words under which files that are handed out are encrypted. @param integer a uniform integer below its limit */
export const newArchiveWords = (integer: (limit: number) => number): string =>
  Array.from({ length: words }, () => wordlist[integer(wordlist.length)] ?? '').join('-');
