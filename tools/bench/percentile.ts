/** The value below which this share of the values lies (nearest rank). @throws when there are none */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('there is no percentile of nothing');
  return value;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);
