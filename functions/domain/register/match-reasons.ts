import { editDistance } from '../../envelope/edit-distance.ts';
import type { Identifiers } from './match-accounts.ts';
import { comparableOf, longEnough, type Comparable, type MatchKind } from './match-keys.ts';

const isOneApart = (one: string, other: string): boolean =>
  one !== '' && other !== '' && Math.abs(one.length - other.length) <= 1 && editDistance(one, other) === 1;

const common = (ones: readonly string[], others: readonly string[]): boolean =>
  ones.some((one) => others.includes(one));

const anyOneApart = (ones: readonly string[], others: readonly string[]): boolean =>
  ones.some((one) => others.some((other) => isOneApart(longEnough(one), longEnough(other))));

const reasons: Readonly<Record<MatchKind, (one: Comparable, other: Comparable) => boolean>> = {
  name: (one, other) => common(one.names, other.names),
  handle: (one, other) => common(one.accounts, other.accounts),
  address: (one, other) => common(one.addresses, other.addresses),
  'sounds-alike': (one, other) => one.sound !== '' && one.sound === other.sound,
  'one-letter-apart': (one, other) =>
    isOneApart(one.nameLetters, other.nameLetters) ||
    anyOneApart(one.accounts, other.accounts) ||
    anyOneApart(one.addresses, other.addresses),
};

/**
 * Why two may be one person, the strongest reason first; empty when an index key has led astray. A name that is the same
 * is not said to sound alike as well.
 */
export const matchesOf = (one: Identifiers, other: Identifiers): readonly MatchKind[] => {
  const [left, right] = [comparableOf(one), comparableOf(other)];
  const kinds = (['name', 'handle', 'address', 'sounds-alike', 'one-letter-apart'] as const).filter((kind) =>
    reasons[kind](left, right),
  );
  return kinds.includes('name') ? kinds.filter((kind) => kind !== 'sounds-alike') : kinds;
};
