import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { standardCost } from '../../../domain/member/former.ts';
import type { Member } from '../../../domain/member/member.ts';
import type { FormerMembers, MemberWrite, StoredTeam, TeamStore } from '../../../domain/member/team-store.ts';
import { rosterOf } from '../../../domain/member/team.ts';
import { bytes, parseRow, toAttributes, tryRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { queryPartition } from '../client/query.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';
import { isAt, itemExists, itemIsNew, keyOf, sortKeyOf, teamKeys } from '../item-keys.ts';
import { memberRow, rosterRow } from '../rows/rows.ts';

const formerRow = z.object({
  memberId: z.string(),
  earlierIds: z.array(z.string()).default([]),
  knownBy: z.array(z.string()),
});
const saltRow = z.object({ salt: bytes });

/** What one transaction deletes at most. */
const mostAtOnce = 100;

/** Where the team is kept, and the cost of digests of names. */
type TeamRows = { readonly client: DynamoDBClient; readonly table: string; readonly digestCost: number };

// The roster is read before the members: who changes one of them in between has changed the roster's revision, too.
const readTeam = async ({ client, table }: Omit<TeamRows, 'digestCost'>): Promise<StoredTeam> => {
  const found = await batchGet(client, { [table]: [teamKeys.roster()] });
  const [row] = found[table] ?? [];
  const { revision, emptySince } = row ? parseRow(rosterRow, row) : { revision: 0, emptySince: {} };
  const rows = await queryPartition(client, table, teamKeys.members());
  const members = rows.flatMap((member) => tryRow(memberRow, member) ?? []);
  const unreadable = rows.filter((member) => tryRow(memberRow, member) === undefined).map(sortKeyOf);
  return { revision, emptySince, members, unreadable };
};

const readFormerMembers = async ({ client, table, digestCost }: TeamRows): Promise<FormerMembers> => {
  const rows = await queryPartition(client, table, teamKeys.formerMembers());
  const salt = rows.find((row) => isAt(row, teamKeys.formerSalt()));
  return {
    salt: salt && { bytes: parseRow(saltRow, salt).salt, cost: digestCost },
    former: rows.flatMap((row) => (row === salt ? [] : (tryRow(formerRow, row) ?? []))),
  };
};

/** Attributes that are taken away where a member has no such thing any more. */
const optional = [
  'expertise',
  'languages',
  'availability',
  'onCall',
  'absence',
  'mailLanguage',
  'earlierIds',
  'formerly',
] as const satisfies readonly (keyof Member)[];

/** Only what a change may touch: what the member was told meanwhile stays. */
const changedItem = (table: string, member: Member, clearsMailProblem: boolean): TransactWriteItem => {
  const { name, email, channels, role, since, onRoster } = member;
  // An empty text is nothing.
  const kept = optional.filter((attribute) => member[attribute] !== undefined && member[attribute] !== '');
  const update = updateItem({
    table,
    key: teamKeys.member(member.memberId),
    set: {
      ...{ name, email, channels, role, since, onRoster },
      ...Object.fromEntries(kept.map((attribute) => [attribute, member[attribute]])),
    },
    remove: [
      'lead',
      ...optional.filter((attribute) => !kept.includes(attribute)),
      ...(clearsMailProblem ? ['mailProblem'] : []),
    ],
    condition: itemExists,
  });
  return { Update: update };
};

const itemsOf = (table: string, write: MemberWrite): TransactWriteItem[] => {
  switch (write.kind) {
    case 'added': {
      const { member, addedOn } = write;
      const Item = toAttributes({ ...member, ...teamKeys.member(member.memberId), addedOn });
      return [{ Put: { TableName: table, Item, ConditionExpression: itemIsNew } }];
    }
    case 'changed':
      return [changedItem(table, write.member, write.clearsMailProblem ?? false)];
    case 'removed': {
      const { memberId, tombstone } = write;
      const Key = toAttributes(teamKeys.member(memberId));
      const removal = { Delete: { TableName: table, Key, ConditionExpression: itemExists } };
      if (!tombstone) return [removal];
      const Item = toAttributes({ ...teamKeys.formerMember(memberId), ...tombstone });
      return [removal, { Put: { TableName: table, Item } }];
    }
  }
};

export const teamStore = (
  client: DynamoDBClient,
  table: string,
  digestCost: number = standardCost,
): TeamStore => ({
  read: () => readTeam({ client, table }),

  async write({ revision, after, members, firstAddedOn }) {
    const roster = updateItem({
      table,
      key: teamKeys.roster(),
      set: {
        members: rosterOf(after),
        revision: after.revision,
        emptySince: after.emptySince,
        firstAddedOn,
      },
      condition: revision === 0 ? 'attribute_not_exists(#revision)' : '#revision = :before',
      values: revision === 0 ? {} : { before: revision },
    });
    const items = members.flatMap((member) => itemsOf(table, member));
    return (await transact(client, [...items, { Update: roster }])).kind;
  },

  formerMembers: () => readFormerMembers({ client, table, digestCost }),

  async addFormerSalt(bytes) {
    const Item = toAttributes({ ...teamKeys.formerSalt(), salt: bytes });
    const put = { TableName: table, Item, ConditionExpression: itemIsNew };
    const { kind } = await transact(client, [{ Put: put }]);
    return kind === 'written' ? { bytes, cost: digestCost } : undefined;
  },

  async deleteCredentials(memberId) {
    const rows = await queryPartition(client, table, teamKeys.accessTokens(memberId));
    const deletions = rows.map((row): TransactWriteItem => ({
      Delete: { TableName: table, Key: toAttributes(keyOf(row)) },
    }));
    for (let at = 0; at < deletions.length; at += mostAtOnce)
      await transact(client, deletions.slice(at, at + mostAtOnce));
  },
});
