import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CaseStore } from '../../../domain/casework/change/case-store.ts';
import type { DueNotice, LaterNotice, NoticeStore } from '../../../domain/delivery/notice-store.ts';
import { isUntaken } from '../../../domain/case/is-untaken.ts';
import { parseRow, toAttributes, tryRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { deleteItems } from '../client/delete-items.ts';
import {
  caseKeys,
  inPartitionAfter,
  inPartitionBetween,
  itemExists,
  queueEnd,
  queueOf,
  queueUpTo,
  outboxKey,
  outboxPartition,
  sortKeyOf,
  teamKeys,
  vaultKeys,
} from '../item-keys.ts';
import { queryPage, queryPartition } from '../client/query.ts';
import { queueOfNotice } from '../rows/outbox-item.ts';
import { headRow, memberRow, outboxRow, outsideMarksRow, webhookMarksRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';
import { updateExisting } from '../client/update-existing.ts';

/** The transactional outbox, as the scheduled function works it off. */
export const noticeStore = (
  client: DynamoDBClient,
  tables: TableNames,
  vaults: CaseStore['vaults'],
  randomId: () => string,
  // eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
): NoticeStore => ({
  async nextQueue(after) {
    const rows = await queryPage(client, {
      TableName: tables.cases,
      KeyConditionExpression: inPartitionAfter,
      ExpressionAttributeValues: toAttributes({
        ':partition': outboxPartition,
        ':after': after === undefined ? '!' : queueEnd(after.key),
      }),
      ConsistentRead: true,
      Limit: 1,
    });
    return rows[0] && queueOf(sortKeyOf(rows[0]));
  },

  async dueNotices(queue, now, limit, after) {
    const range = queueUpTo(queue.key, now);
    const rows = await queryPage(client, {
      TableName: tables.cases,
      KeyConditionExpression: inPartitionBetween,
      ExpressionAttributeValues: toAttributes({
        ':partition': outboxPartition,
        ':first': range.first,
        ':last': range.last,
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

  async isUntaken(caseId) {
    const found = await batchGet(client, { [tables.cases]: [caseKeys.head(caseId)] });
    const [row] = found[tables.cases] ?? [];
    if (!row) return false;
    const head = tryRow(headRow, row);
    return head === undefined || isUntaken(head);
  },

  markNoticed: (memberId, marks) =>
    updateExisting(client, { table: tables.team, key: teamKeys.member(memberId), set: marks }),

  async outsideMarks() {
    const found = await batchGet(client, { [tables.team]: [teamKeys.outsideContact()] });
    const [row] = found[tables.team] ?? [];
    return row ? parseRow(outsideMarksRow, row).told : {};
  },

  async markOutside(marks) {
    const update = updateItem({ table: tables.team, key: teamKeys.outsideContact(), set: { told: marks } });
    await faultsOf(client.send(new UpdateItemCommand(update)));
  },

  async recordTold(doorIds, who, on) {
    const attribute = { readers: 'toldReaders', leads: 'toldLeads', outside: 'toldOutside' }[who];
    for (const doorId of doorIds) {
      const key = vaultKeys.door(doorId);
      await updateExisting(client, { table: tables.vault, key, set: { [attribute]: on } });
    }
  },

  async webhookMarks() {
    const found = await batchGet(client, { [tables.team]: [teamKeys.webhooks()] });
    const [row] = found[tables.team] ?? [];
    return row ? parseRow(webhookMarksRow, row).told : {};
  },

  async markWebhooks(marks) {
    const update = updateItem({ table: tables.team, key: teamKeys.webhooks(), set: { told: marks } });
    await faultsOf(client.send(new UpdateItemCommand(update)));
  },

  removeNotices: (ids) => deleteItems(client, tables.cases, ids.map(outboxKey)),

  async addNotice(notice) {
    const item = laterItem(tables.cases, randomId(), notice);
    await transact(client, [{ Put: item }]);
    return { ...notice, id: sortKeyOf(item.Item) };
  },

  async replaceNotice(id, by) {
    await transact(client, [
      ...by.map((notice) => ({ Put: laterItem(tables.cases, randomId(), notice) })),
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

const laterItem = (table: string, id: string, { notBefore, ...row }: LaterNotice) => ({
  TableName: table,
  Item: toAttributes({ ...caseKeys.outbox(queueOfNotice(row), notBefore.toISOString(), id), ...row }),
});
