import { normalForm } from '../../domain/kernel/normal-form.ts';
import type { Work } from './work.ts';

const word = /[\p{L}\p{N}\p{M}]+/gu;

export const wordsOf = (text: string): string[] => normalForm(text, 'NFKC').toLowerCase().match(word) ?? [];

const mostLookedFor = 50;

/** Whether one text has words that the other has not; line ends inside of words count for nothing. */
export const saysMore = (text: string, other: string, work: Work): boolean => {
  if (!work.take(4 * (text.length + other.length))) return true;
  const known = new Set(wordsOf(other));
  const missing = [...new Set(wordsOf(text))].filter((one) => !known.has(one));
  if (missing.length === 0) return false;
  if (missing.length > mostLookedFor || !work.take(other.length)) return true;
  const run = wordsOf(other).join('');
  return missing.some((one) => !run.includes(one));
};
