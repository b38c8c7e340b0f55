import { plainWords } from '../plain-words.ts';

const shortestName = 3;

/**
 * The members whose name stands in an answer: the whole name, or their first or last name as a word of its own. Better
 * one too many: the writer decides.
 */
export const namedMembers = <Known extends { readonly name: string }>(
  answer: string,
  members: readonly Known[],
): Known[] => {
  const words = ` ${plainWords(answer)} `;
  if (words.trim() === '') return [];
  return members.filter(({ name }) => {
    const parts = plainWords(name).split(' ');
    const said = (part: string | undefined): boolean =>
      part !== undefined && part.length >= shortestName && words.includes(` ${part} `);
    return words.includes(` ${parts.join(' ')} `) || said(parts.at(0)) || said(parts.at(-1));
  });
};
