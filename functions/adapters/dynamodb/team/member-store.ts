import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { accessTokenHash, isAccessTokenSecret } from '../../../domain/member/access-token.ts';
import type { MemberStore } from '../../../domain/member/member-store.ts';
import { parseRow, tryRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { isAt, teamKeys } from '../item-keys.ts';
import { queryPartition } from '../client/query.ts';
import { accessTokenRow, memberRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import { updateItem } from '../client/update.ts';
import { updateExisting } from '../client/update-existing.ts';

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

  markMailProblem: (memberId, mailProblem) =>
    updateExisting(client, { table: teamTable, key: teamKeys.member(memberId), set: { mailProblem } }),

  async allMembers() {
    const rows = await queryPartition(client, teamTable, teamKeys.members());
    return rows.flatMap((row) => tryRow(memberRow, row) ?? []);
  },

  markLooked: (memberId) =>
    updateExisting(client, { table: teamTable, key: teamKeys.member(memberId), remove: ['noticed'] }),

  keepFilters: (memberId, filters) =>
    updateExisting(client, {
      table: teamTable,
      key: teamKeys.member(memberId),
      set: { savedFilters: filters },
    }),

  markAnnounced: (memberId, announcement) =>
    updateExisting(client, { table: teamTable, key: teamKeys.member(memberId), set: { announcement } }),

  async markActive(day) {
    const update = updateItem({ table: teamTable, key: teamKeys.roster(), set: { lastActive: day } });
    await faultsOf(client.send(new UpdateItemCommand(update)));
  },
});
