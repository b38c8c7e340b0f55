import type { Respondent } from '../decision/respondent.ts';
import { platformNames } from './match-platforms.ts';
import { accountLetters, plainLetters } from './match-text.ts';

/** By what a person is found again. */
export type Identifiers = Pick<Respondent, 'name' | 'handles' | 'reach'>;

/** Of what somebody typed as ways to reach a person, so many words are looked at. */
const mostParts = 40;
const mostAddresses = 8;
const leastPhoneDigits = 7;
/** Without the country's code or the zero in its place. */
const comparedPhoneDigits = 9;

/** Parts of an address on the web that stand before an account's name. */
const beforeAccount = new Set([
  ...['u', 'user', 'users', 'in', 'id', 'c', 'channel', 'profile', 'profiles', 'people', 'member', 'members'],
]);

const mailForm = /^([^\s@<>()]{1,64})@([^\s@<>()/]{1,190}\.[^\s@<>()/.]{2,})$/u;
const gmail = new Set(['gmail.com', 'googlemail.com']);

/**
 * A mail address by whom it reaches: without a tag behind `+`, and at Gmail, which does not read them, without dots.
 * @returns `undefined` for what is none
 */
const mailAddress = (text: string): string | undefined => {
  const plain = plainLetters(text)
    .toLowerCase()
    .trim()
    .replace(/^mailto:/, '')
    .replace(/^<|>$|[.,;:]$/g, '');
  const [, local = '', host = ''] = mailForm.exec(plain) ?? [];
  if (local === '') return undefined;
  const untagged = local.replace(/(?!^)\+.*$/su, '');
  return gmail.has(host) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${host}`;
};

/** `chat.example/@robin?tab=posts` → `robin`. */
const fromWebAddress = (text: string): string => {
  const [host = '', ...path] = text.replace(/[?#].*$/su, '').split('/');
  const parts = (host.includes('.') ? path : [host, ...path]).filter((part) => part !== '');
  const first = parts.findIndex((part) => !beforeAccount.has(part.toLowerCase()));
  return parts[first] ?? parts.at(-1) ?? host;
};

/** An account as it is typed: with a sign, a platform or an address before it, a number or a server behind it. */
const readAccount = (typed: string): { readonly account: string; readonly platform: string } => {
  const plain = plainLetters(typed).trim();
  const [prefix = ''] = /^[a-z][a-z+.-]{1,20}:(?:\/\/)?\s*/iu.exec(plain) ?? [];
  const bare = plain.slice(prefix.length);
  const named = bare.includes('/') ? fromWebAddress(bare) : bare;
  const [, server = ''] = /^@?[^@]+@([^@]+\.[^@]+)$/su.exec(named) ?? [];
  const host = bare.includes('/') ? (bare.split('/')[0] ?? '') : '';
  const scheme = /^(?:https?|mailto|acct):/iu.test(prefix) ? '' : prefix.replace(/[:/\s]+$/u, '');
  return {
    account: accountLetters(
      named
        .replace(/^@/u, '')
        .replace(/@.*$/su, '')
        .replace(/#\d{1,5}$/u, ''),
    ),
    platform: server || (host.includes('.') ? host : '') || scheme,
  };
};

const isAccount = (account: string): boolean => account.length > 1;

const partsOfReach = (reach = ''): readonly string[] => reach.split(/[\s,;،؛]+/u).slice(0, mostParts);

const isWebOrAt = (part: string): boolean => /^@[^\s@]|^https?:\/\/|^[\w-]+(?:\.[\w-]+)+\/\S/iu.test(part);

/** A name that is typed like an account. */
const accountInName = (name = ''): readonly string[] =>
  /^\s*(?:@\S+|\S*[\d_]\S*)\s*$/u.test(name) && mailAddress(name) === undefined ? [name] : [];

/** An account, and what the platforms go by on which it is said to be; none where no platform is named. */
export type AccountOn = { readonly account: string; readonly platforms: readonly string[] };

/** Accounts as they were typed, each with the platform that was named with it: by the address, else beside it. */
export const accountsOnPlatforms = ({ name, handles, reach }: Identifiers): readonly AccountOn[] => {
  const typed = [
    ...handles,
    ...[...accountInName(name), ...partsOfReach(reach).filter(isWebOrAt)].map((handle) => ({
      platform: '',
      handle,
    })),
  ].filter(({ handle }) => mailAddress(handle) === undefined);
  return typed.flatMap(({ platform, handle }): AccountOn[] => {
    const { account, platform: typedWith } = readAccount(handle);
    if (!isAccount(account)) return [];
    return [{ account, platforms: platformNames(typedWith === '' ? platform : typedWith) }];
  });
};

/** Accounts on whatever platform, each once: people are called the same on most of theirs. */
export const accountsOf = (person: Identifiers): readonly string[] => [
  ...new Set(accountsOnPlatforms(person).map(({ account }) => account)),
];

const phonesIn = (reach = ''): readonly string[] =>
  (plainLetters(reach).match(/\+?\d[\d ()./-]{5,30}/gu) ?? [])
    .map((phone) => phone.replace(/\D/g, ''))
    .filter((digits) => digits.length >= leastPhoneDigits)
    .map((digits) => `phone ${digits.slice(-comparedPhoneDigits)}`);

/** Mail addresses and phone numbers, and accounts with their server (`@robin@social.example`), each once. */
export const addressesOf = ({ name = '', handles, reach }: Identifiers): readonly string[] => {
  const typed = [...handles.map(({ handle }) => handle), name, ...partsOfReach(reach)];
  const mails = typed.flatMap((one) => mailAddress(one.trim().replace(/^@(?=[^@]+@)/u, '')) ?? []);
  return [...new Set([...mails, ...phonesIn(reach)])].slice(0, mostAddresses);
};
