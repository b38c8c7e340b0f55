import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../../domain/kernel/fault.ts';
import { retryAfterSeconds } from '../../aws/error-kind.ts';
import { toAttributes } from './attributes.ts';
import type { ItemKey } from '../item-keys.ts';
import { faultsOf } from './send.ts';

const batchSize = 25;
const mostAttempts = 6;

/** Deletes items, 25 a call; what is left unprocessed under load is tried again with growing pauses. */
export const deleteItems = async (
  client: DynamoDBClient,
  table: string,
  keys: readonly ItemKey[],
): Promise<void> => {
  for (let at = 0; at < keys.length; at += batchSize) {
    await deleteBatch(client, table, keys.slice(at, at + batchSize));
  }
};

const deleteBatch = async (
  client: DynamoDBClient,
  table: string,
  keys: readonly ItemKey[],
): Promise<void> => {
  let requests: BatchWriteItemCommandOutput['UnprocessedItems'] = {
    [table]: keys.map((key) => ({ DeleteRequest: { Key: toAttributes(key) } })),
  };
  for (let attempt = 1; requests && Object.keys(requests).length > 0; attempt++) {
    if (attempt > mostAttempts) throw new Fault('storage-busy', retryAfterSeconds);
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt));
    const answer: BatchWriteItemCommandOutput = await faultsOf(
      client.send(new BatchWriteItemCommand({ RequestItems: requests })),
    );
    requests = answer.UnprocessedItems;
  }
};
