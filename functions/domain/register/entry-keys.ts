import type { Random } from '../kernel/random.ts';
import { newId } from '../kernel/random.ts';
import { blindKey, keysOfEntry, matchKeysOf, personKey } from './match-keys.ts';
import type { RegisterEntry } from './register-entry.ts';

const knownKeys = (secret: Uint8Array, entry: RegisterEntry): readonly string[] =>
  [...new Set([personKey(entry.personId), ...matchKeysOf(entry).map(({ key }) => key)])].map((key) =>
    blindKey(secret, key),
  );

/**
 * The blind keys of an entry, `keysOfEntry` of them in an order that tells nothing: what is not taken by what is known of
 * the person is random. Those that need not change stay, random ones too.
 * @param before the entry as it was, with the keys it stood under
 */
export const blindKeysOf = (
  secret: Uint8Array,
  random: Random,
  entry: RegisterEntry,
  before?: { readonly entry: RegisterEntry; readonly matchKeys: readonly string[] },
): readonly string[] => {
  const known = knownKeys(secret, entry);
  const former = new Set(before ? knownKeys(secret, before.entry) : []);
  const kept = (before?.matchKeys ?? []).filter((key) => !former.has(key) && !known.includes(key));
  const drawn = Array.from({ length: keysOfEntry }, () => newId(random));
  return [...known, ...kept, ...drawn].slice(0, keysOfEntry).toSorted();
};
