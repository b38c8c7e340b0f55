import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  accessTokenHash,
  isAccessTokenSecret,
  type AccessToken,
  type AccessTokenScope,
} from '../../../domain/member/access-token.ts';
import type { Announcement } from '../../../domain/member/announce-members.ts';
import type { Member } from '../../../domain/member/member.ts';
import { parseRow, tryRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { isAt, teamKeys } from '../item-keys.ts';
import { queryPartition } from '../client/query.ts';
import { accessTokenRow, memberRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import { updateItem } from '../client/update.ts';
import { updateExisting } from '../client/update-existing.ts';

export type MemberStore = {
  /** The member an access token belongs to; one call, nothing kept: a revoked token is refused at once. */
  memberOfToken(
    token: AccessToken,
    now: Date,
  ): Promise<{ readonly member: Member; readonly scope: AccessTokenScope } | undefined>;
  findMember(memberId: string): Promise<Member | undefined>;
  /** Everybody of the team; rows that do not parse are nobody. */
  allMembers(): Promise<readonly Member[]>;
  /** The member has looked: the next notice may be sent. */
  markLooked(memberId: string): Promise<void>;
  /** How far the others have been told of a member whom ops added. */
  markAnnounced(memberId: string, announcement: Announcement): Promise<void>;
  /** Somebody of the team is there on this day; reporters are told when nobody has been for long. */
  markActive(day: string): Promise<void>;
};

const noHash = accessTokenHash('');

export const memberStore = (client: DynamoDBClient, teamTable: string): MemberStore => ({
  async memberOfToken({ memberId, tokenId, secret }, now) {
    const memberKey = teamKeys.member(memberId);
    const found = await batchGet(client, {
      [teamTable]: [memberKey, teamKeys.accessToken(memberId, tokenId)],
    });
    const rows = found[teamTable] ?? [];
    const member = rows.find((row) => isAt(row, memberKey));
    const token = rows.find((row) => !isAt(row, memberKey));
    const stored = token && parseRow(accessTokenRow, token);
    const isRight = isAccessTokenSecret(secret, stored?.secretHash ?? noHash);
    const hasEnded = stored?.expiresAt !== undefined && stored.expiresAt.getTime() <= now.getTime();
    return member && stored && isRight && !hasEnded
      ? { member: parseRow(memberRow, member), scope: stored.scope }
      : undefined;
  },

  async findMember(memberId) {
    const found = await batchGet(client, { [teamTable]: [teamKeys.member(memberId)] });
    const [row] = found[teamTable] ?? [];
    return row && tryRow(memberRow, row);
  },

  async allMembers() {
    const rows = await queryPartition(client, teamTable, teamKeys.members());
    return rows.flatMap((row) => tryRow(memberRow, row) ?? []);
  },

  markLooked: (memberId) =>
    updateExisting(client, { table: teamTable, key: teamKeys.member(memberId), remove: ['noticed'] }),

  markAnnounced: (memberId, announcement) =>
    updateExisting(client, { table: teamTable, key: teamKeys.member(memberId), set: { announcement } }),

  async markActive(day) {
    const update = updateItem({ table: teamTable, key: teamKeys.roster(), set: { lastActive: day } });
    await faultsOf(client.send(new UpdateItemCommand(update)));
  },
});
