import type { Respondent } from '../../decision/respondent.ts';
import { wholeDigests } from '../../member/former.ts';
import type { Member } from '../../member/member.ts';
import type { FormerMembers } from '../../member/team-store.ts';
import { matchKeysOf } from '../../register/match-keys.ts';

/** Keys under which a member themselves would stand: their name and address as they are today. At most `mostOwnKeys`. */
export const ownKeysOf = ({ name, email }: Pick<Member, 'name' | 'email'>): readonly string[] =>
  matchKeysOf({ name, handles: [], reach: email })
    .filter(({ kind }) => kind === 'name' || kind === 'address')
    .map(({ key }) => key)
    .slice(0, mostOwnKeys);

export const mostOwnKeys = 4;

/** Names that are compared with those a member had before; each takes two steps of scrypt. */
const mostCompared = 8;
const nobody = { name: '-', reach: 'nobody@invalid' } as const;

type Known = Pick<Respondent, 'name' | 'reach' | 'handles'>;

const addressesIn = ({ reach = '', handles }: Known): readonly string[] =>
  [reach, ...handles.map(({ handle }) => handle)].join(' ').match(/[^\s<>(),;:"]+@[^\s<>(),;:"]+/gu) ?? [];

/**
 * Whether one of these people has a name or an address that the member had before. Digests are all that is kept of those, so
 * what was found is digested in turn: for a member who had another name, as often whatever was found; for others, never.
 */
export const hadTheirName = (
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
