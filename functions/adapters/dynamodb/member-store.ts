import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { accessTokenHash, isAccessTokenSecret, type AccessToken } from '../../domain/member/access-token.ts';
import type { Member } from '../../domain/member/member.ts';
import { parseRow } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import { isAt, teamKeys } from './item-keys.ts';
import { accessTokenRow, memberRow } from './rows.ts';
import { faultsOf } from './send.ts';
import { updateItem } from './update.ts';
import { updateExisting } from './update-existing.ts';

export type MemberStore = {
  /** The member an access token belongs to; one call, nothing kept: a revoked token is refused at once. */
  memberOfToken(token: AccessToken): Promise<Member | undefined>;
  /** The member has looked: the next notice may be sent. */
  markLooked(memberId: string): Promise<void>;
  /** Somebody of the team is there on this day; reporters are told when nobody has been for long. */
  markActive(day: string): Promise<void>;
};

const noHash = accessTokenHash('');

export const memberStore = (client: DynamoDBClient, teamTable: string): MemberStore => ({
  async memberOfToken({ memberId, tokenId, secret }) {
    const memberKey = teamKeys.member(memberId);
    const found = await batchGet(client, {
      [teamTable]: [memberKey, teamKeys.accessToken(memberId, tokenId)],
    });
    const rows = found[teamTable] ?? [];
    const member = rows.find((row) => isAt(row, memberKey));
    const token = rows.find((row) => !isAt(row, memberKey));
    const isRight = isAccessTokenSecret(secret, token ? parseRow(accessTokenRow, token).secretHash : noHash);
    return member && token && isRight ? parseRow(memberRow, member) : undefined;
  },

  markLooked: (memberId) =>
    updateExisting(client, { table: teamTable, key: teamKeys.member(memberId), remove: ['noticed'] }),

  async markActive(day) {
    const update = updateItem({ table: teamTable, key: teamKeys.roster(), set: { lastActive: day } });
    await faultsOf(client.send(new UpdateItemCommand(update)));
  },
});
