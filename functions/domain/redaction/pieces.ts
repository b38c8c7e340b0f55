import { isBlank } from '../kernel/text.ts';
import type { Run } from './runs.ts';

/** A piece without an end of a sentence is parted at the next space after so many code units. */
const longestPiece = 240;

const ends = new Set('.!?…؟。！？।۔');
const closes = new Set('"\'”’»)]');

/** Whether the sentence ends before this place. */
const endsBefore = (text: string, at: number): boolean => {
  const last = text[at - 1] ?? '';
  return ends.has(last) || (closes.has(last) && ends.has(text[at - 2] ?? ''));
};

const isSpace = (unit: string | undefined): boolean => unit !== undefined && /^\s$/.test(unit);

/**
 * A text in pieces that a person can tick: sentences, at most a line each, without the white space around them. In time
 * linear in the text.
 */
export const piecesOf = (text: string): readonly Run[] => {
  const pieces: Run[] = [];
  let from = 0;
  const cut = (end: number): void => {
    let [first, last] = [from, end];
    while (first < last && isSpace(text[first])) first += 1;
    while (last > first && isSpace(text[last - 1])) last -= 1;
    if (!isBlank(text.slice(first, last))) pieces.push({ from: first, to: last });
    from = end;
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (unit === '\n' || (isSpace(unit) && (endsBefore(text, at) || at - from >= longestPiece))) cut(at);
  }
  cut(text.length);
  return pieces;
};
