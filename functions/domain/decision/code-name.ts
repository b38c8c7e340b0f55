import * as z from 'zod';
import { adjectives, animals } from '../case/case-name-words.ts';

/** Two words, such as `teal-heron`: the name by which the team speaks of a respondent. */
export const codeName = z.string().regex(/^[a-z]+-[a-z]+$/);

/** @param randomInt a uniform integer from 0 up to, but not including, `limit` */
export const newCodeName = (randomInt: (limit: number) => number): string => {
  const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';
  return `${pick(adjectives)}-${pick(animals)}`;
};

const mostDraws = 20;

/** A code name that nobody of these has. @param taken at most some hundred */
export const newCodeNameBeside = (
  taken: ReadonlySet<string>,
  randomInt: (limit: number) => number,
): string => {
  for (let draw = 0; draw < mostDraws; draw++) {
    const drawn = newCodeName(randomInt);
    if (!taken.has(drawn)) return drawn;
  }
  // There are some ten thousand of them: whatever is drawn, one is free.
  const all = adjectives.flatMap((one) => animals.map((other) => `${one}-${other}`));
  return all.find((name) => !taken.has(name)) ?? '';
};
