import {
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { toAttributes, tryRow } from '../../functions/adapters/dynamodb/attributes.ts';
import { itemExists, keyOf, sortKeyOf, teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/query.ts';
import { accessTokenRow, memberRow } from '../../functions/adapters/dynamodb/rows.ts';
import { updateItem } from '../../functions/adapters/dynamodb/update.ts';
import { transact } from '../../functions/adapters/dynamodb/transact.ts';
import { day } from '../../functions/domain/clock.ts';
import {
  accessTokenHash,
  formatAccessToken,
  newAccessToken,
} from '../../functions/domain/member/access-token.ts';
import { rosterMember } from '../../functions/domain/member/roster.ts';
import type { Member } from '../../functions/domain/member/member.ts';
import { newId, type Random } from '../../functions/domain/random.ts';

/** Where the team is kept, and what time and chance are. */
export type Team = {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly random: Random;
  readonly now: Date;
};

export type NewMember = Omit<Member, 'memberId' | 'noticed'>;
export type ListedMember = Member & { readonly addedOn: string; readonly tokens: readonly ListedToken[] };
export type ListedToken = { readonly tokenId: string; readonly addedOn: string };

// A hyphen in front would make a command line take the id for an option.
const typeable = <T>(make: () => T, idOf: (made: T) => string): T => {
  for (;;) {
    const made = make();
    if (!idOf(made).startsWith('-')) return made;
  }
};

export const addMember = async (team: Team, member: NewMember): Promise<Member> => {
  const memberId = typeable(
    () => newId(team.random),
    (id) => id,
  );
  const row = { ...teamKeys.member(memberId), memberId, ...member, addedOn: day(team.now) };
  await team.client.send(new PutItemCommand({ TableName: team.table, Item: toAttributes(row) }));
  await publishRoster(team);
  return { memberId, ...member };
};

/** Rewrites what reporters may know of the team. */
const publishRoster = async (team: Team): Promise<void> => {
  const rows = await queryPartition(team.client, team.table, teamKeys.members());
  // The schema leaves out what is not for reporters: mail addresses, who leads, who was told.
  const members = rows
    .flatMap((row) => tryRow(rosterMember, row) ?? [])
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  const update = updateItem({ table: team.table, key: teamKeys.roster(), set: { members } });
  await team.client.send(new UpdateItemCommand(update));
};

/** @returns the token's text, which cannot be had again: only its hash is stored; `undefined` for an unknown member */
export const createAccessToken = async (team: Team, memberId: string): Promise<string | undefined> => {
  const token = typeable(
    () => newAccessToken(memberId, team.random),
    ({ tokenId }) => tokenId,
  );
  const row = {
    ...teamKeys.accessToken(memberId, token.tokenId),
    memberId,
    tokenId: token.tokenId,
    secretHash: accessTokenHash(token.secret),
    addedOn: day(team.now),
  };
  const result = await transact(team.client, [
    {
      ConditionCheck: {
        TableName: team.table,
        Key: toAttributes(teamKeys.member(memberId)),
        ConditionExpression: itemExists,
      },
    },
    { Put: { TableName: team.table, Item: toAttributes(row) } },
  ]);
  return result.kind === 'written' ? formatAccessToken(token) : undefined;
};

/** A row that does not parse is left out here; `unreadableMembers` names it. */
export const listMembers = async (team: Team): Promise<ListedMember[]> => {
  const rows = await queryPartition(team.client, team.table, teamKeys.members());
  const members = rows.flatMap((row) => tryRow(memberRow, row) ?? []);
  return Promise.all(
    members.map(async (member) => ({ ...member, tokens: await tokensOf(team, member.memberId) })),
  );
};

const tokensOf = async (team: Team, memberId: string): Promise<ListedToken[]> => {
  const rows = await queryPartition(team.client, team.table, teamKeys.accessTokens(memberId));
  return rows.flatMap((row) => tryRow(accessTokenRow, row) ?? []);
};

/** Ids of rows that no function takes for a member; `revokeMember` removes them. */
export const unreadableMembers = async (team: Team): Promise<string[]> => {
  const rows = await queryPartition(team.client, team.table, teamKeys.members());
  return rows.filter((row) => tryRow(memberRow, row) === undefined).map(sortKeyOf);
};

/** Ends one access token at once. @returns whether there was one */
export const revokeToken = async (team: Team, memberId: string, tokenId: string): Promise<boolean> => {
  const { Attributes } = await team.client.send(
    new DeleteItemCommand({
      TableName: team.table,
      Key: toAttributes(teamKeys.accessToken(memberId, tokenId)),
      ReturnValues: 'ALL_OLD',
    }),
  );
  return Attributes !== undefined;
};

/** Takes a member out of the team, with all their access tokens, at once. @returns whether there was one */
export const revokeMember = async (team: Team, memberId: string): Promise<boolean> => {
  const key = toAttributes(teamKeys.member(memberId));
  // Without the member's row no token of theirs lets anybody in, so it goes first.
  const { Attributes } = await team.client.send(
    new DeleteItemCommand({ TableName: team.table, Key: key, ReturnValues: 'ALL_OLD' }),
  );
  const rows = await queryPartition(team.client, team.table, teamKeys.accessTokens(memberId));
  const deletions = rows.map((row): TransactWriteItem => ({
    Delete: { TableName: team.table, Key: toAttributes(keyOf(row)) },
  }));
  for (let at = 0; at < deletions.length; at += 100)
    await transact(team.client, deletions.slice(at, at + 100));
  await publishRoster(team);
  return Attributes !== undefined;
};
