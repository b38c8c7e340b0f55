import { createHmac } from 'node:crypto';
import { utf8 } from '../../envelope/format.ts';
import { accountsOf, addressesOf, type Identifiers } from './match-accounts.ts';
import { soundOf } from './match-sound.ts';
import { nameWords } from './match-text.ts';

export const matchKinds = ['name', 'handle', 'address', 'sounds-alike', 'one-letter-apart'] as const;
export type MatchKind = (typeof matchKinds)[number];
/** A text that two who may be one person have in common. It says nothing to anybody only as a blind key. */
export type MatchKey = { readonly key: string; readonly kind: MatchKind };

/**
 * Blind keys of every entry, whatever is known of the person: one for the person, the others of what is known, and random
 * ones for the rest. All names and accounts fit; parts to find what is one letter apart as far as there is room.
 */
export const keysOfEntry = 32;
/** Keys that one look-up asks for: each is a call. */
export const mostSoughtKeys = 64;

/** What one person is known by, in comparable form. */
export type Comparable = {
  /** Each way to say the name: all of it, without middle names, without a second family name. */
  readonly names: readonly string[];
  /** The name to be compared letter by letter; empty where it is too short. */
  readonly nameLetters: string;
  readonly sound: string;
  readonly accounts: readonly string[];
  readonly addresses: readonly string[];
};

/** Shorter ones have too many neighbours. */
const leastLetters = 5;
const leastSounds = 4;

const inOrder = (words: readonly string[]): string => words.toSorted().join(' ');

const namesOf = (words: readonly string[]): readonly string[] => {
  const [first, second] = words;
  const last = words.at(-1);
  if (first === undefined || second === undefined || last === undefined) return words;
  return [...new Set([inOrder(words), inOrder([first, last]), inOrder([first, second])])];
};

/** In time linear in what is known, which `respondentLimitBytes` bounds. */
export const comparableOf = (person: Identifiers): Comparable => {
  const words = nameWords(person.name ?? '');
  const [first, ...others] = words;
  const outer = first === undefined ? [] : [first, ...others.slice(-1)];
  const sounds = outer.map(soundOf);
  return {
    names: namesOf(words),
    nameLetters: longEnough(outer.toSorted().join('')),
    sound: sounds.every(Boolean) && sounds.join('').length >= leastSounds ? inOrder(sounds) : '',
    accounts: accountsOf(person),
    addresses: addressesOf(person),
  };
};

export const longEnough = (text: string): string => (Array.from(text).length >= leastLetters ? text : '');

/** So many letters are one part of a text of this length: each has at most four parts. */
const partLength = (length: number): number => Math.ceil(length / 4);

/** A text of `length` letters without the part that begins at `at`; `taken` letters stand in its place here. */
const without = (letters: readonly string[], length: number, at: number, taken: number): string =>
  `${length}:${at}:${letters.slice(0, at).join('')}_${letters.slice(at + taken).join('')}`;

const partsOf = (length: number): readonly number[] => {
  const part = partLength(length);
  return Array.from({ length: Math.ceil(length / part) }, (_, index) => index * part);
};

/**
 * A text without each of its parts. One that is a letter apart has the same text around the part with that letter:
 * partitioning in place of a neighbourhood of deletions (S. Chaudhuri and others, 2006; G. Li and others, Pass-Join, 2011)
 * takes four keys however long the text is.
 */
const storedParts = (text: string): readonly string[] => {
  const letters = Array.from(text);
  const { length } = letters;
  return length === 0 ? [] : partsOf(length).map((at) => without(letters, length, at, partLength(length)));
};

/** What texts a letter shorter, as long and a letter longer would be kept under, and those with two letters swapped. */
const soughtParts = (text: string): readonly string[] => {
  const letters = Array.from(text);
  const { length } = letters;
  if (length === 0) return [];
  return [length, length + 1, length - 1].flatMap((other) =>
    partsOf(other).map((at) => without(letters, other, at, partLength(other) + length - other)),
  );
};

/** Two neighbours that are swapped across the border of two parts are in neither of them. */
const swapped = (text: string): readonly string[] => {
  const letters = Array.from(text);
  return partsOf(letters.length || 1)
    .slice(1)
    .map((at) =>
      [...letters.slice(0, at - 1), letters[at], letters[at - 1], ...letters.slice(at + 1)].join(''),
    );
};

const kindOf =
  (kind: MatchKind, space: string) =>
  (text: string): MatchKey => ({ key: `${space}:${text}`, kind });

const exactKeys = ({ names, accounts, addresses, sound }: Comparable): readonly MatchKey[] => [
  ...names.map(kindOf('name', 'name')),
  ...accounts.map(kindOf('handle', 'handle')),
  ...addresses.map(kindOf('address', 'address')),
  ...(sound === '' ? [] : [sound].map(kindOf('sounds-alike', 'sound'))),
];

const nearKeys = (
  { nameLetters, accounts, addresses }: Comparable,
  near: (text: string, space: string) => readonly MatchKey[],
): readonly MatchKey[] => [
  ...near(nameLetters, 'letters'),
  ...accounts.flatMap((text) => near(longEnough(text), 'handle')),
  ...addresses.flatMap((text) => near(longEnough(text), 'address')),
];

const once = (keys: readonly MatchKey[], most: number): readonly MatchKey[] => {
  const byKey = new Map<string, MatchKey>();
  for (const one of keys) if (!byKey.has(one.key)) byKey.set(one.key, one);
  return [...byKey.values()].slice(0, most);
};

/** What an entry of a person is kept under, beside the person: at most `keysOfEntry` less one, what is exact first. */
export const matchKeysOf = (person: Identifiers): readonly MatchKey[] => {
  const known = comparableOf(person);
  const near = (text: string, space: string) =>
    storedParts(text).map(kindOf('one-letter-apart', `near-${space}`));
  const whole = [known.nameLetters].filter(Boolean).map(kindOf('one-letter-apart', 'letters'));
  return once([...exactKeys(known), ...whole, ...nearKeys(known, near)], keysOfEntry - 1);
};

/**
 * What a person is looked for under, at most `mostSoughtKeys`. Most are sought so that few have to be kept: an entry under
 * one of them may still be no match, which `matchesOf` (`match-reasons.ts`) tells once it is opened.
 */
export const soughtKeysOf = (person: Identifiers): readonly MatchKey[] => {
  const known = comparableOf(person);
  const near = (text: string, space: string) => [
    ...soughtParts(text).map(kindOf('one-letter-apart', `near-${space}`)),
    ...swapped(text).map(kindOf('one-letter-apart', space)),
  ];
  const whole = [known.nameLetters].filter(Boolean).map(kindOf('one-letter-apart', 'letters'));
  return once([...exactKeys(known), ...whole, ...nearKeys(known, near)], mostSoughtKeys);
};

/** What entries of one person are kept under, whatever they are called. */
export const personKey = (personId: string): string => `person:${personId}`;

/**
 * HMAC-SHA256 of a key (FIPS 198-1), the first 128 bits as 22 characters of base64url.
 * @param secret of `openMatchSecret`
 */
export const blindKey = (secret: Uint8Array, key: string): string =>
  createHmac('sha256', secret).update(utf8(key)).digest().subarray(0, 16).toString('base64url');
