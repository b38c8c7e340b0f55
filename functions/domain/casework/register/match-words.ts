/** Why two entries may be one person, the surest first. `joined`: the team has said that they are. */
export const matchKinds = [
  'joined',
  'handle',
  'address',
  'name',
  'sounds-alike',
  'one-letter-apart',
] as const;
export type MatchKind = (typeof matchKinds)[number];

/** How sure it is that two are the same person. */
export const sureness = ['said-so', 'almost-certain', 'likely', 'perhaps'] as const;
export type Sureness = (typeof sureness)[number];

const sureOf: Readonly<Record<MatchKind, Sureness>> = {
  joined: 'said-so',
  handle: 'almost-certain',
  address: 'almost-certain',
  // Two people can have one name.
  name: 'likely',
  'sounds-alike': 'perhaps',
  'one-letter-apart': 'perhaps',
};

const rank = (kind: MatchKind): number => matchKinds.indexOf(kind);

/** Each once, the surest first. */
export const surestFirst = (kinds: Iterable<MatchKind>): readonly MatchKind[] =>
  [...new Set(kinds)].sort((one, other) => rank(one) - rank(other));

/** How sure the surest of these reasons is; a reason more does not make it surer. */
export const surenessOf = (kinds: readonly MatchKind[]): Sureness =>
  sureOf[surestFirst(kinds)[0] ?? 'one-letter-apart'];

/** Sorts the surest first, and what is as sure by its id. */
export const bySureness = (
  one: { readonly why: readonly MatchKind[]; readonly id: string },
  other: { readonly why: readonly MatchKind[]; readonly id: string },
): number =>
  rank(one.why[0] ?? 'one-letter-apart') - rank(other.why[0] ?? 'one-letter-apart') ||
  (one.id < other.id ? -1 : 1);
