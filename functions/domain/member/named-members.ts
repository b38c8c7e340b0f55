/** Letters and digits without accents, in small letters, words parted by one space. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const shortestName = 3;

/**
 * The members whose name stands in an answer: the whole name, or their first or last name as a word of its own. Better
 * one too many: the writer decides.
 */
export const namedMembers = <Known extends { readonly name: string }>(
  answer: string,
  members: readonly Known[],
): Known[] => {
  const words = ` ${plain(answer)} `;
  if (words.trim() === '') return [];
  return members.filter(({ name }) => {
    const parts = plain(name).split(' ');
    const said = (part: string | undefined): boolean =>
      part !== undefined && part.length >= shortestName && words.includes(` ${part} `);
    return words.includes(` ${parts.join(' ')} `) || said(parts.at(0)) || said(parts.at(-1));
  });
};
