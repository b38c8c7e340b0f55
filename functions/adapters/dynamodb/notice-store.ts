import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CaseStore } from '../../domain/case/case-store.ts';
import type { DueNotice, NoticeStore } from '../../domain/notice/deliver-notices.ts';
import { toAttributes, tryRow } from './attributes.ts';
import { deleteItems } from './delete-items.ts';
import { caseKeys, inPartitionUpTo, itemExists, outboxKey, outboxPartition, teamKeys } from './item-keys.ts';
import { queryPage, queryPartition } from './query.ts';
import { memberRow, outboxRow } from './rows.ts';
import { faultsOf } from './send.ts';
import type { TableNames } from './tables.ts';
import { transact } from './transact.ts';
import { updateItem } from './update.ts';

/** The transactional outbox, as the scheduled function works it off. */
export const noticeStore = (
  client: DynamoDBClient,
  tables: TableNames,
  vaults: CaseStore['vaults'],
  randomId: () => string,
): NoticeStore => ({
  async dueNotices(now, limit) {
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
    });
    const notices = rows.flatMap((row): DueNotice[] => {
      const parsed = tryRow(outboxRow, row);
      return parsed ? [{ ...parsed, id: parsed.sk }] : [];
    });
    return { notices, unreadable: rows.length - notices.length };
  },

  async members() {
    const rows = await queryPartition(client, tables.team, teamKeys.members());
    return rows.flatMap((row) => tryRow(memberRow, row) ?? []);
  },

  vaults,

  async markNoticed(memberId, level) {
    await faultsOf(
      client.send(
        new UpdateItemCommand(
          updateItem({ table: tables.team, key: teamKeys.member(memberId), set: { noticed: level } }),
        ),
      ),
    );
  },

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
