import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { day } from '../../../domain/kernel/clock.ts';
import { conflict, retryOnConflict } from '../../../domain/kernel/retry-on-conflict.ts';
import { knownBy, type Likeness } from '../../../domain/member/former.ts';
import type { Member } from '../../../domain/member/member.ts';
import type {
  AddedBefore,
  Changed,
  ChangeMemberResult,
  ChangeRules,
  RemoveMemberResult,
  StoredTeam,
  TeamStore,
} from '../../../domain/member/team-store.ts';
import {
  losesLastLead,
  memberAt,
  memberOf,
  outgrown,
  rosterOf,
  withChangedMember,
  withEarlierCases,
  withIdentity,
  withMember,
  withoutMember,
  type AddressTaken,
  type LastLead,
  type MemberChange,
  type NewMember,
  type Team,
  type TeamFull,
  type UnknownMember,
} from '../../../domain/member/team.ts';
import { newId, type Random } from '../../../domain/kernel/random.ts';
import { parseRow, toAttributes, tryRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { formerSalt, leavingTraces, likenessOf } from './former-members.ts';
import { itemExists, itemIsNew, keyOf, sortKeyOf, teamKeys } from '../item-keys.ts';
import { queryPartition } from '../client/query.ts';
import { memberRow, rosterRow } from '../rows/rows.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

/** Where the team is kept. */
export type TeamRows = { readonly client: DynamoDBClient; readonly table: string };
/** Where names and addresses of members are put down to be known again. */
export type SaltedRows = TeamRows & { readonly random: Random };
/** Where the team is kept, and what time and chance are. */
export type TeamTable = TeamRows & { readonly random: Random; readonly now: Date };

const noLikeness: Likeness = { earlierIds: [], alike: [] };

// The roster is read before the members: whoever changes one of them in between has changed the roster's revision, too.
export const readTeam = async ({ client, table }: TeamRows): Promise<StoredTeam> => {
  const found = await batchGet(client, { [table]: [teamKeys.roster()] });
  const [row] = found[table] ?? [];
  const { revision, emptySince } = row ? parseRow(rosterRow, row) : { revision: 0, emptySince: {} };
  const rows = await queryPartition(client, table, teamKeys.members());
  const members = rows.flatMap((member) => tryRow(memberRow, member) ?? []);
  const unreadable = rows.filter((member) => tryRow(memberRow, member) === undefined).map(sortKeyOf);
  return { revision, emptySince, members, unreadable };
};

type Decision = {
  readonly after: Team;
  readonly items: readonly TransactWriteItem[];
  readonly likeness?: Likeness;
  readonly firstAddedOn?: string | undefined;
};

/**
 * Reads the team, decides, and writes the member's row and the roster in one transaction. When somebody else changed
 * the team in between, it is read and decided again.
 * @throws {Fault} `storage-busy` when the team changes faster than a change can be decided; nothing was written
 */
const changeTeam = async <Refusal extends { readonly kind: string }>(
  store: TeamRows,
  decide: (before: StoredTeam) => Decision | Refusal | Promise<Decision | Refusal>,
): Promise<Changed | Refusal> => {
  return retryOnConflict<Changed | Refusal>(
    async () => {
      const before = await readTeam(store);
      const decision = await decide(before);
      if ('kind' in decision) return decision;
      const { after, items, likeness = noLikeness, firstAddedOn } = decision;
      const roster = updateItem({
        table: store.table,
        key: teamKeys.roster(),
        set: {
          members: rosterOf(after),
          revision: after.revision,
          emptySince: after.emptySince,
          firstAddedOn,
        },
        condition: before.revision === 0 ? 'attribute_not_exists(#revision)' : '#revision = :before',
        values: before.revision === 0 ? {} : { before: before.revision },
      });
      const result = await transact(store.client, [...items, { Update: roster }]);
      return result.kind === 'written' ? { kind: 'changed', before, after, likeness } : conflict;
    },
    (attempts) => Math.random() * 20 * attempts,
  );
};

// A hyphen in front would make a command line take the id for an option.
export const typeable = <T>(make: () => T, idOf: (made: T) => string): T => {
  for (;;) {
    const made = make();
    if (!idOf(made).startsWith('-')) return made;
  }
};

/** A member id that nobody has yet. */
const newMemberId = (random: Random): string =>
  typeable(
    () => newId(random),
    (id) => id,
  );

/** @param memberId of the member's own, so that sending the same form twice adds them once */
export const addMemberAs = (
  store: TeamRows & { readonly now: Date },
  memberId: string,
  member: NewMember,
): Promise<Changed | AddedBefore | AddressTaken | TeamFull> =>
  changeTeam<AddedBefore | AddressTaken | TeamFull>(store, async (before) => {
    if (memberOf(before, memberId) ?? before.unreadable.includes(memberId)) return { kind: 'added-before' };
    const other = memberAt(before, member.email);
    if (other) return { kind: 'address-taken', name: other.name };
    const full = outgrown(before, withMember(before, memberId, member));
    if (full) return full;
    const likeness = await likenessOf(store, before.members, member);
    const { earlierIds } = likeness;
    const after = withMember(before, memberId, earlierIds.length > 0 ? { ...member, earlierIds } : member);
    const row = { ...memberOf(after, memberId), ...teamKeys.member(memberId), addedOn: day(store.now) };
    const Item = toAttributes(row);
    return {
      after,
      likeness,
      items: [{ Put: { TableName: store.table, Item, ConditionExpression: itemIsNew } }],
      firstAddedOn: before.members.length === 0 ? day(store.now) : undefined,
    };
  });

type AddedMember = Member & { readonly likeness: Likeness };

/** Adds somebody for whom there is room and an address. @throws when there is not: `tryAddMember` answers it instead */
export const addMember = async (store: TeamTable, member: NewMember): Promise<AddedMember> => {
  const added = await tryAddMember(store, member);
  if ('kind' in added) throw new Error('the team has room for a new member and their address is nobody’s');
  return added;
};

export const tryAddMember = async (
  store: TeamTable,
  member: NewMember,
): Promise<AddedMember | AddressTaken | TeamFull> => {
  const memberId = newMemberId(store.random);
  const result = await addMemberAs(store, memberId, member);
  if (result.kind === 'address-taken' || result.kind === 'team-full') return result;
  const made = result.kind === 'changed' ? memberOf(result.after, memberId) : undefined;
  if (result.kind !== 'changed' || !made) throw new Error('the team has the member it was given');
  return { ...made, likeness: result.likeness };
};

export const changeMember = (
  store: SaltedRows,
  memberId: string,
  change: MemberChange,
  rules: ChangeRules = {},
): Promise<ChangeMemberResult> =>
  changeTeam<Exclude<ChangeMemberResult, Changed>>(store, async (before) => {
    const changed = withChangedMember(before, memberId, change);
    if ('kind' in changed) return changed;
    const other = change.email === undefined ? undefined : memberAt(changed, change.email, memberId);
    if (other) return { kind: 'address-taken', name: other.name };
    if (rules.keepLead === true && losesLastLead(before, changed)) return { kind: 'last-lead' };
    const full = outgrown(before, changed);
    if (full) return full;
    const [was, is] = [memberOf(before, memberId), memberOf(changed, memberId)];
    if (!was || !is || (was.name === is.name && was.email === is.email))
      return { after: changed, items: [rewritten(store, changed, memberId)] };
    const salt = await formerSalt(store);
    const likeness = await likenessOf(store, before.members, is);
    const { whole, alike } = knownBy(salt, was);
    const after = withIdentity(changed, {
      ...is,
      earlierIds: [...new Set([...(was.earlierIds ?? []), ...likeness.earlierIds])],
      formerly: [...new Set([...(was.formerly ?? []), ...whole, ...alike])],
    });
    return { after, likeness, items: [rewritten(store, after, memberId)] };
  });

/** Opens earlier cases of some of their channels to a member; which ones, `since` says. */
export const openEarlierCases = (
  store: TeamRows,
  memberId: string,
  channels: readonly string[],
): Promise<Changed | UnknownMember> =>
  changeTeam<UnknownMember>(store, (before) => {
    const after = withEarlierCases(before, memberId, channels);
    return 'kind' in after ? after : { after, items: [rewritten(store, after, memberId)] };
  });

/** Only what a change may touch: what the member was told meanwhile stays. */
const rewritten = ({ table }: TeamRows, after: Team, memberId: string): TransactWriteItem => {
  const {
    name,
    email,
    channels,
    role,
    since,
    onRoster,
    expertise,
    languages,
    availability,
    onCall,
    absence,
    earlierIds,
    formerly,
  } = memberOf(after, memberId) ?? {};
  const maybe = { expertise, languages, availability, onCall, absence, earlierIds, formerly };
  const kept = given(maybe);
  const update = updateItem({
    table,
    key: teamKeys.member(memberId),
    set: { name, email, channels, role, since, onRoster, ...kept },
    remove: ['lead', ...Object.keys(maybe).filter((attribute) => !(attribute in kept))],
    condition: itemExists,
  });
  return { Update: update };
};

/** What there is; an empty text is nothing. */
const given = (attributes: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined && value !== ''));

