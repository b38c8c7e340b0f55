import {
  BatchWriteItemCommand,
  DynamoDBClient,
  type AttributeValue,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';

/** A row as DynamoDB takes it, and its table. */
export type BulkRow = { readonly table: string; readonly item: Record<string, AttributeValue> };

const batchSize = 25;
const batchesAtOnce = 4;

/** A client with the rights of whoever operates a deployment. */
export const opsClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  });

/** @throws {Error} when the emulator leaves a row unwritten */
export const writeBatch = async (client: DynamoDBClient, rows: readonly BulkRow[]): Promise<void> => {
  const RequestItems: Record<string, WriteRequest[]> = {};
  for (const { table, item } of rows) (RequestItems[table] ??= []).push({ PutRequest: { Item: item } });
  const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
  if (Object.keys(UnprocessedItems).length > 0) throw new Error('the emulator left rows unwritten');
};

/** Writes what `rowsOf` makes for each number below `count`, a few batches at a time, so that memory holds few of them. */
export const writeMany = async (
  client: DynamoDBClient,
  count: number,
  rowsOf: (number: number) => readonly BulkRow[],
): Promise<void> => {
  const rows: BulkRow[] = [];
  const flush = async (): Promise<void> => {
    const batches = Array.from({ length: batchesAtOnce }, () => rows.splice(0, batchSize));
    await Promise.all(batches.filter(({ length }) => length > 0).map((batch) => writeBatch(client, batch)));
  };
  for (let number = 0; number < count; number += 1) {
    rows.push(...rowsOf(number));
    while (rows.length >= batchSize * batchesAtOnce) await flush();
  }
  while (rows.length > 0) await flush();
};
