import {
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { reporterThread } from '../../domain/case/case-id.ts';
import { month } from '../../domain/clock.ts';
import type { OutboxNotice } from '../../domain/notice/outbox.ts';
import type { DueCase, RetentionStore } from '../../domain/retention/erase-expired.ts';
import { contentTimeToLive, nextRetentionCheck, vaultTimeToLive } from '../../domain/retention/expiry.ts';
import { parseRow, toAttributes, tryRow } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import { vaultOfRow } from './case-rows.ts';
import { deleteItems } from './delete-items.ts';
import {
  caseIdOfPartition,
  caseKeys,
  duePartition,
  inPartition,
  indexes,
  keyAttributes,
  keyOf,
  partitionOf,
  teamKeys,
  vaultKeys,
} from './item-keys.ts';
import { queryAll, queryPage } from './query.ts';
import { erasureGuardRow, headRow, tombstoneRow } from './rows.ts';
import { faultsOf } from './send.ts';
import type { TableNames } from './tables.ts';
import { transact } from './transact.ts';
import { updateItem } from './update.ts';

/** What the scheduled function does for retention. */
export const retentionStore = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
  noticeOf: (caseId: string, channel: string, now: Date) => OutboxNotice,
): RetentionStore => ({
  async dueCaseIds(now, limit) {
    const rows = await queryPage(client, {
      TableName: tables.cases,
      IndexName: indexes.due.name,
      KeyConditionExpression: `${indexes.due.pk} = :due AND ${indexes.due.sk} <= :now`,
      ExpressionAttributeValues: toAttributes({ ':due': duePartition, ':now': now.toISOString() }),
      Limit: limit,
    });
    return rows.map((row) => caseIdOfPartition(partitionOf(row)));
  },

  async findDueCase(caseId): Promise<DueCase> {
    const found = await batchGet(client, {
      [tables.vault]: [vaultKeys.case(caseId)],
      [tables.cases]: [caseKeys.head(caseId)],
    });
    const [row] = found[tables.cases] ?? [];
    const [vaultRow] = found[tables.vault] ?? [];
    const tombstone = row && tryRow(tombstoneRow, row);
    if (tombstone) return { kind: 'half-erased', caseId, threads: tombstone.threads };
    const head = row && tryRow(headRow, row);
    if (!head) return { kind: 'unreadable' };
    return {
      kind: 'case',
      caseId,
      channel: head.channel,
      state: head.state,
      vault: vaultRow && vaultOfRow(vaultRow),
    };
  },

  async eraseKeys(erasure, now) {
    const { caseId, channel, state, reason, threads } = erasure;
    const expired = {
      ConditionExpression: 'attribute_not_exists(expiresAt) OR expiresAt <= :now',
      ExpressionAttributeValues: toAttributes({ ':now': now.toISOString() }),
    };
    const items: TransactWriteItem[] = [
      { Delete: { TableName: tables.vault, Key: toAttributes(vaultKeys.case(caseId)), ...expired } },
      ...erasure.doors.map((doorId) => ({
        Delete: { TableName: tables.vault, Key: toAttributes(vaultKeys.door(doorId)), ...expired },
      })),
      {
        Put: {
          TableName: tables.cases,
          Item: toAttributes({
            ...caseKeys.head(caseId),
            tombstone: true,
            caseId,
            channel,
            reason,
            erasedOn: erasure.day,
            threads,
            // Due until the content is gone, so that a crash before that is taken up again.
            duePk: duePartition,
            dueSk: now.toISOString(),
          }),
        },
      },
      {
        Put: {
          TableName: tables.cases,
          Item: toAttributes({ ...caseKeys.statistic(month(now), randomId()), channel, state, reason }),
        },
      },
    ];
    if (reason === 'expired') {
      const key = teamKeys.erasureGuard(erasure.day);
      items.push({ Update: updateItem({ table: tables.team, key, add: { erased: 1 } }) });
    }
    return (await transact(client, items)).kind === 'written' ? 'erased' : 'changed-meanwhile';
  },

  async eraseContent(caseId, threads) {
    const partitions = [...threads.map((thread) => caseKeys.thread(caseId, thread)), caseKeys.work(caseId)];
    for (const partition of partitions) {
      const rows = await queryKeys(client, tables.cases, partition);
      await deleteItems(client, tables.cases, rows);
    }
    await faultsOf(
      client.send(
        new UpdateItemCommand(
          updateItem({
            table: tables.cases,
            key: caseKeys.head(caseId),
            remove: [indexes.due.pk, indexes.due.sk],
          }),
        ),
      ),
    );
  },

  async keepLonger(vault, until, now) {
    const { caseId } = vault;
    const expiresAt = until.toISOString();
    const contentTtl = contentTimeToLive(until);
    // The content first: should this stop half-way, keys still go before what they open.
    for (const key of await queryKeys(client, tables.cases, caseKeys.thread(caseId, reporterThread))) {
      const update = updateItem({ table: tables.cases, key, set: { ttl: contentTtl } });
      await faultsOf(client.send(new UpdateItemCommand(update)));
    }
    const vaultSet = { expiresAt, ttl: vaultTimeToLive(until) };
    const { notBefore, urgent, channel } = noticeOf(caseId, vault.channel, now);
    await transact(client, [
      {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.case(caseId),
          set: vaultSet,
          condition: 'attribute_not_exists(openedAt) AND attribute_exists(threads)',
        }),
      },
      ...(vault.doors[reporterThread] ?? []).map((doorId) => ({
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.door(doorId),
          set: { ...vaultSet, hardLimit: expiresAt },
          condition: 'attribute_exists(wrappedThreadKey)',
        }),
      })),
      {
        Update: updateItem({
          table: tables.cases,
          key: caseKeys.head(caseId),
          set: {
            hardLimit: expiresAt,
            dueSk: nextRetentionCheck(until, false).toISOString(),
            ttl: contentTtl,
          },
          condition: 'attribute_exists(queuePk)',
        }),
      },
      {
        Put: {
          TableName: tables.cases,
          Item: toAttributes({
            ...caseKeys.outbox(notBefore, randomId()),
            caseId,
            channel,
            urgent,
            attempts: 0,
            ttl: contentTtl,
          }),
        },
      },
    ]);
  },

  async checkLater(caseId, at) {
    const update = updateItem({
      table: tables.cases,
      key: caseKeys.head(caseId),
      set: { dueSk: at.toISOString() },
      condition: 'attribute_exists(duePk)',
    });
    await faultsOf(client.send(new UpdateItemCommand(update)));
  },

  async erasuresOn(day) {
    const Key = toAttributes(teamKeys.erasureGuard(day));
    const { Item } = await faultsOf(
      client.send(new GetItemCommand({ TableName: tables.team, Key, ConsistentRead: true })),
    );
    const { erased, confirmed } = Item ? parseRow(erasureGuardRow, Item) : { erased: 0, confirmed: 0 };
    return { count: erased, confirmed };
  },

  async countCases() {
    let count = 0;
    let from: QueryCommand['input']['ExclusiveStartKey'];
    do {
      const page = await faultsOf(
        client.send(
          new QueryCommand({
            TableName: tables.cases,
            IndexName: indexes.due.name,
            KeyConditionExpression: `${indexes.due.pk} = :due`,
            ExpressionAttributeValues: toAttributes({ ':due': duePartition }),
            Select: 'COUNT',
            ExclusiveStartKey: from,
          }),
        ),
      );
      count += page.Count ?? 0;
      from = page.LastEvaluatedKey;
    } while (from);
    return count;
  },
});

const queryKeys = async (client: DynamoDBClient, table: string, partition: string) =>
  (
    await queryAll(client, {
      TableName: table,
      KeyConditionExpression: inPartition,
      ExpressionAttributeValues: toAttributes({ ':partition': partition }),
      ProjectionExpression: keyAttributes,
      ConsistentRead: true,
    })
  ).map(keyOf);
