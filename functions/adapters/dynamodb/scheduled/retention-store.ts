import { GetItemCommand, PutItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OutboxNotice } from '../../../domain/notice/outbox.ts';
import { retentionCheckAt } from '../../../domain/thread/thread-limits.ts';
import { contentTimeToLive } from '../../../domain/retention/expiry.ts';
import type { DuePosition, RetentionStore } from '../../../domain/sweep/retention-store.ts';
import { parseRow, toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { queueOrder, urgentSince } from '../rows/case-rows.ts';
import { dueCaseOf } from './due-case.ts';
import { eraseThreads, sweepThread, sweptObjects } from './erase-threads.ts';
import { contentObjects, eraseContent, eraseKeys } from './erase-case.ts';
import {
  caseIdOfPartition,
  caseKeys,
  dueAt,
  dueKeyOf,
  duePartition,
  dueTimes,
  indexes,
  isQueued,
  lastDue,
  partitionOf,
  queuedBy,
  teamKeys,
  vaultKeys,
} from '../item-keys.ts';
import { keepLonger } from './keep-longer.ts';
import { keepRows } from './keep-rows.ts';
import { outboxItem } from '../rows/outbox-item.ts';
import { queryPage } from '../client/query.ts';
import { clocksRow, erasureGuardRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

/** What the scheduled function does for retention. */
export const retentionStore = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
  noticeOf: (caseId: string, channel: string, now: Date) => OutboxNotice,
  // eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
): RetentionStore => {
  const putNotice = (notice: OutboxNotice, ttl: number) => outboxItem(tables.cases, randomId(), notice, ttl);

  return {
    async dueCases(now, limit, after) {
      const rows = await queryPage(client, {
        TableName: tables.cases,
        IndexName: indexes.due.name,
        KeyConditionExpression: `${indexes.due.pk} = :due AND ${indexes.due.sk} <= :now`,
        ExpressionAttributeValues: toAttributes({ ':due': duePartition, ':now': lastDue(now) }),
        Limit: limit,
        ExclusiveStartKey: after && dueStart(after),
      });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return {
        cases: rows.map((row) => ({
          caseId: caseIdOfPartition(partitionOf(row)),
          retentionAt: dueTimes(dueKeyOf(row)).retentionAt,
        })),
        next: last && { caseId: caseIdOfPartition(partitionOf(last)), at: dueKeyOf(last) },
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

    eraseKeys: (erasure, now) => eraseKeys(client, tables, erasure, now),
    contentObjects: (caseId, threads) => contentObjects(client, tables, caseId, threads),
    eraseContent: (caseId, threads) => eraseContent(client, tables, caseId, threads),
    eraseThreads: (erasure, now) => eraseThreads(client, tables, erasure, now),
    sweptObjects: (sweep) => sweptObjects(client, tables, sweep),
    sweepThread: (sweep, left) => sweepThread(client, tables, sweep, left),
    keepLonger: (vault, until, now) =>
      keepLonger(client, tables, vault, {
        ...until,
        putNotice: (ttl) => putNotice(noticeOf(vault.caseId, vault.channel, now), ttl),
      }),

    keepRows: (rows, until, outOfTime) => keepRows(client, tables, rows, { until, outOfTime }),

    async goOn({ head, vault, dueKey }, { nextActionAt, rowsKept, toldNow }) {
      const { caseId, version, hardLimit } = head;
      const isOverdue = Object.values(toldNow?.told ?? {}).some((mark) => mark.step !== 'reminder');
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
            set: {
              ...dueAt(nextActionAt, retentionCheckAt(vault, nextActionAt)),
              told: toldNow?.told,
              ...(isOverdue ? queuedBy(queueOrder(true, head.nextDeadline, urgentSince(head))) : {}),
            },
            remove: rowsKept ? ['rowsUntil'] : [],
            condition: `${isQueued} AND ${indexes.due.sk} = :dueKey AND #version = :version`,
            names: { '#version': 'version' },
            values: { dueKey, version },
          }),
        },
        ...(toldNow?.notices ?? []).map((notice) => putNotice(notice, contentTimeToLive(hardLimit))),
      ]);
      return result.kind === 'written' ? 'written' : 'changed-meanwhile';
    },

    async clocks() {
      const Key = toAttributes(teamKeys.clocks());
      const { Item } = await faultsOf(client.send(new GetItemCommand({ TableName: tables.team, Key })));
      // One that does not parse: every case is looked at once more.
      return Item && tryRow(clocksRow, Item);
    },

    async markClocks(clocks) {
      const Item = toAttributes({ ...teamKeys.clocks(), ...clocks });
      await faultsOf(client.send(new PutItemCommand({ TableName: tables.team, Item })));
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

const dueStart = ({ caseId, at }: DuePosition) =>
  toAttributes({ ...caseKeys.head(caseId), [indexes.due.pk]: duePartition, [indexes.due.sk]: at });
