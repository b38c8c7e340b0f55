import {
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { HeldState, HeldSweepStore, StoredHeldRecord } from '../../../domain/held/held-store.ts';
import { epochSeconds, fullHour } from '../../../domain/kernel/clock.ts';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import { toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { deleteItems } from '../client/delete-items.ts';
import { queryKeys } from '../client/query-keys.ts';
import { queryPage, queryPartition } from '../client/query.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateExisting } from '../client/update-existing.ts';
import {
  caseIdOfPartition,
  caseKeys,
  heldInboxPartition,
  heldKeys,
  heldReportsPartition,
  inPartitionAfter,
  itemExists,
  partitionOf,
  sortKeyOf,
  vaultKeys,
} from '../item-keys.ts';
import { doorLeftBehind } from '../reporter/reporter-doors.ts';
import { releaseItems } from '../rows/held-items.ts';
import { heldInboxRow, heldProgressRow, heldRecordRow, vaultCaseRow } from '../rows/rows.ts';
import { threadOfRows } from '../rows/thread-rows.ts';

type KeptRecord = StoredHeldRecord & { readonly ttl: Date };

/** Before every id; ids are letters, digits, `-` and `_`. */
const first = '!';

const recordKey = ({ kind, caseId }: Pick<StoredHeldRecord, 'kind' | 'caseId'>) =>
  kind === 'held' ? heldKeys.report(caseId) : heldKeys.named(caseId);

const recordOf = (row: Attributes): StoredHeldRecord[] => {
  const parsed = tryRow(heldRecordRow, row);
  const kind = partitionOf(row) === heldReportsPartition ? 'held' : 'named';
  return parsed ? [{ caseId: sortKeyOf(row), kind, ...parsed }] : [];
};

const stateOf = (row: Attributes | undefined, now: Date): HeldState => {
  const vault = row && tryRow(vaultCaseRow, row);
  if (!vault) return { kind: 'gone', doors: [] };
  const doors = vault.doors[reporterThread] ?? [];
  if (vault.withdrawnAt !== undefined || vault.expiresAt <= now)
    // Of a case that the team knew the rest is somebody else's to erase.
    return { kind: 'gone', doors: vault.held ? doors : [] };
  return vault.held
    ? { kind: 'waits', doors, textBytes: vault.held.textBytes }
    : { kind: 'case', opened: vault.openedAt !== undefined };
};

/** A record with a row under each of its keys; what else stood there of the case goes. */
const recordItems = (table: string, { ttl, ...record }: KeptRecord): TransactWriteItem[] => {
  const timeToLive = epochSeconds(ttl);
  const other = record.kind === 'held' ? heldKeys.named(record.caseId) : heldKeys.report(record.caseId);
  const put = (Item: Readonly<Record<string, unknown>>): TransactWriteItem => ({
    Put: { TableName: table, Item: toAttributes({ ...Item, ttl: timeToLive }) },
  });
  return [
    put({ ...recordKey(record), sealed: record.sealed, blindKeys: record.blindKeys }),
    ...record.blindKeys.map((key) => put(heldKeys.underKey(key, record.caseId))),
    { Delete: { TableName: table, Key: toAttributes(other) } },
  ];
};

/** What the scheduled function does with reports that wait. */
export const heldSweepStore = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
  // eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
): HeldSweepStore => {
  const page = (partition: string, limit: number, after: string | undefined): Promise<Attributes[]> =>
    queryPage(client, {
      TableName: tables.cases,
      KeyConditionExpression: inPartitionAfter,
      ExpressionAttributeValues: toAttributes({ ':partition': partition, ':after': after ?? first }),
      ConsistentRead: true,
      Limit: limit,
    });

  return {
    inbox: async (limit, after) =>
      (await page(heldInboxPartition, limit, after)).map((row) => ({
        id: sortKeyOf(row),
        sealed: tryRow(heldInboxRow, row)?.sealed,
      })),

    async take(inboxId, record) {
      const taken =
        inboxId === undefined
          ? []
          : [
              {
                Delete: {
                  TableName: tables.cases,
                  Key: toAttributes(heldKeys.inbox(inboxId)),
                  ConditionExpression: itemExists,
                },
              },
            ];
      await transact(client, [...taken, ...(record ? recordItems(tables.cases, record) : [])]);
    },

    async heldRecords(caseIds) {
      const ids = [...new Set(caseIds)];
      const records: StoredHeldRecord[] = [];
      for (let at = 0; at < ids.length; at += 50) {
        const keys = ids.slice(at, at + 50).flatMap((id) => [heldKeys.report(id), heldKeys.named(id)]);
        records.push(
          ...((await batchGet(client, { [tables.cases]: keys }))[tables.cases] ?? []).flatMap(recordOf),
        );
      }
      return new Map(records.map((record) => [record.caseId, record]));
    },

    waiting: async (limit, after) => (await page(heldReportsPartition, limit, after)).flatMap(recordOf),

    under: async (blindKey, limit) => (await page(heldKeys.under(blindKey), limit, undefined)).map(sortKeyOf),

    async states(caseIds, now) {
      const ids = [...new Set(caseIds)];
      const rows = new Map<string, Attributes>();
      for (let at = 0; at < ids.length; at += 100) {
        const keys = ids.slice(at, at + 100).map((caseId) => vaultKeys.case(caseId));
        for (const row of (await batchGet(client, { [tables.vault]: keys }))[tables.vault] ?? [])
          rows.set(caseIdOfPartition(partitionOf(row)), row);
      }
      return new Map(ids.map((caseId) => [caseId, stateOf(rows.get(caseId), now)]));
    },

    readThread: async (caseId, thread) =>
      threadOfRows(await queryPartition(client, tables.cases, caseKeys.thread(caseId, thread))),

    async letOut(released, { doors, record }, now) {
      const result = await transact(client, [
        ...releaseItems(tables, released, doors, { now, randomId }),
        ...recordItems(tables.cases, record),
      ]);
      return result.kind === 'written' ? 'told' : 'changed-meanwhile';
    },

    async eraseHeld(record, doors, now) {
      const { caseId, blindKeys } = record;
      for (const doorId of doors)
        await updateExisting(client, {
          table: tables.vault,
          key: vaultKeys.door(doorId),
          ...doorLeftBehind('erased', fullHour(now)),
        });
      // Keys first, then what they opened; the record last, so that a crash in between is taken up again.
      await transact(client, [
        { Delete: { TableName: tables.vault, Key: toAttributes(vaultKeys.case(caseId)) } },
      ]);
      const thread = caseKeys.thread(caseId, reporterThread);
      await deleteItems(client, tables.cases, await queryKeys(client, tables.cases, thread));
      await deleteItems(client, tables.cases, [
        ...blindKeys.map((key) => heldKeys.underKey(key, caseId)),
        recordKey(record),
      ]);
    },

    async progress() {
      const Key = toAttributes(heldKeys.progress());
      const { Item } = await faultsOf(client.send(new GetItemCommand({ TableName: tables.cases, Key })));
      return Item && tryRow(heldProgressRow, Item);
    },

    async markProgress(progress) {
      const Item = toAttributes({ ...heldKeys.progress(), ...progress });
      await faultsOf(client.send(new PutItemCommand({ TableName: tables.cases, Item })));
    },
  };
};
