import { isBlank } from '../kernel/text.ts';
import type { Run } from './runs.ts';

/** A piece without an end of a sentence is parted at the next space after so many code units, and anywhere after twice as many. */
const longestPiece = 240;

const ends = new Set('.!?…؟。！？।۔');
const closes = new Set('"\'”’»)]」』');
/** After these no space is written. */
const endsWithoutSpace = new Set('。！？');

const isSpace = (unit: string | undefined): boolean => unit !== undefined && /^\s$/.test(unit);

/** Whether the sentence ends before this place, with one of these signs. */
const endsBefore = (signs: ReadonlySet<string>, text: string, at: number): boolean => {
  const last = text[at - 1] ?? '';
  return signs.has(last) || (closes.has(last) && signs.has(text[at - 2] ?? ''));
};

/** Whether a piece that begins at `from` ends before `at`. */
const partsAt = (text: string, from: number, at: number): boolean => {
  const unit = text[at] ?? '';
  if (unit === '\n') return true;
  const length = at - from;
  if (isSpace(unit)) return endsBefore(ends, text, at) || length >= longestPiece;
  if (ends.has(unit) || closes.has(unit)) return false;
  return (
    endsBefore(endsWithoutSpace, text, at) || (length >= 2 * longestPiece && !/[\udc00-\udfff]/.test(unit))
  );
};

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
  for (let at = 1; at < text.length; at++) if (partsAt(text, from, at)) cut(at);
  cut(text.length);
  return pieces;
};
