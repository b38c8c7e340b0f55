import { plainWords } from '../plain-words.ts';
import { listCases, type CaseList, type ListQuery } from './list-cases.ts';
import type { ListContext, ReadableLine } from './walk-queue.ts';

/** Characters of what is searched for. */
export const searchTextLength = 200;

/** Without a letter or a digit there is nothing to look for. */
export const isSearchable = (text: string): boolean => plainWords(text) !== '';

/** Whether every word that is looked for stands in what the queue shows of a case, whole or as a part of a word. */
export const isFoundBy = (text: string): ((line: Pick<ReadableLine, 'head' | 'brief'>) => boolean) => {
  const words = plainWords(text).split(' ');
  return ({ head, brief }) => {
    const shown = plainWords([head.caseName, brief.title, brief.persons, brief.spaces].join('\n'));
    return words.every((word) => shown.includes(word));
  };
};

/**
 * Looks for cases by their names and by the persons and spaces named, in small letters and without accents. Like every
 * list it shows what is due first and nothing that does not exist for the member; it looks through
 * `mostLookedThrough` cases a call, so that a page can be short, or empty, and have a next one.
 * @param text `isSearchable`. It names people: it belongs into no address that a browser keeps, and into no log
 */
export const searchCases = (context: ListContext, query: ListQuery, text: string): Promise<CaseList> => {
  const { only = () => true } = query;
  const isFound = isFoundBy(text);
  return listCases(context, { ...query, only: (line) => only(line) && isFound(line) });
};
