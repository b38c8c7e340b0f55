import { withWindowsCharacters } from './windows-1252.ts';

const sampleBytes = 2_048;

/** In the order in which a tie is decided. */
const candidates = [
  'windows-1252',
  'windows-1251',
  'koi8-r',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
  'iso-8859-2',
  'windows-1256',
] as const;

/** What a text of people has much of, and what a wrong charset makes of it. */
const scores: readonly (readonly [pattern: RegExp, score: number])[] = [
  [/[ぁ-んァ-ヶー、。]/gu, 3],
  [/[가-힣]/gu, 3],
  [/[一-龥]/gu, 1.5],
  [/[，。？！：、]/gu, 2],
  [/[ｦ-ﾟ]/gu, -4],
  [/[^\P{Co}]|\ufffd|[\u0080-\u009f]/gu, -12],
  [/[㐀-䶿\u{20000}-\u{2ffff}]/gu, -4],
  [/[a-z][一-龥가-힣]|[一-龥가-힣][a-z]/giu, -2],
  [/[а-яё]/gu, 1],
  [/[а-яё][А-ЯЁ]/gu, -4],
  [/(?<=^|[\s"(])[А-ЯЁ](?=[а-яё])/gu, 2],
  [/[ا-ي]/gu, 1],
  [/[àâäáãåæçèéêëìíîïñòóôõöøùúûüýßœ’“”„–—…€]/gu, 1.2],
  [/[ąćęłńśźżčďěňřšťůžőűĄĆĘŁŃŚŹŻČŘŠŽ]/gu, 1.1],
  [/[a-z][а-яёا-ي]|[а-яёا-ي][a-z]/giu, -3],
  [/[¤¦¨¬¯´¸¹²³¼½¾¥¡¿ªº±×÷¢]/gu, -1.5],
  [/[─-▟]/gu, -3],
];

const scoreOf = (text: string): number =>
  scores.reduce((sum, [pattern, score]) => sum + (text.match(pattern)?.length ?? 0) * score, 0);

/** Decoded strictly, but for what the sample may have cut in two at its end; `undefined` where it is not in this charset. */
const strictly = (charset: string, sample: Uint8Array): string | undefined => {
  try {
    return withWindowsCharacters(new TextDecoder(charset, { fatal: true }).decode(sample, { stream: true }));
  } catch {
    return undefined;
  }
};

/**
 * The charset of bytes that are neither ASCII nor UTF-8, by what a text of people looks like in each. It reads the first
 * 2 KB, and may be wrong: what it says is a guess.
 */
export const guessCharset = (bytes: Uint8Array): string => {
  const sample = bytes.subarray(0, sampleBytes);
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const ranked = candidates.map((charset) => {
    const text = strictly(charset, sample);
    return { charset, score: text === undefined ? -Infinity : scoreOf(text) };
  });
  return ranked.reduce((best, one) => (one.score > best.score ? one : best)).charset;
};
