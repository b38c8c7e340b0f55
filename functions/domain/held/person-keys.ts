import { createHash } from 'node:crypto';
import { byteLength } from '../kernel/text.ts';
import { normalForm } from '../kernel/normal-form.ts';
import { plainWords } from '../kernel/plain-words.ts';

/** Persons that one report may name for this. */
export const mostPersons = 5;
/** Bytes of UTF-8 that one of them takes. */
export const personLimitBytes = 200;
/** Keys that one message to the scheduled function carries. */
export const mostKeys = 16;

/** Platforms whose addresses end in an account: the address and the bare name of the account are one. */
const accountAddress =
  /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}\/(?:@|u\/|user\/|in\/|users\/)?@?([^/?#\s]+)\/?$/iu;
const mailAddress = /^([^\s@]+)@((?:[a-z0-9-]+\.)+[a-z]{2,})$/iu;
const fediverse = /^@([^\s@]+)@((?:[a-z0-9-]+\.)+[a-z]{2,})$/iu;
/** `(they/them)` behind a name. */
const inBrackets = /[([{][^)\]}]*[)\]}]/gu;

/** Scripts that write family name and given name as one word. */
const wholeNameInOneWord = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}$/u;

/** Letters of handles: case and width make no difference, points and hyphens do. */
const asHandle = (text: string): string => normalForm(text, 'NFKC').toLowerCase();

/**
 * What a person is recognised by who is named in two reports: the same mail address (tags as `+list` left out), the same
 * account, or the same full name whatever the order of its words. Only what is certainly the same counts: near matches
 * would let out what waits for somebody else.
 * @returns none for a text that names nobody
 */
const plainKeysOf = (named: string): string[] => {
  const text = normalForm(named, 'NFKC').trim();
  const mail = mailAddress.exec(text);
  if (mail) return [`address:${asHandle(mail[1] ?? '').replace(/\+.*$/u, '')}@${asHandle(mail[2] ?? '')}`];
  const federated = fediverse.exec(text);
  if (federated) return [`handle:${asHandle(federated[1] ?? '')}@${asHandle(federated[2] ?? '')}`];
  const account = accountAddress.exec(text);
  if (account) return [`handle:${asHandle(account[1] ?? '')}`];
  if (/^@\S+$/u.test(text)) return [`handle:${asHandle(text.slice(1))}`];
  const bare = text.replace(inBrackets, ' ').trim();
  if (/\s/u.test(bare)) {
    const words = plainWords(bare).split(' ');
    return words.length > 1 ? [`name:${words.toSorted().join(' ')}`] : [];
  }
  if (wholeNameInOneWord.test(bare)) return [`name:${bare}`];
  // A first name alone would be half the world; what has a digit or such a sign in it is an account.
  return /[\p{L}\p{N}]/u.test(bare) && /[\p{N}_.]/u.test(bare.slice(0, -1))
    ? [`handle:${asHandle(bare)}`]
    : [];
};

/** A digest of 32 bytes in base64url: no name leaves the function that was told it, not even sealed. */
const digest = (key: string): string =>
  createHash('sha256').update(`conductline person ${key}`).digest('base64url');

/** The keys of the persons that these texts name, each once; at most `mostKeys`. */
export const personKeys = (named: readonly string[]): string[] =>
  [...new Set(named.flatMap(plainKeysOf))].slice(0, mostKeys).map(digest);

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