/**
 * Takes a member out of the team at once, with all they sign in with. What they can be known again by stays; another row
 * of the same name or address is taken for theirs. A row that cannot be read is removed, too.
 */
export const removeMember = async (
  store: SaltedRows,
  memberId: string,
  rules: ChangeRules = {},
): Promise<RemoveMemberResult> => {
  const { client, table } = store;
  const salt = await formerSalt(store);
  const result = await changeTeam<LastLead | UnknownMember>(store, (before) => {
    const ids = [...before.members.map((member) => member.memberId), ...before.unreadable];
    if (!ids.includes(memberId)) return { kind: 'unknown-member' };
    const without = withoutMember(before, memberId);
    if (rules.keepLead === true && losesLastLead(before, without)) return { kind: 'last-lead' };
    const Key = toAttributes(teamKeys.member(memberId));
    const Delete = { TableName: table, Key, ConditionExpression: itemExists };
    const leaving = memberOf(before, memberId);
    if (!leaving) return { after: without, items: [{ Delete }] };
    const { tombstone, sameNow } = leavingTraces(store, salt, leaving, without.members);
    const after = sameNow.reduce(withIdentity, without);
    const kept = sameNow.map((member) => rewritten(store, after, member.memberId));
    return { after, items: [{ Delete }, tombstone, ...kept] };
  });
  if (result.kind === 'last-lead') return result;
  // Without the member's row nothing of theirs lets anybody in, so it went first.
  const rows = await queryPartition(client, table, teamKeys.accessTokens(memberId));
  const deletions = rows.map((row): TransactWriteItem => ({
    Delete: { TableName: table, Key: toAttributes(keyOf(row)) },
  }));
  for (let at = 0; at < deletions.length; at += 100) await transact(client, deletions.slice(at, at + 100));
  return result;
};

export const teamStore = (client: DynamoDBClient, table: string, random: Random): TeamStore => {
  const rows = { client, table, random };
  return {
    team: () => readTeam(rows),
    add: (memberId, member, now) => addMemberAs({ ...rows, now }, memberId, member),
    change: (memberId, change) => changeMember(rows, memberId, change, { keepLead: true }),
    remove: (memberId) => removeMember(rows, memberId, { keepLead: true }),
  };
};
