import { createHash } from 'node:crypto';
import { accountsOnPlatforms, addressesOf, type Identifiers } from '../register/match-accounts.ts';
import { nameWords } from '../register/match-text.ts';
import { byteLength } from '../kernel/text.ts';

/** Persons that one report may name for this. */
export const mostPersons = 5;
/** Bytes of UTF-8 that one of them takes. */
export const personLimitBytes = 200;
/** Keys that one message to the scheduled function carries. */
export const mostKeys = 16;
/** Platforms that are told of one account. */
const mostPlatforms = 4;
/** Of those that are more than one of an account, so many are told together: a message has its size. */
const mostFurtherPlatforms = 8;

/**
 * By what a person is recognised who is named in two reports. `platforms`: of an account, where it is said to be; none for
 * one of which nobody said that, which may be on any. Both are digests: no name leaves the function that was told it, not
 * even sealed.
 */
export type PersonKey = { readonly key: string; readonly platforms: readonly string[] };

/** `(they/them)` behind a name. */
const inBrackets = /[([{][^)\]}]*[)\]}]/gu;
const withPlatform = /^([\p{L}][\p{L}\p{N}+. -]{0,39}):\s*(?!\/)(\S+)$/u;
const phone = /^\+?[\d ()./-]{7,30}$/u;
/** Scripts that write family name and given name as one word. */
const wholeNameInOneWord = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}$/u;

/** Somebody as they were named in free words: by a phone number, an account, an address or a full name. */
export const identifiersIn = (named: string): Identifiers => {
  const text = named.trim();
  if (phone.test(text)) return { handles: [], reach: text };
  const [, platform, handle] = withPlatform.exec(text) ?? [];
  if (platform !== undefined && handle !== undefined && !/^mailto$/iu.test(platform))
    return { handles: [{ platform, handle }] };
  const bare = text.replace(inBrackets, ' ').trim();
  // A first name alone would be half the world; what has a digit or such a sign in it is an account.
  if (!/\s/u.test(bare) && /[@/]|[\p{N}_.](?!$)/u.test(bare))
    return { handles: [{ platform: '', handle: bare }] };
  return { name: bare, handles: [] };
};

/** All of a name, whatever the order of its words; none of one that is half a name. */
const wholeNames = (name: string): readonly string[] => {
  const words = nameWords(name);
  if (words.length > 1) return [words.toSorted().join(' ')];
  return wholeNameInOneWord.test(name.trim()) ? words : [];
};

const digest = (text: string, bytes = 32): string =>
  createHash('sha256').update(`conductline person 2 ${text}`).digest().toString('base64url', 0, bytes);

/** A platform says nothing without the account. */
const platformDigest = (account: string, platform: string): string => digest(`${account} on ${platform}`, 6);

/**
 * What is certainly the same person, in the comparable form of the register (`match-accounts.ts`, `match-text.ts`): the same
 * mail address or phone number, the same account, or the same full name. No near matches, as by sound or by a letter apart:
 * they would let out what waits for somebody else, and who writes reports to find out could try many persons with one name.
 */
const keysOf = (person: Identifiers): readonly PersonKey[] => [
  ...addressesOf(person).map((address) => ({ key: digest(`address:${address}`), platforms: [] })),
  ...accountsOnPlatforms(person).map(({ account, platforms }) => ({
    key: digest(`handle:${account}`),
    platforms: platforms.map((one) => platformDigest(account, one)),
  })),
  ...wholeNames(person.name ?? '').map((name) => ({ key: digest(`name:${name}`), platforms: [] })),
];

/** The same account said twice: on each of the platforms, and on any where once none was said. */
export const onAll = (ones: readonly string[], others: readonly string[]): readonly string[] =>
  ones.length === 0 || others.length === 0 ? [] : [...new Set([...ones, ...others])];

/** Whether two who named the same account may mean one person: not where both named a platform, and none in common. */
export const mayBeOne = (ones: readonly string[] = [], others: readonly string[] = []): boolean =>
  ones.length === 0 || others.length === 0 || ones.some((one) => others.includes(one));

/** The keys of these persons, each once; at most `mostKeys`. */
export const personKeys = (persons: readonly Identifiers[]): readonly PersonKey[] => {
  const keys = new Map<string, readonly string[]>();
  for (const { key, platforms } of persons.flatMap(keysOf)) {
    const before = keys.get(key);
    if (before !== undefined) keys.set(key, onAll(before, platforms));
    else if (keys.size < mostKeys) keys.set(key, platforms);
  }
  let further = mostFurtherPlatforms;
  return [...keys].map(([key, all]) => {
    const platforms = all.slice(0, Math.min(mostPlatforms, 1 + further));
    further -= Math.max(0, platforms.length - 1);
    return { key, platforms };
  });
};

/** The keys of persons who were named in free words, one a text. */
export const personKeysIn = (named: readonly string[]): readonly PersonKey[] =>
  personKeys(named.map(identifiersIn));

/** Characters of an answer that are looked at for persons. */
const readCharacters = 4_000;

/** The persons in an answer of free words: what stands alone between commas, lines and the like. */
export const personsIn = (text: string): string[] =>
  text
    .slice(0, readCharacters)
    .split(/[,;\n\u060c\u061b•·]|\s(?:and|und|y|e|et|&)\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && byteLength(part) <= personLimitBytes);

/** The lines of the field in which persons are named one a line; empty ones are none. */
export const personLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
