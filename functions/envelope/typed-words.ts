export const longestTyped = 24;

/**
 * A typed word in the letters of the word list. Normalizing takes quadratic time on a run of combining marks, so a word
 * far too long for the list stays as it is.
 */
const plainLetters = (word: string): string =>
  word.length > longestTyped ? word : word.normalize('NFKD').toLowerCase();

/** What stands between numbers, signs and white space, in the letters of the word list. */
export const wordsIn = (typed: string): string[] =>
  typed
    .replaceAll('\u00ad', '')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '')
    .map(plainLetters);

/** Digits of Arabic, Persian and full-width letters: their code points end in the digit. */
const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;

/** The words behind the numbers from 1 to `count`, each at its first place; `undefined` where one is missing. */
export const numberedWords = (typed: string, count: number): readonly string[] | undefined => {
  const text = typed
    .replaceAll('\u00ad', '')
    .replace(otherDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0x0f));
  const words = new Map<number, string>();
  for (const [, number, word = ''] of text.matchAll(
    /(?<![\p{L}\p{M}\p{N}])(\d{1,2})(?!\d)[^\p{L}\p{M}\p{N}]{0,8}([\p{L}\p{M}]+)/gu,
  ))
    if (!words.has(Number(number))) words.set(Number(number), plainLetters(word));
  const found = Array.from({ length: count }, (_, index) => words.get(index + 1));
  return found.every((word) => word !== undefined) ? found : undefined;
};
