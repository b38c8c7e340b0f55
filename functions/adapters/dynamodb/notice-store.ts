import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CaseStore } from '../../domain/case/case-store.ts';
import type { DueNotice, NoticeStore } from '../../domain/notice/deliver-notices.ts';
import { toAttributes, tryRow } from './attributes.ts';
import { deleteItems } from './delete-items.ts';
import {
  caseKeys,
  inPartitionUpTo,
  itemExists,
  outboxKey,
  outboxPartition,
  sortKeyOf,
  teamKeys,
} from './item-keys.ts';
import { queryPage, queryPartition } from './query.ts';
import { memberRow, outboxRow } from './rows.ts';
import type { TableNames } from './tables.ts';
import { transact } from './transact.ts';
import { updateExisting } from './update-existing.ts';

/** The transactional outbox, as the scheduled function works it off. */
export const noticeStore = (
  client: DynamoDBClient,
  tables: TableNames,
  vaults: CaseStore['vaults'],
  randomId: () => string,
): NoticeStore => ({
  async dueNotices(now, limit, after) {
    const rows = await queryPage(client, {
      TableName: tables.cases,
      KeyConditionExpression: inPartitionUpTo,
      // `~` sorts after the `#` that follows the time.
      ExpressionAttributeValues: toAttributes({
        ':partition': outboxPartition,
        ':last': `${now.toISOString()}~`,
      }),
      ConsistentRead: true,
      Limit: limit,
      ExclusiveStartKey: after === undefined ? undefined : toAttributes(outboxKey(after)),
    });
    const notices = rows.flatMap((row): DueNotice[] => {
      const parsed = tryRow(outboxRow, row);
      return parsed ? [{ ...parsed, id: sortKeyOf(row) }] : [];
    });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { notices, unreadable: rows.length - notices.length, next: last && sortKeyOf(last) };
  },

  async members() {
    const rows = await queryPartition(client, tables.team, teamKeys.members());
    const members = rows.flatMap((row) => tryRow(memberRow, row) ?? []);
    return { members, unreadable: rows.length - members.length };
  },

  vaults,

  markNoticed: (memberId, level) =>
    updateExisting(client, { table: tables.team, key: teamKeys.member(memberId), set: { noticed: level } }),

  removeNotices: (ids) => deleteItems(client, tables.cases, ids.map(outboxKey)),

  async postponeNotice({ id, caseId, channel, urgent, attempts }, recipients, notBefore) {
    const key = caseKeys.outbox(notBefore.toISOString(), randomId());
    const row = { caseId, channel, urgent, attempts, ...(recipients.length > 0 ? { recipients } : {}) };
    await transact(client, [
      { Put: { TableName: tables.cases, Item: toAttributes({ ...key, ...row }) } },
      {
        Delete: {
          TableName: tables.cases,
          Key: toAttributes(outboxKey(id)),
          ConditionExpression: itemExists,
        },
      },
    ]);
  },
});
