import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../../domain/kernel/fault.ts';
import { retryAfterSeconds } from '../../aws/error-kind.ts';
import { toAttributes, type Attributes } from './attributes.ts';
import type { ItemKey } from '../item-keys.ts';
import { faultsOf } from './send.ts';

const mostAttempts = 5;

/**
 * Consistent reads of up to 100 items from any of the tables, in one call; what DynamoDB leaves unprocessed under load
 * is asked for again with growing pauses. Items that do not exist are simply not in the answer.
 * @throws {Fault} `storage-busy` when items are still unprocessed after the last attempt
 */
export const batchGet = async (
  client: DynamoDBClient,
  keys: Readonly<Record<string, readonly ItemKey[]>>,
): Promise<Record<string, Attributes[]>> => {
  const found: Record<string, Attributes[]> = {};
  let wanted: BatchGetItemCommand['input']['RequestItems'] = Object.fromEntries(
    Object.entries(keys)
      .filter(([, tableKeys]) => tableKeys.length > 0)
      .map(([table, tableKeys]) => [table, { Keys: tableKeys.map(toAttributes), ConsistentRead: true }]),
  );
  for (let attempt = 1; wanted && Object.keys(wanted).length > 0; attempt++) {
    if (attempt > mostAttempts) throw new Fault('storage-busy', retryAfterSeconds);
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt));
    const answer: BatchGetItemCommandOutput = await faultsOf(
      client.send(new BatchGetItemCommand({ RequestItems: wanted })),
    );
    for (const [table, rows] of Object.entries(answer.Responses ?? {})) (found[table] ??= []).push(...rows);
    wanted = answer.UnprocessedKeys;
  }
  return found;
};
