import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from './attributes.ts';
import { inPartition, keyAttributes, keyOf, type ItemKey } from './item-keys.ts';
import { queryAll } from './query.ts';

/** The keys of every item in a partition. */
export const queryKeys = async (
  client: DynamoDBClient,
  table: string,
  partition: string,
): Promise<ItemKey[]> =>
  (
    await queryAll(client, {
      TableName: table,
      KeyConditionExpression: inPartition,
      ExpressionAttributeValues: toAttributes({ ':partition': partition }),
      ProjectionExpression: keyAttributes,
      ConsistentRead: true,
    })
  ).map(keyOf);
