import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { day } from '../../../domain/kernel/clock.ts';
import {
  accessTokenHash,
  formatAccessToken,
  newAccessToken,
  type AccessTokenScope,
} from '../../../domain/member/access-token.ts';
import type { ListedToken } from '../../../domain/member/team-store.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { queryPartition } from '../client/query.ts';
import { faultsOf } from '../client/send.ts';
import { transact } from '../client/transact.ts';
import { itemExists, teamKeys } from '../item-keys.ts';
import { accessTokenRow } from '../rows/rows.ts';
import { typeable, type TeamRows, type TeamTable } from './team-store.ts';

/** What an access token may do, and until when; without an end it lasts until it is revoked. */
export type TokenTerms = { readonly scope?: AccessTokenScope; readonly expiresAt?: Date };

/** @returns the token's text, which cannot be had again: only its hash is stored; `undefined` for an unknown member */
export const createAccessToken = async (
  store: TeamTable,
  memberId: string,
  { scope = 'all', expiresAt }: TokenTerms = {},
): Promise<string | undefined> => {
  const { client, table, random, now } = store;
  const token = typeable(
    () => newAccessToken(memberId, random),
    ({ tokenId }) => tokenId,
  );
  const row = {
    ...teamKeys.accessToken(memberId, token.tokenId),
    memberId,
    tokenId: token.tokenId,
    secretHash: accessTokenHash(token.secret),
    scope,
    expiresAt: expiresAt?.toISOString(),
    addedOn: day(now),
  };
  const member = {
    TableName: table,
    Key: toAttributes(teamKeys.member(memberId)),
    ConditionExpression: itemExists,
  };
  const result = await transact(client, [
    { ConditionCheck: member },
    { Put: { TableName: table, Item: toAttributes(row) } },
  ]);
  return result.kind === 'written' ? formatAccessToken(token) : undefined;
};

export const accessTokensOf = async (
  { client, table }: TeamRows,
  memberId: string,
): Promise<ListedToken[]> => {
  const rows = await queryPartition(client, table, teamKeys.accessTokens(memberId));
  return rows.flatMap((row) => tryRow(accessTokenRow, row) ?? []);
};

/** Ends one access token at once. @returns whether there was one */
export const revokeAccessToken = async (
  { client, table }: TeamRows,
  memberId: string,
  tokenId: string,
): Promise<boolean> => {
  const Key = toAttributes(teamKeys.accessToken(memberId, tokenId));
  const deletion = new DeleteItemCommand({ TableName: table, Key, ReturnValues: 'ALL_OLD' });
  const { Attributes } = await faultsOf(client.send(deletion));
  return Attributes !== undefined;
};
