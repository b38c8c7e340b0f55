import { plainWords } from '../kernel/plain-words.ts';
import type { Run } from './runs.ts';

/** A word of a text: its letters and digits as they are compared, and where it stands. */
type Word = Run & { readonly plain: string };

/** A text in letters and digits alone, without case, accents and what stands between words, and where each came from. */
type Compared = {
  readonly plain: string;
  /** For each unit of `plain`, the word it belongs to, and the part of the text it was. */
  readonly words: readonly Word[];
  readonly wordAt: readonly number[];
  readonly froms: readonly number[];
  readonly tos: readonly number[];
};

/** A letter as it is compared. The final form of a Greek letter and the stroke that lengthens Arabic words tell nothing. */
const plainLetter = (letter: string): string =>
  plainWords(letter).replaceAll(' ', '').replaceAll('ς', 'σ').replaceAll('\u0640', '');

/** Letters as they are compared; each that a text has is worked out once. */
const plainLetters = (): ((letter: string) => string) => {
  const known = new Map<string, string>();
  return (letter) => {
    const plain = known.get(letter) ?? plainLetter(letter);
    known.set(letter, plain);
    return plain;
  };
};

const plainOf = (text: string): string => Array.from(text, plainLetter).join('');

const compared = (text: string): Compared => {
  const plainOne = plainLetters();
  const words: Word[] = [];
  const letters: string[] = [];
  const [wordAt, froms, tos]: [number[], number[], number[]] = [[], [], []];
  for (const { 0: written, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    let at = index;
    let plain = '';
    for (const letter of written) {
      const units = plainOne(letter);
      for (let unit = 0; unit < units.length; unit++) {
        wordAt.push(words.length);
        froms.push(at);
        tos.push(at + letter.length);
      }
      plain += units;
      at += letter.length;
    }
    if (plain === '') continue;
    letters.push(plain);
    words.push({ plain, from: index, to: at });
  }
  return { plain: letters.join(''), words, wordAt, froms, tos };
};

/** Where words stand in a text. */
export type WordPlaces = {
  /** As words of their own. */
  readonly whole: readonly Run[];
  /** Longer words in which they stand, such as a plural or a name with a prefix. */
  readonly within: readonly Run[];
};

const at = (numbers: readonly number[], index: number): number => numbers[index] ?? 0;

/** Every place of one word or name, which may be several words. */
const placesOf = (sought: string, { plain, words, wordAt, froms, tos }: Compared): WordPlaces => {
  const whole: Run[] = [];
  const within: Run[] = [];
  for (let found = plain.indexOf(sought); found >= 0;) {
    const last = found + sought.length - 1;
    const begins = found === 0 || at(wordAt, found - 1) !== at(wordAt, found);
    const ends = last + 1 === plain.length || at(wordAt, last + 1) !== at(wordAt, last);
    const [first, end] = [words[at(wordAt, found)], words[at(wordAt, last)]];
    if (begins && ends) whole.push({ from: at(froms, found), to: at(tos, last) });
    else if (first && end) within.push({ from: first.from, to: end.to });
    found = plain.indexOf(sought, begins && ends ? last + 1 : found + 1);
  }
  return { whole, within };
};

/** Every place of what has neither letters nor digits, such as a sign, as it is written. */
const placesOfSign = (sign: string, text: string): WordPlaces => {
  const whole: Run[] = [];
  for (let found = text.indexOf(sign); found >= 0; found = text.indexOf(sign, found + sign.length))
    whole.push({ from: found, to: found + sign.length });
  return { whole, within: [] };
};

/**
 * Where these words and names stand in a text, whatever their case and accents, and whatever stands between the words of a
 * name: a space, a line end, a point or nothing. Letters of another script that only look alike are others.
 * @param sought none of them blank
 */
export const placesOfWords = (text: string, sought: readonly string[]): WordPlaces => {
  const within = compared(text);
  const places = sought.map((word) => {
    const plain = plainOf(word);
    return plain === '' ? placesOfSign(word.trim(), text) : placesOf(plain, within);
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

/** A text whose words can be looked for, and what of it is hidden. */
export type PartlyHidden = { readonly text: string; readonly hidden: readonly Run[] };

const isHidden = (hidden: readonly Run[], { from, to }: Run): boolean =>
  hidden.some((run) => run.from < to && from < run.to);

/**
 * What is hidden in one of the texts and stands open in another place, as it stands there: up to four words in a row. In time
 * linear in the texts, but for their hidden parts.
 */
export const openElsewhere = (texts: readonly PartlyHidden[]): readonly (readonly Run[])[] => {
  const names = new Set<string>();
  for (const { text, hidden } of texts)
    for (const { from, to } of hidden) {
      const words = compared(text.slice(from, to)).words.map(({ plain }) => plain);
      const name = words.join(' ');
      if (words.length <= longestName && name.length >= shortestName) names.add(name);
    }
  return texts.map(({ text, hidden }) => (names.size === 0 ? [] : openRuns(compared(text), hidden, names)));
};

const openRuns = ({ words }: Compared, hidden: readonly Run[], names: ReadonlySet<string>): Run[] => {
  const open: Run[] = [];
  for (let first = 0; first < words.length; first++)
    for (let count = 1; count <= longestName && first + count <= words.length; count++) {
      const [start, end] = [words[first], words[first + count - 1]];
      if (!start || !end || !names.has(nameOf(words, first, count))) continue;
      const run = { from: start.from, to: end.to };
      if (!isHidden(hidden, run)) open.push(run);
    }
  return open;
};

const nameOf = (words: readonly Word[], first: number, count: number): string =>
  words
    .slice(first, first + count)
    .map(({ plain }) => plain)
    .join(' ');
