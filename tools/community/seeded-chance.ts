/** Choices that are the same again for the same seed. Nothing secret is ever made of it. */
export type Chance = {
  /** A whole number from 0 up to, but not including, `limit`. */
  readonly below: (limit: number) => number;
  /** True so often in a hundred. */
  readonly percent: (often: number) => boolean;
  readonly oneOf: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** So many of them, each at most once, in their order. */
  readonly someOf: <Item>(items: readonly Item[], count: number) => readonly Item[];
  /** 16 bytes, base64url. */
  readonly id: () => string;
};

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough to invent a community. */
const numbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const chanceOf = (seed: number): Chance => {
  const next = numbers(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    percent: (often) => next() * 100 < often,
    oneOf: (items) => items[below(items.length)] ?? items[0],
    someOf: (items, count) => {
      const left = items.map((item, at) => ({ item, at }));
      const taken: { readonly item: (typeof items)[number]; readonly at: number }[] = [];
      while (taken.length < count && left.length > 0) taken.push(...left.splice(below(left.length), 1));
      return taken.sort((one, other) => one.at - other.at).map(({ item }) => item);
    },
    id: () => Buffer.from(Array.from({ length: 16 }, () => below(256))).toString('base64url'),
  };
};
