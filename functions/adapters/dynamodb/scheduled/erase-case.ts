import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { fullHour } from '../../../domain/kernel/clock.ts';
import { narrativeIdOf } from '../../../domain/narrative/released-narrative.ts';
import type { Erasure } from '../../../domain/sweep/retention-store.ts';
import { parseRow, toAttributes, tryRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { deleteItems } from '../client/delete-items.ts';
import { caseKeys, due, heldKeys, indexes, registeredEntry, teamKeys, vaultKeys } from '../item-keys.ts';
import { queryKeys, queryProjected } from '../client/query-keys.ts';
import { entryObjectsRow, heldRecordRow } from '../rows/rows.ts';
import { statisticItems } from '../rows/statistic-rows.ts';
import { doorLeftBehind } from '../reporter/reporter-doors.ts';
import { releaseEntry } from './register-sweep-store.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateExisting } from '../client/update-existing.ts';
import { updateItem } from '../client/update.ts';

/**
 * Keys, doors and head in one transaction; what is left of the head is the tombstone. What is left of a door is that it
 * was there, so that its form cannot file the report again.
 */
export const eraseKeys = async (
  client: DynamoDBClient,
  tables: TableNames,
  erasure: Erasure,
  now: Date,
): Promise<'erased' | 'changed-meanwhile'> => {
  const { caseId, channel, reason, threads, statistic } = erasure;
  const expired = {
    ConditionExpression: 'attribute_not_exists(expiresAt) OR expiresAt <= :now',
    ExpressionAttributeValues: toAttributes({ ':now': now.toISOString() }),
  };
  const items: TransactWriteItem[] = [
    { Delete: { TableName: tables.vault, Key: toAttributes(vaultKeys.case(caseId)), ...expired } },
    ...erasure.doors.map((doorId) => ({
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.door(doorId),
        ...doorLeftBehind('erased', fullHour(now)),
        condition: expired.ConditionExpression,
        values: { now: now.toISOString() },
      }),
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
    ...statisticItems(tables.cases, statistic ? [statistic] : []),
  ];
  // Deleting what is not there is no fault: whether the case had any of these stands in no row that is read here.
  for (const key of [caseKeys.publicBansOf(caseId), caseKeys.narrative(narrativeIdOf(caseId))])
    items.push({ Delete: { TableName: tables.cases, Key: toAttributes(key) } });
  if (reason === 'expired') {
    const key = teamKeys.erasureGuard(erasure.day);
    items.push({ Update: updateItem({ table: tables.team, key, add: { erased: 1 } }) });
  }
  return (await transact(client, items)).kind === 'written' ? 'erased' : 'changed-meanwhile';
};

/** The ids of the objects that the files of these threads stand in. */
export const contentObjects = async (
  client: DynamoDBClient,
  tables: TableNames,
  caseId: string,
  threads: readonly string[],
): Promise<string[]> => {
  const ids: string[] = [];
  for (const thread of threads) {
    const rows = await queryProjected(client, tables.cases, caseKeys.thread(caseId, thread), 'objects');
    ids.push(...rows.flatMap((row) => parseRow(entryObjectsRow, row).objects));
  }
  return ids;
};

/**
 * Deletes every row of a case but its head; bytes in S3 go before it, for it deletes what names them. Its entries of the
 * register are put down to go, or to stay as long as its decisions.
 */
export const eraseContent = async (
  client: DynamoDBClient,
  tables: TableNames,
  { caseId, threads }: { readonly caseId: string; readonly threads: readonly string[] },
  now: Date,
): Promise<void> => {
  const objects = await contentObjects(client, tables, caseId, threads);
  await deleteItems(client, tables.cases, objects.map(caseKeys.upload));
  const partitions = [...threads.map((thread) => caseKeys.thread(caseId, thread)), caseKeys.work(caseId)];
  for (const partition of partitions) {
    const rows = await queryKeys(client, tables.cases, partition);
    for (const row of rows) {
      const entryId = registeredEntry(caseId, row);
      if (entryId !== undefined) await releaseEntry(client, tables.cases, entryId, now);
    }
    await deleteItems(client, tables.cases, rows);
  }
  await eraseNames(client, tables, caseId);
  const remove = [indexes.due.pk, indexes.due.sk];
  await updateExisting(client, { table: tables.cases, key: caseKeys.head(caseId), remove });
};

/** The blind keys that persons stand under whom it named, for reports that wait for somebody else. */
const eraseNames = async (client: DynamoDBClient, tables: TableNames, caseId: string): Promise<void> => {
  const key = heldKeys.named(caseId);
  const [row] = (await batchGet(client, { [tables.cases]: [key] }))[tables.cases] ?? [];
  if (!row) return;
  const blindKeys = tryRow(heldRecordRow, row)?.blindKeys ?? [];
  await deleteItems(client, tables.cases, [...blindKeys.map((one) => heldKeys.underKey(one, caseId)), key]);
};
