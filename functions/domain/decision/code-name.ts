import * as z from 'zod';
import { adjectives, animals } from '../case/case-name-words.ts';

/** Two words, such as `teal-heron`: the name by which the team speaks of a respondent. */
export const codeName = z.string().regex(/^[a-z]+-[a-z]+$/);

/** @param randomInt a uniform integer from 0 up to, but not including, `limit` */
export const newCodeName = (randomInt: (limit: number) => number): string => {
  const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';
  return `${pick(adjectives)}-${pick(animals)}`;
};
