/** How many letters must be put in, left out, replaced or swapped with their neighbour to make one word of the other. */
export const editDistance = (one: string, other: string): number => {
  const [left, right] = [Array.from(one), Array.from(other)];
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [row, letter] of left.entries()) {
    const next = [row + 1];
    for (const [column, opposite] of right.entries()) {
      const replaced = (last[column] ?? 0) + (letter === opposite ? 0 : 1);
      const isSwapped = row > 0 && column > 0 && letter === right[column - 1] && left[row - 1] === opposite;
      const swapped = isSwapped ? (beforeLast[column - 1] ?? 0) + 1 : Infinity;
      next.push(Math.min(replaced, (last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1, swapped));
    }
    [beforeLast, last] = [last, next];
  }
  return last[right.length] ?? 0;
};
