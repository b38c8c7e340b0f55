import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import {
  knownBy,
  likenessTo,
  otherRowsOf,
  plainAddress,
  type FormerMember,
  type Likeness,
} from '../../../domain/member/former.ts';
import type { Member } from '../../../domain/member/member.ts';
import type { Random } from '../../../domain/kernel/random.ts';
import { bytes, parseRow, toAttributes, tryRow } from '../client/attributes.ts';
import { isAt, itemIsNew, teamKeys } from '../item-keys.ts';
import { queryPartition } from '../client/query.ts';
import { transact } from '../client/transact.ts';

const formerRow = z.object({
  memberId: z.string(),
  earlierIds: z.array(z.string()).default([]),
  knownBy: z.array(z.string()),
});
const saltRow = z.object({ salt: bytes });

type Rows = { readonly client: DynamoDBClient; readonly table: string };

/** Who has left the team, and under which salt they are known; no salt while nobody has left or changed their name. */
export type FormerMembers = {
  readonly salt: Uint8Array | undefined;
  readonly former: readonly FormerMember[];
};

export const readFormerMembers = async ({ client, table }: Rows): Promise<FormerMembers> => {
  const rows = await queryPartition(client, table, teamKeys.formerMembers());
  const salt = rows.find((row) => isAt(row, teamKeys.formerSalt()));
  return {
    salt: salt && parseRow(saltRow, salt).salt,
    former: rows.flatMap((row) => (row === salt ? [] : (tryRow(formerRow, row) ?? []))),
  };
};

/** Makes the salt with the first name or address that is to be known again. */
export const formerSalt = async (store: Rows & { readonly random: Random }): Promise<Uint8Array> => {
  const { salt } = await readFormerMembers(store);
  if (salt) return salt;
  const made = store.random.bytes(16);
  const Item = toAttributes({ ...teamKeys.formerSalt(), salt: made });
  const put = { TableName: store.table, Item, ConditionExpression: itemIsNew };
  const result = await transact(store.client, [{ Put: put }]);
  return result.kind === 'written' ? made : formerSalt(store);
};

/** What stays of a member who leaves, and members who are known by the same, with the leaving ids as earlier ones. */
export const leavingTraces = (
  { table }: Rows,
  salt: Uint8Array,
  { memberId, name, email, earlierIds = [], formerly = [] }: Member,
  others: readonly Member[],
): { readonly tombstone: TransactWriteItem; readonly sameNow: readonly Member[] } => {
  const { whole, alike } = knownBy(salt, { name, email });
  const row = { memberId, earlierIds, knownBy: [...new Set([...whole, ...alike, ...formerly])] };
  const sameNow = otherRowsOf(others, { name, email }, whole).map((member) => ({
    ...member,
    earlierIds: [...new Set([...(member.earlierIds ?? []), memberId, ...earlierIds])],
  }));
  const Item = toAttributes({ ...teamKeys.formerMember(memberId), ...row });
  return { tombstone: { Put: { TableName: table, Item } }, sameNow };
};

/**
 * Whom somebody with this name and address resembles: those who have left, and members who have the address or had the
 * name or address before. Two members of one name who are there at once are two persons.
 */
export const likenessOf = async (
  store: Rows,
  members: readonly Member[],
  { name, email, memberId }: Pick<Member, 'name' | 'email'> & { readonly memberId?: string },
): Promise<Likeness> => {
  const others = members.filter((member) => member.memberId !== memberId);
  // Only of who joins: two who are on the team already are two persons.
  const sameAddress =
    memberId === undefined
      ? others.filter((member) => plainAddress(member.email) === plainAddress(email))
      : [];
  const now = sameAddress.flatMap((member) => [member.memberId, ...(member.earlierIds ?? [])]);
  const { salt, former } = await readFormerMembers(store);
  if (!salt) return { earlierIds: now, alike: [] };
  const renamed = others.flatMap(({ memberId: id, earlierIds = [], formerly = [] }) =>
    formerly.length === 0 ? [] : [{ memberId: id, earlierIds, knownBy: formerly }],
  );
  const { earlierIds, alike } = likenessTo([...former, ...renamed], knownBy(salt, { name, email }));
  return { earlierIds: [...new Set([...now, ...earlierIds])], alike };
};
