import * as z from 'zod';
import { adjectives, animals } from './case-name-words.ts';

/** Two words and two digits, such as `amber-falcon-27`. No secret: nobody counts cases, nobody says a person's name. */
export const caseName = z.string().regex(/^[a-z]+-[a-z]+-\d{2}$/);

/** @param randomInt a uniform integer from 0 up to, but not including, `limit` */
export const newCaseName = (randomInt: (limit: number) => number): string => {
  const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';
  return `${pick(adjectives)}-${pick(animals)}-${String(randomInt(100)).padStart(2, '0')}`;
};
