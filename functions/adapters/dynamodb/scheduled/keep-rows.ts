import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { contentTimeToLive } from '../../../domain/retention/expiry.ts';
import { parseRow, toAttributes, type Attributes } from '../client/attributes.ts';
import { queryAll } from '../client/query.ts';
import type { TableNames } from '../client/tables.ts';
import { updateExisting } from '../client/update-existing.ts';
import { caseKeys, inPartition, keyAttributes, keyOf, ttlAttribute } from '../item-keys.ts';
import { outlivesBy } from '../rows/attached-items.ts';
import { entryObjectsRow } from '../rows/rows.ts';

export type CaseRows = { readonly caseId: string; readonly threads: readonly string[] };

/**
 * Puts off the time to live of every row of a case, and of what names the objects of its files, until a later hard
 * limit. What an earlier call has done is passed over, so that one that ran out of time is taken up again.
 * @returns `more` when it ran out of time
 */
export const keepRows = async (
  client: DynamoDBClient,
  tables: TableNames,
  { caseId, threads }: CaseRows,
  { until, outOfTime }: { readonly until: Date; readonly outOfTime: () => boolean },
): Promise<'kept' | 'more'> => {
  const ttl = contentTimeToLive(until);
  const keep = async (row: Attributes): Promise<void> => {
    // What names the objects first: the row is what this case is found by when it is taken up again.
    for (const objectId of parseRow(entryObjectsRow, row).objects)
      await updateExisting(client, {
        table: tables.cases,
        key: caseKeys.upload(objectId),
        set: { ttl: ttl + outlivesBy },
      });
    await updateExisting(client, { table: tables.cases, key: keyOf(row), set: { ttl } });
  };
  const partitions = [...threads.map((thread) => caseKeys.thread(caseId, thread)), caseKeys.work(caseId)];
  for (const partition of partitions)
    for (const row of await rowsToKeep(client, tables, partition, ttl)) {
      if (outOfTime()) return 'more';
      await keep(row);
    }
  return 'kept';
};

/** The rows that would go before, with the ids of the objects of an entry. */
const rowsToKeep = (
  client: DynamoDBClient,
  tables: TableNames,
  partition: string,
  ttl: number,
): Promise<Attributes[]> =>
  queryAll(client, {
    TableName: tables.cases,
    KeyConditionExpression: inPartition,
    FilterExpression: '#ttl < :ttl',
    ExpressionAttributeNames: { '#ttl': ttlAttribute },
    ExpressionAttributeValues: toAttributes({ ':partition': partition, ':ttl': ttl }),
    ProjectionExpression: `${keyAttributes}, objects`,
    ConsistentRead: true,
  });
