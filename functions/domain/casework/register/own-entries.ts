import type { Respondent } from '../../decision/respondent.ts';
import { wholeDigests } from '../../member/former.ts';
import type { Member } from '../../member/member.ts';
import type { FormerMembers } from '../../member/team-store.ts';
import { blindKey, matchKeysOf } from '../../register/match-keys.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { casesOfEntries, existsFor } from './cases-of-entries.ts';
import { openEntries } from './open-entries.ts';
import { padded, type OpenedRegister } from './persons.ts';

/** Entries under one of a member's own keys that are looked at. */
const mostTheirs = 20;

/** Keys under which a member themselves would stand: their name and address as they are today. At most `mostOwnKeys`. */
const ownKeysOf = ({ name, email }: Pick<Member, 'name' | 'email'>): readonly string[] =>
  matchKeysOf({ name, handles: [], reach: email })
    .filter(({ kind }) => kind === 'name' || kind === 'address')
    .map(({ key }) => key)
    .slice(0, mostOwnKeys);

const mostOwnKeys = 4;

/** Names that are compared with those a member had before; each takes two steps of scrypt. */
const mostCompared = 8;
const nobody = { name: '-', reach: 'nobody@invalid' } as const;

type Known = Pick<Respondent, 'name' | 'reach' | 'handles'>;

const addressesIn = ({ reach = '', handles }: Known): readonly string[] =>
  [reach, ...handles.map(({ handle }) => handle)].join(' ').match(/[^\s<>(),;:"]+@[^\s<>(),;:"]+/gu) ?? [];

/** Digests are all that is kept of earlier names, so these people are digested in turn: always as many, or none at all. */
const hadTheirName = (
  { formerly = [] }: Pick<Member, 'formerly'>,
  { salt }: FormerMembers,
  people: readonly Known[],
): boolean => {
  if (!salt || formerly.length === 0) return false;
  const compared: readonly Known[] = [
    ...people.slice(0, mostCompared),
    ...Array.from({ length: Math.max(0, mostCompared - people.length) }, () => ({ ...nobody, handles: [] })),
  ];
  return compared
    .flatMap((one) =>
      wholeDigests(salt, { name: one.name ?? nobody.name, emails: addressesIn(one).slice(0, 1) }),
    )
    .some((digest) => formerly.includes(digest));
};

/**
 * Whether a member is known to themselves as a respondent: an entry that exists for them has their name or address, or one of
 * these people has one that they had before. Of entries that do not exist for them, nothing follows: else whoever is kept from
 * a case about themselves would learn of it by finding nobody all at once.
 * @param people those whom the member is about to be shown
 */
export const isRespondentThemselves = async (
  context: CaseContext,
  { rings, secret }: OpenedRegister,
  people: readonly Known[],
): Promise<boolean> => {
  const { member, register } = context;
  const own = ownKeysOf(member).map((key) => blindKey(secret, key));
  const found = await register.entriesUnder(padded(context, own, mostOwnKeys), mostTheirs);
  const places = own.flatMap((blind) => found.get(blind) ?? []);
  const entries = await openEntries(context, rings, places);
  const cases = await casesOfEntries(context, entries);
  const former = await context.lookUps.formerMembers();
  const isThere = entries.some((one) => existsFor(member, cases, one));
  return hadTheirName(member, former, people) || isThere;
};
