import { scryptSync } from 'node:crypto';
import { normalForm } from '../kernel/normal-form.ts';
import { plainWords } from '../kernel/plain-words.ts';
import type { Member } from './member.ts';

/**
 * What is kept of somebody who has left the team, so that who was kept from a case stays kept from it when they come
 * back: ids, and digests of every name and address they had. A digest is scrypt (RFC 7914; r 8, p 1) under a random salt of
 * the team's own: who reads the table can try names and addresses, with `standardCost` at some 30 a second.
 */
export type FormerMember = {
  readonly memberId: string;
  readonly earlierIds: readonly string[];
  readonly knownBy: readonly string[];
};

/** What scrypt calls N. What is stored is only known again at the cost it was made with: a deployment has this one. */
export const standardCost = 2 ** 14;

/** The team's own, and N, a power of two. */
export type Salt = { readonly bytes: Uint8Array; readonly cost: number };

export type Named = { readonly name: string; readonly email: string };

/** Two of a kind are one person's: the whole name, or the whole address. Likenesses only hint at it. */
export type KnownBy = { readonly whole: readonly string[]; readonly alike: readonly string[] };

const digest = ({ bytes, cost }: Salt, kind: string, text: string): string =>
  scryptSync(`${kind} ${text}`, bytes, 18, { N: cost, r: 8, p: 1 }).toString('base64url');

/** An address in small letters, and without what some providers let stand behind a plus sign. */
export const plainAddress = (email: string): string => {
  const [local = '', host = ''] = normalForm(email, 'NFKC').trim().toLowerCase().split('@');
  return `${local.replace(/\+.*$/u, '')}@${host}`;
};

const shortestPart = 3;

const nameParts = (name: string): string[] => plainWords(name).split(' ').sort();
const sortedName = (name: string): string => nameParts(name).join(' ');

/** Digests of a whole name, in any order of its parts, and of whole addresses: what `formerly` holds of who had them. */
export const wholeDigests = (
  salt: Salt,
  { name, emails }: { readonly name: string; readonly emails: readonly string[] },
): readonly string[] => [
  digest(salt, 'name', sortedName(name)),
  ...emails.map((email) => digest(salt, 'address', plainAddress(email))),
];

/** By what somebody can be known again. A name counts in any order of its parts. */
export const knownBy = (salt: Salt, { name, email }: Named): KnownBy => {
  const parts = nameParts(name);
  const address = plainAddress(email);
  const [local = ''] = address.split('@');
  const alike = new Set([...parts, plainWords(local)].filter((part) => part.length >= shortestPart));
  return {
    whole: [digest(salt, 'name', parts.join(' ')), digest(salt, 'address', address)],
    alike: [...alike].map((part) => digest(salt, 'part', part)),
  };
};

/** How somebody who joins resembles people who were on the team. */
export type Likeness = {
  /** Ids of all rows that were theirs: what keeps one of them from a case keeps them from it. */
  readonly earlierIds: readonly string[];
  /** Members who have left and may be the same person, by a part of a name or address. */
  readonly alike: readonly string[];
};

/**
 * Members who seem to be the one who leaves, under a row that was made before this one goes: they have the whole name or
 * address, now or before. Two of one name who are there at once are two persons, until one of them goes.
 * @param whole the digests of the leaving name and address
 */
const otherRowsOf = <Person extends Named & { readonly formerly?: readonly string[] | undefined }>(
  others: readonly Person[],
  leaving: Named,
  whole: readonly string[],
): Person[] =>
  others.filter(
    ({ name, email, formerly = [] }) =>
      sortedName(name) === sortedName(leaving.name) ||
      plainAddress(email) === plainAddress(leaving.email) ||
      formerly.some((digested) => whole.includes(digested)),
  );

/** @param known how the one who joins can be known */
const likenessTo = (former: readonly FormerMember[], known: KnownBy): Likeness => {
  const shares = (digests: readonly string[]) => (one: FormerMember) =>
    one.knownBy.some((each) => digests.includes(each));
  const same = former.filter(shares(known.whole));
  const alike = former.filter((one) => !same.includes(one) && shares(known.alike)(one));
  return {
    earlierIds: [...new Set(same.flatMap(({ memberId, earlierIds }) => [memberId, ...earlierIds]))],
    alike: alike.map(({ memberId }) => memberId),
  };
};

/** What stays of a member who leaves, and members who are known by the same, with the leaving ids as earlier ones. */
export const leavingTraces = (
  salt: Salt,
  { memberId, name, email, earlierIds = [], formerly = [] }: Member,
  others: readonly Member[],
): { readonly tombstone: FormerMember; readonly sameNow: readonly Member[] } => {
  const { whole, alike } = knownBy(salt, { name, email });
  const tombstone = { memberId, earlierIds, knownBy: [...new Set([...whole, ...alike, ...formerly])] };
  const sameNow = otherRowsOf(others, { name, email }, whole).map((member) => ({
    ...member,
    earlierIds: [...new Set([...(member.earlierIds ?? []), memberId, ...earlierIds])],
  }));
  return { tombstone, sameNow };
};

/**
 * Whom somebody with this name and address resembles: those who have left, and members who have the address or had the
 * name or address before. Two members of one name who are there at once are two persons.
 * @param salt absent while nobody has left or changed their name
 * @param person with an id when they are on the team already
 */
export const likenessOf = (
  members: readonly Member[],
  { salt, former }: { readonly salt: Salt | undefined; readonly former: readonly FormerMember[] },
  { name, email, memberId }: Named & { readonly memberId?: string },
): Likeness => {
  const others = members.filter((member) => member.memberId !== memberId);
  // Only of who joins: two who are on the team already are two persons.
  const sameAddress =
    memberId === undefined
      ? others.filter((member) => plainAddress(member.email) === plainAddress(email))
      : [];
  const now = sameAddress.flatMap((member) => [member.memberId, ...(member.earlierIds ?? [])]);
  if (!salt) return { earlierIds: now, alike: [] };
  const renamed = others.flatMap(({ memberId: id, earlierIds = [], formerly = [] }) =>
    formerly.length === 0 ? [] : [{ memberId: id, earlierIds, knownBy: formerly }],
  );
  const { earlierIds, alike } = likenessTo([...former, ...renamed], knownBy(salt, { name, email }));
  return { earlierIds: [...new Set([...now, ...earlierIds])], alike };
};

/** Whether somebody who is added seems to have been on the team before. */
export type Resemblance = 'nobody' | 'perhaps-somebody' | 'somebody';

export const resemblance = ({ earlierIds, alike }: Likeness): Resemblance => {
  if (earlierIds.length > 0) return 'somebody';
  return alike.length > 0 ? 'perhaps-somebody' : 'nobody';
};
