import { normalForm } from './normal-form.ts';

/** Letters that carry a stroke or are two in one: Unicode does not take them apart. */
const apart: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Those letters as the two, or the one, that they are typed as elsewhere; in small letters. */
export const lettersApart = (text: string): string =>
  text.toLowerCase().replace(/[ßæœøłđðþı]/g, (letter) => apart[letter] ?? letter);

/** Letters and digits without accents, in small letters, words parted by one space. */
export const plainWords = (text: string): string =>
  lettersApart(normalForm(text, 'NFKD').replace(/\p{M}/gu, ''))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
