import { plainWords } from '../kernel/plain-words.ts';
import type { Run } from './runs.ts';

/** A word of a text: its letters and digits as they are compared, and where it stands. */
type Word = Run & {
  readonly plain: string;
  /** Where it begins among the letters and digits of the whole text. */
  readonly start: number;
};

/** A text in letters and digits alone, without case, accents and what stands between words. */
type Compared = { readonly plain: string; readonly words: readonly Word[] };

/** A word as it is compared. The final form of a Greek letter and the stroke that lengthens Arabic words tell nothing. */
const plainWord = (word: string): string =>
  plainWords(word).replaceAll(' ', '').replaceAll('ς', 'σ').replaceAll('\u0640', '');

const compared = (text: string): Compared => {
  const known = new Map<string, string>();
  const words: Word[] = [];
  let start = 0;
  for (const { 0: written, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const plain = known.get(written) ?? plainWord(written);
    known.set(written, plain);
    if (plain === '') continue;
    words.push({ plain, start, from: index, to: index + written.length });
    start += plain.length;
  }
  return { plain: words.map(({ plain }) => plain).join(''), words };
};

/** The index of the word to which a letter of the whole text belongs. */
const wordAt = (words: readonly Word[], letter: number): number => {
  let [low, high] = [0, words.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((words[middle]?.start ?? 0) <= letter) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Where words stand in a text. */
export type WordPlaces = {
  /** As words of their own. */
  readonly whole: readonly Run[];
  /** Longer words in which they stand, such as a plural or a name with a prefix. */
  readonly within: readonly Run[];
};

/** What is looked for: its letters and digits, and how many words it is. */
type Sought = { readonly plain: string; readonly words: number };

/**
 * Every place of one word or name. Where longer words hold it, they count once, and a part of several words counts only
 * if it begins one of them, or ends one and is several words itself: else the letters stand beside each other by chance.
 */
const placesOf = (sought: Sought, { plain, words }: Compared): WordPlaces => {
  const whole: Run[] = [];
  const within: Run[] = [];
  for (let found = plain.indexOf(sought.plain); found >= 0;) {
    const after = found + sought.plain.length;
    const [at, lastAt] = [wordAt(words, found), wordAt(words, after - 1)];
    const [first, last] = [words[at], words[lastAt]];
    if (!first || !last) break;
    const begins = first.start === found;
    const ends = last.start + last.plain.length === after;
    const run = { from: first.from, to: last.to };
    const meant = at === lastAt || begins || (ends && sought.words > 1);
    if (begins && ends) whole.push(run);
    else if (meant) within.push(run);
    // Only at the start of a word begins a place of its own, so what follows in this word tells nothing more.
    const next = at === lastAt ? first.start + first.plain.length : found + 1;
    found = plain.indexOf(sought.plain, begins && ends ? after : next);
  }
  return { whole, within };
};

/** Every place of what has neither letters nor digits, such as a sign, as it is written. */
const placesOfSign = (sign: string, text: string): WordPlaces => {
  const whole: Run[] = [];
  if (sign === '') return { whole, within: [] };
  for (let found = text.indexOf(sign); found >= 0; found = text.indexOf(sign, found + sign.length))
    whole.push({ from: found, to: found + sign.length });
  return { whole, within: [] };
};

/**
 * Where these words and names stand in a text, whatever their case and accents, and whatever stands between the words of a
 * name: a space, a line end, a point or nothing. Letters of another script that only look alike are others.
 * @param sought what is blank stands nowhere
 */
export const placesOfWords = (text: string, sought: readonly string[]): WordPlaces => {
  const whole = compared(text);
  const places = sought.map((word) => {
    const { plain, words } = compared(word);
    if (plain === '') return placesOfSign(word.trim(), text);
    return placesOf({ plain, words: words.length }, whole);
  });
  return {
    whole: places.flatMap((one) => one.whole),
    within: places.flatMap((one) => one.within),
  };
};

/** A run of at most so many words is taken for a name or a phrase that may stand elsewhere; a longer one for a sentence. */
const longestName = 4;
/** Letters and digits that it has at least. */
const shortestName = 3;

/** Code units of a hidden part that is looked at. */
const mostUnits = 400;

/** A text whose words can be looked for, and what of it is hidden. */
export type PartlyHidden = { readonly text: string; readonly hidden: readonly Run[] };

/** What is hidden, in words, by its first word. */
const hiddenNames = (texts: readonly PartlyHidden[]): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>();
  for (const { text, hidden } of texts)
    for (const { from, to } of hidden.filter((run) => run.to - run.from <= mostUnits)) {
      const { plain, words } = compared(text.slice(from, to));
      const [first] = words;
      if (!first || words.length > longestName || plain.length < shortestName) continue;
      const name = words.map((word) => word.plain).join(' ');
      const known = names.get(first.plain);
      if (!known) names.set(first.plain, [name]);
      else if (!known.includes(name)) known.push(name);
    }
  return names;
};

/**
 * What is hidden in one of the texts and stands open in another place, as it stands there: up to four words in a row.
 */
export const openElsewhere = (texts: readonly PartlyHidden[]): readonly (readonly Run[])[] => {
  const names = hiddenNames(texts);
  return texts.map(({ text, hidden }) => (names.size === 0 ? [] : openRuns(compared(text), hidden, names)));
};

const isHidden = (hidden: readonly Run[], { from, to }: Run): boolean =>
  hidden.some((run) => run.from < to && from < run.to);

const openRuns = (
  { words }: Compared,
  hidden: readonly Run[],
  names: ReadonlyMap<string, readonly string[]>,
): Run[] =>
  words.flatMap((first, index) => {
    const known = names.get(first.plain);
    if (!known) return [];
    return Array.from({ length: longestName }, (_, more) => words.slice(index, index + more + 1))
      .filter(
        (some, more) => some.length === more + 1 && known.includes(some.map(({ plain }) => plain).join(' ')),
      )
      .map((some) => ({ from: first.from, to: some.at(-1)?.to ?? first.to }))
      .filter((run) => !isHidden(hidden, run));
  });
