import { plainWords } from '../kernel/plain-words.ts';
import { isCommonWord } from './common-words.ts';

/** So many words in a row, and no fewer, are looked for in both texts. */
export const copiedWords = 5;
/** Of which so many have to be words that not everybody uses. */
const tellingWords = 2;
const shortestTelling = 3;

type Word = { readonly plain: string; readonly start: number; readonly end: number };

/** Words of a text as they are compared, and where they stand in it. */
const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap(({ 0: written, index }) =>
    plainWords(written)
      .split(' ')
      .filter((plain) => plain !== '')
      .map((plain) => ({ plain, start: index, end: index + written.length })),
  );

const runOf = (words: readonly string[], at: number): string => words.slice(at, at + copiedWords).join(' ');

/** The runs of a text that begin with one of these words. */
const eachRun = (
  words: readonly string[],
  first: ReadonlySet<string>,
  visit: (run: string) => void,
): void => {
  for (let at = 0; at + copiedWords <= words.length; at++)
    if (first.has(words[at] ?? '')) visit(runOf(words, at));
};

/** Words of a text in small letters and without accents, as they are compared. */
export const comparedWords = (text: string): readonly string[] => plainWords(text).split(' ');

const tells = (words: readonly Pick<Word, 'plain'>[]): boolean =>
  new Set(
    words
      .map(({ plain }) => plain)
      .filter((plain) => plain.length >= shortestTelling && !isCommonWord(plain)),
  ).size >= tellingWords;

/** Runs of so many words in a row that stand in these texts, but those of words that everybody uses. */
export const tellingRuns = (texts: readonly string[]): ReadonlySet<string> => {
  const runs = new Set<string>();
  for (const text of texts) {
    const words = comparedWords(text);
    for (let at = 0; at + copiedWords <= words.length; at++)
      if (tells(words.slice(at, at + copiedWords).map((plain) => ({ plain })))) runs.add(runOf(words, at));
  }
  return runs;
};

/** Whether one of the runs stands in a text, whatever its case, accents and punctuation. */
export const quotes = (text: string, runs: ReadonlySet<string>): boolean => {
  const words = comparedWords(text);
  return words.some((_, at) => at + copiedWords <= words.length && runs.has(runOf(words, at)));
};

/** Where in the letter words of a source stand, as they stand there. */
export type Copied<Source> = { readonly found: string; readonly source: Source };

/**
 * Runs of at least five words in a row that stand in one of the sources as well, whatever their case, accents and
 * punctuation, and of which at least two are not words that everybody uses. In time linear in the texts.
 * @param own texts that stand in every letter: what is theirs is nobody's
 */
export const copiedRuns = <Source>(
  letter: string,
  sources: readonly { readonly words: readonly string[]; readonly source: Source }[],
  own: readonly string[],
): Copied<Source>[] => {
  const words = wordsOf(letter);
  const plain = words.map((word) => word.plain);
  const places = new Map<string, number[]>();
  for (let at = 0; at + copiedWords <= plain.length; at++) {
    const run = runOf(plain, at);
    const known = places.get(run);
    if (known) known.push(at);
    else places.set(run, [at]);
  }
  const first = new Set(plain);
  for (const text of own) eachRun(comparedWords(text), first, (run) => places.delete(run));
  const sourceAt = new Map<number, Source>();
  for (const { words: told, source } of sources)
    eachRun(told, first, (run) => {
      for (const at of places.get(run) ?? []) sourceAt.set(at, source);
      // Once is enough: a text that repeats itself costs no more than another.
      places.delete(run);
    });
  return joined(words, sourceAt)
    .filter(({ of }) => tells(of))
    .map(({ of, source }) => ({ found: letter.slice(of[0]?.start, of.at(-1)?.end), source }));
};

/** Runs that overlap or touch are one. */
const joined = <Source>(words: readonly Word[], sourceAt: ReadonlyMap<number, Source>) => {
  const runs: { from: number; to: number; source: Source }[] = [];
  for (const [at, source] of [...sourceAt].sort(([one], [other]) => one - other)) {
    const last = runs.at(-1);
    if (last && at <= last.to) last.to = at + copiedWords;
    else runs.push({ from: at, to: at + copiedWords, source });
  }
  return runs.map(({ from, to, source }) => ({ of: words.slice(from, to), source }));
};
