import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { fullHour } from '../../../domain/kernel/clock.ts';
import type { ThreadErasure, ThreadSweep } from '../../../domain/sweep/retention-store.ts';
import { toAttributes } from '../client/attributes.ts';
import { deleteItems } from '../client/delete-items.ts';
import { queryAll } from '../client/query.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateExisting } from '../client/update-existing.ts';
import { updateItem } from '../client/update.ts';
import { caseKeys, inPartition, isQueued, keyAttributes, keyOf, vaultKeys } from '../item-keys.ts';
import { doorLeftBehind } from '../reporter/reporter-doors.ts';
import { entryNumberRow, entryObjectsRow } from '../rows/rows.ts';
import { parseRow, tryRow, type Attributes } from '../client/attributes.ts';

/**
 * Takes the keys and doors of threads whose time is over, in one transaction and only of the case as it was read. The
 * vault says whether it is; the head's version guards against a change of the team meanwhile.
 */
export const eraseThreads = async (
  client: DynamoDBClient,
  tables: TableNames,
  { head, vault, threads }: ThreadErasure,
  now: Date,
): Promise<'erased' | 'changed-meanwhile'> => {
  const { caseId, version } = head;
  const values = { now: now.toISOString() };
  const erasedThreads = { ...vault.erasedThreads, ...Object.fromEntries(erasedOf(head, threads, now)) };
  const names = Object.fromEntries(threads.map((thread, at) => [`#limit${at}`, thread]));
  const result = await transact(client, [
    {
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.case(caseId),
        set: {
          erasedThreads,
          threadsToSweep: [...new Set([...(vault.threadsToSweep ?? []), ...threads])],
        },
        removeIn: threads.flatMap((thread) => [
          ['threads', thread] as const,
          ['doors', thread] as const,
          ['threadLimits', thread] as const,
        ]),
        condition: threads.map((_, at) => `#threadLimits.#limit${at}.#until <= :now`).join(' AND '),
        names: { ...names, '#until': 'until' },
        values,
      }),
    },
    ...threads
      .flatMap((thread) => vault.doors[thread] ?? [])
      .map((doorId) => ({
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.door(doorId),
          ...doorLeftBehind('erased', fullHour(now)),
          condition: 'attribute_not_exists(expiresAt) OR expiresAt <= :now',
          values,
        }),
      })),
    {
      Update: updateItem({
        table: tables.cases,
        key: caseKeys.head(caseId),
        set: { erasedThreads },
        add: { version: 1 },
        condition: `${isQueued} AND #version = :before`,
        values: { before: version },
      }),
    },
  ]);
  return result.kind === 'written' ? 'erased' : 'changed-meanwhile';
};

const erasedOf = (head: ThreadErasure['head'], threads: readonly string[], now: Date) =>
  threads.map((thread) => {
    const through = head.threads[thread]?.entries ?? 0;
    return [thread, { on: now.toISOString().slice(0, 10), through }] as const;
  });

/** The rows of a thread that are to be deleted: all, or entries up to one and the marks of what was sent. */
const rowsToSweep = async (
  client: DynamoDBClient,
  tables: TableNames,
  { caseId, thread, through, isWhole }: ThreadSweep,
): Promise<readonly Attributes[]> => {
  const rows = await queryAll(client, {
    TableName: tables.cases,
    KeyConditionExpression: inPartition,
    ExpressionAttributeNames: { '#number': 'number' },
    ExpressionAttributeValues: toAttributes({ ':partition': caseKeys.thread(caseId, thread) }),
    ProjectionExpression: `${keyAttributes}, #number, objects`,
    ConsistentRead: true,
  });
  return rows.filter((row) => {
    const number = tryRow(entryNumberRow, row)?.number;
    return isWhole || (number !== undefined && number <= through);
  });
};

/** The ids of the objects that files of these rows stand in: they go before what names them. */
export const sweptObjects = async (
  client: DynamoDBClient,
  tables: TableNames,
  sweep: ThreadSweep,
): Promise<readonly string[]> =>
  (await rowsToSweep(client, tables, sweep)).flatMap((row) => parseRow(entryObjectsRow, row).objects);

/** Deletes what is left of a thread that was erased; called again, it goes on where it ended. */
export const sweepThread = async (
  client: DynamoDBClient,
  tables: TableNames,
  sweep: ThreadSweep,
  left: readonly string[],
): Promise<void> => {
  const rows = await rowsToSweep(client, tables, sweep);
  const objects = rows.flatMap((row) => parseRow(entryObjectsRow, row).objects);
  await deleteItems(client, tables.cases, objects.map(caseKeys.upload));
  await deleteItems(client, tables.cases, rows.map(keyOf));
  await updateExisting(client, {
    table: tables.vault,
    key: vaultKeys.case(sweep.caseId),
    set: { threadsToSweep: left },
  });
};
