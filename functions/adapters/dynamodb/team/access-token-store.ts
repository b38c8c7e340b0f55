import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AccessTokenStore } from '../../../domain/member/issue-access-token.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { queryPartition } from '../client/query.ts';
import { faultsOf } from '../client/send.ts';
import { transact } from '../client/transact.ts';
import { itemExists, teamKeys } from '../item-keys.ts';
import { accessTokenRow } from '../rows/rows.ts';

export const accessTokenStore = (client: DynamoDBClient, table: string): AccessTokenStore => ({
  async add(token) {
    const { memberId, tokenId, expiresAt } = token;
    const Item = toAttributes({
      ...token,
      ...teamKeys.accessToken(memberId, tokenId),
      expiresAt: expiresAt?.toISOString(),
    });
    const member = {
      TableName: table,
      Key: toAttributes(teamKeys.member(memberId)),
      ConditionExpression: itemExists,
    };
    const result = await transact(client, [{ ConditionCheck: member }, { Put: { TableName: table, Item } }]);
    return result.kind === 'written' ? 'added' : 'no-member';
  },

  async ofMember(memberId) {
    const rows = await queryPartition(client, table, teamKeys.accessTokens(memberId));
    return rows.flatMap((row) => tryRow(accessTokenRow, row) ?? []);
  },

  async revoke(memberId, tokenId) {
    const Key = toAttributes(teamKeys.accessToken(memberId, tokenId));
    const deletion = new DeleteItemCommand({ TableName: table, Key, ReturnValues: 'ALL_OLD' });
    const { Attributes } = await faultsOf(client.send(deletion));
    return Attributes !== undefined;
  },
});
