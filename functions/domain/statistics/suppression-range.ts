import { integerPoint, simplexOf } from './suppression-simplex.ts';

/** Variables are counts: integers, never below 0. A factor is 1 or -1. */
export type Term = { readonly variable: number; readonly factor: 1 | -1 };

/** What everybody can know of the counts: a sum that is, or is at least, a value. */
export type Relation = {
  readonly terms: readonly Term[];
  readonly kind: 'is' | 'at-least';
  readonly value: number;
};

/** A sum of counts that must not be found out. */
export type Secret = { readonly variables: readonly number[] };

/** The lowest and the highest value of a secret in the lists of counts that were found to fit all that is known. */
type Found = { low: number; high: number };

const sumOf = (variables: readonly number[], values: readonly number[]): number =>
  variables.reduce((sum, variable) => sum + (values[variable] ?? 0), 0);

const holds = ({ terms, kind, value }: Relation, values: readonly number[]): boolean => {
  const sum = terms.reduce((so, { variable, factor }) => so + factor * (values[variable] ?? 0), 0);
  return kind === 'is' ? sum === value : sum >= value;
};

export const areTrue = (relations: readonly Relation[], values: readonly number[]): boolean =>
  relations.every((relation) => holds(relation, values));

/**
 * Variables that follow at once: alone in an equation, or in one whose counts add up to 0. Their values are the true
 * ones. What follows only from several equations together is left to the simplex.
 */
export const evidentVariables = (
  relations: readonly Relation[],
  truth: readonly number[],
): ReadonlySet<number> => {
  const known = new Set<number>();
  const equations = relations.filter(({ kind }) => kind === 'is');
  for (let before = -1; before < known.size;) {
    before = known.size;
    for (const { terms } of equations) {
      const open = terms.filter(({ variable }) => !known.has(variable));
      const isOneSided = open.every(({ factor }) => factor === open[0]?.factor);
      const isNothing = isOneSided && open.every(({ variable }) => truth[variable] === 0);
      if (open.length === 1 || isNothing) for (const { variable } of open) known.add(variable);
    }
  }
  return known;
};

/** Which relations hang together by variables that are not evident. */
const partsOf = (
  relations: readonly Relation[],
  known: ReadonlySet<number>,
  secrets: readonly Secret[],
): { readonly relations: Relation[]; readonly secrets: Secret[] }[] => {
  const parent = new Map<number, number>();
  const rootOf = (variable: number): number => {
    let root = variable;
    for (let next = parent.get(root) ?? root; next !== root; next = parent.get(root) ?? root) root = next;
    parent.set(variable, root);
    return root;
  };
  const join = (variables: readonly number[]): void => {
    const [first, ...others] = variables;
    if (first !== undefined) for (const other of others) parent.set(rootOf(other), rootOf(first));
  };
  const open = (variables: readonly number[]) => variables.filter((variable) => !known.has(variable));
  const openOf = ({ terms }: Relation) => open(terms.map(({ variable }) => variable));
  for (const relation of relations) join(openOf(relation));
  for (const { variables } of secrets) join(open(variables));
  const parts = new Map<number, { readonly relations: Relation[]; readonly secrets: Secret[] }>();
  for (const secret of secrets) {
    const [first] = open(secret.variables);
    if (first === undefined) continue;
    const root = rootOf(first);
    const part = parts.get(root) ?? { relations: [], secrets: [] };
    part.secrets.push(secret);
    parts.set(root, part);
  }
  for (const relation of relations) {
    const [first] = openOf(relation);
    if (first !== undefined) parts.get(rootOf(first))?.relations.push(relation);
  }
  return [...parts.values()];
};

/** In a part's own numbers of variables, without those that are evident. */
const restated = (relations: readonly Relation[], known: ReadonlySet<number>, truth: readonly number[]) => {
  const places = new Map<number, number>();
  const place = (variable: number): number => {
    const there = places.get(variable);
    if (there !== undefined) return there;
    places.set(variable, places.size);
    return places.size - 1;
  };
  const rows = relations.map(({ terms, kind, value }) => {
    const fixed = terms.filter(({ variable }) => known.has(variable));
    return {
      kind,
      value: fixed.reduce((rest, { variable, factor }) => rest - factor * (truth[variable] ?? 0), value),
      terms: terms
        .filter(({ variable }) => !known.has(variable))
        .map(({ variable, factor }) => ({ variable: place(variable), factor })),
    };
  });
  return { rows, places };
};

const keyOf = ({ variables }: Secret): string => variables.join(' ');

type Progress = {
  readonly isProved: (secret: Secret) => boolean;
  readonly note: (values: readonly number[]) => void;
  readonly width: number;
};

/** Searches values of the secrets of one part until each is proved, or nothing further is found. */
const searchPart = (
  part: { readonly relations: readonly Relation[]; readonly secrets: readonly Secret[] },
  known: ReadonlySet<number>,
  truth: readonly number[],
  progress: Progress,
): void => {
  const { rows, places } = restated(part.relations, known, truth);
  for (const { variables } of part.secrets)
    for (const variable of variables)
      if (!known.has(variable) && !places.has(variable)) places.set(variable, places.size);
  const simplex = simplexOf(rows, places.size);
  if (!simplex) return;
  const tryDirection = (secret: Secret, sign: 1 | -1): void => {
    const goal = secret.variables.flatMap((variable) => places.get(variable) ?? []);
    const point = integerPoint(simplex, goal, sign, progress.width);
    if (!point) return;
    const values = [...truth];
    for (const [variable, place] of places) values[variable] = point[place] ?? 0;
    const isPossible = [...places.keys()].every((variable) => (values[variable] ?? 0) >= 0);
    if (isPossible && areTrue(part.relations, values)) progress.note(values);
  };
  for (const secret of part.secrets)
    for (const sign of [1, -1] as const) if (!progress.isProved(secret)) tryDirection(secret, sign);
};

/**
 * Proves of secrets that they stay so. The proof of one is two lists of counts that fit all that is known, in exact
 * integers, and in which it differs by at least `width`: whoever knows only the relations cannot tell them apart. How the
 * lists are found (a simplex in floating point) proves nothing; that they fit is checked.
 *
 * What was found is kept from one call to the next: between them, relations may only be taken away.
 * @returns what answers those secrets that could not be proved
 */
export const secretProver = (truth: readonly number[], width: number) => {
  const found = new Map<string, Found>();
  const foundOf = (secret: Secret): Found => {
    const key = keyOf(secret);
    const there = found.get(key);
    if (there) return there;
    const value = sumOf(secret.variables, truth);
    const range = { low: value, high: value };
    found.set(key, range);
    return range;
  };
  const isProved = (secret: Secret): boolean => {
    const { low, high } = foundOf(secret);
    return high - low >= width;
  };
  return (relations: readonly Relation[], secrets: readonly Secret[]): readonly Secret[] => {
    const known = evidentVariables(relations, truth);
    for (const part of partsOf(relations, known, secrets)) {
      if (part.secrets.every(isProved)) continue;
      const note = (values: readonly number[]): void => {
        for (const secret of part.secrets) {
          const range = foundOf(secret);
          const value = sumOf(secret.variables, values);
          range.low = Math.min(range.low, value);
          range.high = Math.max(range.high, value);
        }
      };
      searchPart(part, known, truth, { isProved, note, width });
    }
    return secrets.filter((secret) => !isProved(secret));
  };
};
