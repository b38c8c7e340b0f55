import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { fullHour } from '../../../domain/kernel/clock.ts';
import type { Erasure } from '../../../domain/sweep/retention-store.ts';
import { parseRow, toAttributes } from '../client/attributes.ts';
import { deleteItems } from '../client/delete-items.ts';
import { caseKeys, due, indexes, teamKeys, vaultKeys } from '../item-keys.ts';
import { queryKeys, queryProjected } from '../client/query-keys.ts';
import { entryObjectsRow } from '../rows/rows.ts';
import { statisticItems } from '../rows/statistic-rows.ts';
import { doorLeftBehind } from '../reporter/reporter-doors.ts';
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
  // Deleting what is not there is no fault: whether the case had entries stands in no row that is read here.
  items.push({ Delete: { TableName: tables.cases, Key: toAttributes(caseKeys.publicBansOf(caseId)) } });
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

/** Deletes every row of a case but its head; bytes in S3 go before it, for it deletes what names them. */
export const eraseContent = async (
  client: DynamoDBClient,
  tables: TableNames,
  caseId: string,
  threads: readonly string[],
): Promise<void> => {
  const objects = await contentObjects(client, tables, caseId, threads);
  await deleteItems(client, tables.cases, objects.map(caseKeys.upload));
  const partitions = [...threads.map((thread) => caseKeys.thread(caseId, thread)), caseKeys.work(caseId)];
  for (const partition of partitions) {
    const rows = await queryKeys(client, tables.cases, partition);
    await deleteItems(client, tables.cases, rows);
  }
  const remove = [indexes.due.pk, indexes.due.sk];
  await updateExisting(client, { table: tables.cases, key: caseKeys.head(caseId), remove });
};
