import { normalForm } from '../kernel/normal-form.ts';
import { lettersApart } from '../kernel/plain-words.ts';
import { longVowels, lookalikes, sounds } from './match-scripts.ts';

/** Texts are compared up to here, in UTF-16 units: longer than any name, account or address that is one. */
const mostUnits = 320;
const mostWords = 8;
const mostWordLetters = 40;

/**
 * What nobody sees or says apart: accents, vowel points, the stretching of Arabic letters, marks of direction and of
 * joining. Voicing marks of kana and the vowel signs of Indian scripts are letters, and stay.
 */
const unseen = /(?![\u3099\u309a])[\p{Script=Inherited}\p{Cf}]|(?!\u05be)[\u0591-\u05c7]|\u0640/gu;

/** Letters as they are in themselves: full width, styled and accented ones are the plain ones. */
export const plainLetters = (text: string): string =>
  normalForm(text.slice(0, mostUnits), 'NFKD').replace(unseen, '');

const isMixed = (word: string): boolean =>
  /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);

const bySound = (word: string): string => {
  const letters = Array.from(word.toLowerCase());
  return letters
    .map((letter, at) => (at === 0 ? undefined : longVowels.get(letter)) ?? sounds.get(letter) ?? letter)
    .join('');
};

const byLook = (word: string): string =>
  Array.from(word, (letter) => lookalikes.get(letter) ?? sounds.get(letter.toLowerCase()) ?? letter).join('');

/**
 * A word in Latin letters and small ones. One that mixes scripts is read by how it looks, as it is meant to be; one in
 * another script by how it sounds. Scripts without a table stay as they are.
 */
const latinWord = (word: string): string => lettersApart(isMixed(word) ? byLook(word) : bySound(word));

/** Nobody is called so. */
const titles = new Set(['dr', 'prof', 'mr', 'mrs', 'ms', 'mx', 'sir', 'herr', 'frau', 'sr', 'sra']);

/** `Roe, Robin` as `Robin Roe`. */
const inSpokenOrder = (name: string): string => {
  const parts = name.split(/[,،]/u);
  return parts.length === 2 ? `${parts[1] ?? ''} ${parts[0] ?? ''}` : name;
};

/** The words of a name in the order in which they are said, without titles and initials where words are left. */
export const nameWords = (name: string): readonly string[] => {
  const words = inSpokenOrder(plainLetters(name))
    .replace(/['’ʼ`´]/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map((word) => Array.from(latinWord(word)).slice(0, mostWordLetters).join(''));
  const named = words.filter((word) => word !== '' && !titles.has(word));
  const whole = named.filter((word) => !/^[a-z]$/.test(word));
  return whole.length > 0 ? whole : named;
};

/** Signs that stand for a letter in a name that was made to look like another. */
const signs: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  $: 's',
  '@': 'a',
  '!': 'i',
  '|': 'i',
};

const isAllLookalikes = (word: string): boolean =>
  Array.from(word).every((letter) => lookalikes.has(letter) || !/\p{L}/u.test(letter));

/**
 * An account's name as somebody would read it at a glance: separators do not count, digits within it are the letters they
 * look like (those at its end count), and so are `l` and `i`, `rn` and `m`, `vv` and `w`.
 */
export const accountLetters = (account: string): string => {
  const plain = plainLetters(account);
  const latin = isMixed(plain) || isAllLookalikes(plain) ? byLook(plain) : bySound(plain);
  const [, named = '', end = ''] = /^(.*?)([^\p{L}]*)$/su.exec(lettersApart(latin)) ?? [];
  const letters = named.replace(/[0134578$@!|]/g, (sign) => signs[sign] ?? sign);
  return `${letters}${end}`
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
    .replace(/l/g, 'i')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');
};
