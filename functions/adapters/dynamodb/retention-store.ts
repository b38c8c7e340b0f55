import {
  GetItemCommand,
  QueryCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { reporterThread } from '../../domain/case/case-id.ts';
import { month } from '../../domain/clock.ts';
import type { OutboxNotice } from '../../domain/notice/outbox.ts';
import { contentTimeToLive, vaultTimeToLive } from '../../domain/retention/expiry.ts';
import type { DuePosition, RetentionStore } from '../../domain/retention/retention-store.ts';
import { parseRow, toAttributes, type Attributes } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import { deleteItems } from './delete-items.ts';
import { dueCaseOf } from './due-case.ts';
import {
  caseIdOfPartition,
  caseKeys,
  due,
  dueAt,
  duePartition,
  inPartition,
  indexes,
  isQueued,
  keyAttributes,
  keyOf,
  partitionOf,
  sortKey,
  teamKeys,
  vaultKeys,
} from './item-keys.ts';
import { queryAll, queryPage } from './query.ts';
import { outboxItem } from './outbox-item.ts';
import { erasureGuardRow } from './rows.ts';
import { faultsOf } from './send.ts';
import type { TableNames } from './tables.ts';
import { transact } from './transact.ts';
import { updateExisting } from './update-existing.ts';
import { updateItem } from './update.ts';

/** What the scheduled function does for retention. */
export const retentionStore = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
  noticeOf: (caseId: string, channel: string, now: Date) => OutboxNotice,
): RetentionStore => {
  const putNotice = (notice: OutboxNotice, ttl: number) => outboxItem(tables.cases, randomId(), notice, ttl);

  return {
    async dueCases(now, limit, after) {
      const rows = await queryPage(client, {
        TableName: tables.cases,
        IndexName: indexes.due.name,
        KeyConditionExpression: `${indexes.due.pk} = :due AND ${indexes.due.sk} <= :now`,
        ExpressionAttributeValues: toAttributes({ ':due': duePartition, ':now': now.toISOString() }),
        Limit: limit,
        ExclusiveStartKey: after && dueStart(after),
      });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return {
        caseIds: rows.map((row) => caseIdOfPartition(partitionOf(row))),
        next: last && {
          caseId: caseIdOfPartition(partitionOf(last)),
          at: last[indexes.due.sk]?.S ?? '',
        },
      };
    },

    async findDueCases(caseIds) {
      // While the index catches up it can list a case twice, and one read may name a key only once.
      const ids = [...new Set(caseIds)];
      const found = await batchGet(client, {
        [tables.vault]: ids.map((caseId) => vaultKeys.case(caseId)),
        [tables.cases]: ids.map((caseId) => caseKeys.head(caseId)),
      });
      const byCase = (rows: readonly Attributes[] = []): Map<string, Attributes> =>
        new Map(rows.map((row) => [caseIdOfPartition(partitionOf(row)), row]));
      const heads = byCase(found[tables.cases]);
      const vaults = byCase(found[tables.vault]);
      return ids.map((caseId) => dueCaseOf(caseId, heads.get(caseId), vaults.get(caseId)));
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
              ...due(now),
            }),
            ConditionExpression: 'attribute_not_exists(tombstone)',
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
      const remove = [indexes.due.pk, indexes.due.sk];
      await updateExisting(client, { table: tables.cases, key: caseKeys.head(caseId), remove });
    },

    async keepLonger(vault, until, now) {
      const { caseId } = vault;
      const expiresAt = until.expiresAt.toISOString();
      const contentTtl = contentTimeToLive(until.expiresAt);
      // The content first: should this stop half-way, keys still go before what they open.
      const keepRows = async (but: ReadonlySet<string>): Promise<Set<string>> => {
        const keys = await queryKeys(client, tables.cases, caseKeys.thread(caseId, reporterThread));
        for (const key of keys.filter((one) => !but.has(sortKey(one)))) {
          await updateExisting(client, { table: tables.cases, key, set: { ttl: contentTtl } });
        }
        return new Set(keys.map(sortKey));
      };
      const kept = await keepRows(new Set());
      const vaultSet = { expiresAt, ttl: vaultTimeToLive(until.expiresAt) };
      const result = await transact(client, [
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
              ...dueAt(until.nextActionAt),
              ttl: contentTtl,
            },
            add: { version: 1 },
            condition: isQueued,
          }),
        },
        putNotice(noticeOf(caseId, vault.channel, now), contentTtl),
      ]);
      // A reply that was sent meanwhile was written with the old limit.
      if (result.kind === 'written') await keepRows(kept);
    },

    async goOn({ head, vault, dueAt: seenAt }, nextActionAt, toldNow) {
      const { caseId, version, hardLimit } = head;
      const result = await transact(client, [
        {
          ConditionCheck: {
            TableName: tables.vault,
            Key: toAttributes(vaultKeys.case(caseId)),
            ConditionExpression: 'expiresAt = :seen',
            ExpressionAttributeValues: toAttributes({ ':seen': vault.expiresAt.toISOString() }),
          },
        },
        {
          Update: updateItem({
            table: tables.cases,
            key: caseKeys.head(caseId),
            // The version stays: for the team nothing has changed.
            set: { ...dueAt(nextActionAt), told: toldNow?.told },
            condition: `${isQueued} AND ${indexes.due.sk} = :seenAt AND #version = :version`,
            names: { '#version': 'version' },
            values: { seenAt, version },
          }),
        },
        ...(toldNow?.notices ?? []).map((notice) => putNotice(notice, contentTimeToLive(hardLimit))),
      ]);
      return result.kind === 'written' ? 'written' : 'changed-meanwhile';
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
  };
};

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

const dueStart = ({ caseId, at }: DuePosition) =>
  toAttributes({ ...caseKeys.head(caseId), [indexes.due.pk]: duePartition, [indexes.due.sk]: at });
