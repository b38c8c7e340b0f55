import { plainWords } from '../../kernel/plain-words.ts';
import type { Settings } from '../../../settings/schema.ts';
import { tagLabel } from '../tags/tag.ts';
import type { ReadableLine } from './walk-queue.ts';

/** Characters of what is searched for. */
export const searchTextLength = 200;

/** Without a letter or a digit there is nothing to look for. */
export const isSearchable = (text: string): boolean => plainWords(text) !== '';

/** What is searched for: words in small letters and without accents. */
export type SearchWords = readonly string[];
export const searchWords = (text: string): SearchWords => plainWords(text).split(' ');

/** What the queue shows of a case, in small letters and without accents. */
export const plainLine = (
  { head, brief }: Pick<ReadableLine, 'head' | 'brief'>,
  settings: Pick<Settings, 'tags'>,
): string => {
  const tags = (brief.tags ?? []).map((tag) => tagLabel(settings, tag));
  return plainWords([head.caseName, brief.title, brief.persons, brief.spaces, ...tags].join('\n'));
};

/** Whether every word stands in it, whole or as a part of a word. */
export const holdsAll = (words: SearchWords, plain: string): boolean =>
  words.every((word) => plain.includes(word));

/** Characters of a piece of an excerpt; an excerpt has two at most. */
const pieceLength = 60;
const pieces = new RegExp(`.{1,${pieceLength}}(?= |$)|.{1,${pieceLength}}`, 'gsu');
/** Enough of a long word to find where it stands. */
const beginning = 20;

/**
 * About 120 characters of a text around the first of these words that stands in it.
 * @returns `undefined` when not every word stands in the text or the case's line, or none in the text itself
 */
export const excerptOf = (words: SearchWords, line: string, text: string): string | undefined => {
  const plain = plainWords(text);
  const first = words.find((word) => plain.includes(word));
  if (first === undefined || !holdsAll(words, `${line}\n${plain}`)) return undefined;
  const parts = text.replace(/\s+/g, ' ').match(pieces) ?? [];
  const begins = first.slice(0, beginning);
  const at = parts.findIndex((part, index) => plainWords(part + (parts[index + 1] ?? '')).includes(begins));
  // What is put together from marks far apart is not found again: then the text's beginning is shown.
  const from = Math.max(0, at);
  const shown = parts
    .slice(from, from + 2)
    .join('')
    .trim();
  return `${from > 0 ? '…' : ''}${shown}${from + 2 < parts.length ? '…' : ''}`;
};
