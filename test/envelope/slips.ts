/** The optimal string alignment distance as its definition reads, on the full matrix: the slow, plain reference. */
export const distanceBetween = (one: string, other: string): number => {
  const rows: number[][] = [];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 0; i <= one.length; i++) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= other.length; j++) {
      const changed = cell(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const ways = [cell(i - 1, j) + 1, cell(i, j - 1) + 1, changed];
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        ways.push(cell(i - 2, j - 2) + 1);
      }
      row.push(i === 0 && j === 0 ? 0 : Math.min(...ways));
    }
  }
  return cell(one.length, other.length);
};

export type Slip = readonly [place: number, kind: 'drop' | 'swap' | 'change' | 'double', letter: string];

/** The word with one slip of the fingers in it. */
export const slipped = (word: string, [place, kind, letter]: Slip): string => {
  const at = place % Math.max(word.length, 1);
  const [before, here, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
  switch (kind) {
    case 'drop':
      return before + after;
    case 'swap':
      return before + after.slice(0, 1) + here + after.slice(1);
    case 'change':
      return before + letter + after;
    case 'double':
      return before + here + here + after;
  }
};
