/** Rows of a part, in its own numbers of variables. */
type Row = {
  readonly terms: readonly { readonly variable: number; readonly factor: 1 | -1 }[];
  readonly kind: 'is' | 'at-least';
  readonly value: number;
};

/**
 * A tableau that stands at a corner of what is possible: `rows` of coefficients with the value last, and which column each
 * row is solved for.
 */
export type Simplex = {
  readonly rows: number[][];
  readonly basis: number[];
  readonly variables: number;
  readonly columns: number;
};

const tiny = 1e-7;
/** Steps after which the column is chosen by Bland's rule, which never goes in a circle. */
const hurriedSteps = 200;
const mostSteps = 5_000;

const pivot = ({ rows, basis }: Pick<Simplex, 'rows' | 'basis'>, at: number, column: number): void => {
  const row = rows[at] ?? [];
  const by = row[column] ?? 1;
  for (let index = 0; index < row.length; index++) row[index] = (row[index] ?? 0) / by;
  for (const [other, values] of rows.entries()) {
    const factor = values[column] ?? 0;
    if (other === at || Math.abs(factor) < 1e-12) continue;
    for (let index = 0; index < values.length; index++) {
      const own = row[index] ?? 0;
      if (own !== 0) values[index] = (values[index] ?? 0) - factor * own;
    }
  }
  basis[at] = column;
};

/** What a step in each column adds to the goal. */
const gains = ({ rows, basis }: Simplex, goal: Float64Array): Float64Array => {
  const gained = Float64Array.from(goal);
  for (const [at, row] of rows.entries()) {
    const weight = goal[basis[at] ?? 0] ?? 0;
    if (weight === 0) continue;
    for (let column = 0; column < gained.length; column++)
      gained[column] = (gained[column] ?? 0) - weight * (row[column] ?? 0);
  }
  return gained;
};

const columnToEnter = (gained: Float64Array, usable: number, hurried: boolean): number => {
  let best = -1;
  for (let column = 0; column < usable; column++) {
    const gain = gained[column] ?? 0;
    if (gain <= tiny) continue;
    if (!hurried) return column;
    if (best < 0 || gain > (gained[best] ?? 0)) best = column;
  }
  return best;
};

const rowToLeave = ({ rows, basis }: Simplex, column: number): number => {
  let leaving = -1;
  let least = Infinity;
  for (const [at, row] of rows.entries()) {
    const by = row[column] ?? 0;
    if (by <= tiny) continue;
    const ratio = (row.at(-1) ?? 0) / by;
    const isLess = ratio < least - 1e-9;
    const isTie = !isLess && ratio < least + 1e-9 && (basis[at] ?? 0) < (basis[leaving] ?? Infinity);
    if (isLess || isTie) {
      leaving = at;
      least = Math.min(least, ratio);
    }
  }
  return leaving;
};

type End = { readonly kind: 'corner' } | { readonly kind: 'endless'; readonly column: number };

/** Steps to a corner where the goal is highest, or finds a column along which it grows without an end. */
const climb = (simplex: Simplex, goal: Float64Array, usable: number): End | undefined => {
  for (let step = 0; step < mostSteps; step++) {
    const column = columnToEnter(gains(simplex, goal), usable, step < hurriedSteps);
    if (column < 0) return { kind: 'corner' };
    const row = rowToLeave(simplex, column);
    if (row < 0) return { kind: 'endless', column };
    pivot(simplex, row, column);
  }
  return undefined;
};

/** @returns `undefined` when no corner was found */
export const simplexOf = (relations: readonly Row[], variables: number): Simplex | undefined => {
  const slacks = relations.filter(({ kind }) => kind === 'at-least').length;
  const columns = variables + slacks;
  const width = columns + relations.length + 1;
  let slack = variables;
  const rows = relations.map(({ terms, kind, value }, at) => {
    const row = new Array<number>(width).fill(0);
    for (const { variable, factor } of terms) row[variable] = (row[variable] ?? 0) + factor;
    if (kind === 'at-least') row[slack++] = -1;
    row[width - 1] = value;
    if (value < 0) for (let index = 0; index < width; index++) row[index] = -(row[index] ?? 0);
    row[columns + at] = 1;
    return row;
  });
  const simplex = { rows, basis: relations.map((_, at) => columns + at), variables, columns };
  const goal = new Float64Array(width - 1);
  goal.fill(-1, columns);
  if (!climb(simplex, goal, columns)) return undefined;
  return withoutHelpers(simplex);
};

/** Takes the helping columns out that the first corner was found by. */
const withoutHelpers = ({ rows, basis, variables, columns }: Simplex): Simplex | undefined => {
  for (const [at, row] of rows.entries()) {
    if ((basis[at] ?? 0) < columns) continue;
    if (Math.abs(row.at(-1) ?? 0) > tiny) return undefined;
    const column = row.findIndex((value, index) => index < columns && Math.abs(value) > tiny);
    if (column >= 0) pivot({ rows, basis }, at, column);
  }
  const kept = rows
    .map((row, at) => ({ row, column: basis[at] ?? 0 }))
    .filter(({ column }) => column < columns);
  return {
    rows: kept.map(({ row }) => [...row.slice(0, columns), row.at(-1) ?? 0]),
    basis: kept.map(({ column }) => column),
    variables,
    columns,
  };
};

/**
 * A list of counts in which the sum of the goal is as high (`sign` 1) or as low (-1) as it can be, rounded to integers.
 * Where it has no end, one that lies at least `beyond` further. Nothing is promised of it: whoever asks checks it.
 */
export const integerPoint = (
  simplex: Simplex,
  goal: readonly number[],
  sign: 1 | -1,
  beyond: number,
): number[] | undefined => {
  const weights = new Float64Array(simplex.columns);
  for (const variable of goal) weights[variable] = sign;
  const end = climb(simplex, weights, simplex.columns);
  if (!end) return undefined;
  const point = new Array<number>(simplex.columns).fill(0);
  const step = end.kind === 'endless' ? beyond + 1 : 0;
  for (const [at, row] of simplex.rows.entries()) {
    const along = end.kind === 'endless' ? (row[end.column] ?? 0) : 0;
    point[simplex.basis[at] ?? 0] = (row.at(-1) ?? 0) - along * step;
  }
  if (end.kind === 'endless') point[end.column] = step;
  return point.slice(0, simplex.variables).map(Math.round);
};
