import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes, type Attributes } from './attributes.ts';
import { inPartition, keyAttributes, keyOf, type ItemKey } from '../item-keys.ts';
import { queryAll } from './query.ts';

/** The keys of every item in a partition. */
export const queryKeys = async (
  client: DynamoDBClient,
  table: string,
  partition: string,
): Promise<ItemKey[]> => (await queryProjected(client, table, partition, keyAttributes)).map(keyOf);

/** Every item of a partition, with these attributes only. */
export const queryProjected = (
  client: DynamoDBClient,
  table: string,
  partition: string,
  attributes: string,
): Promise<Attributes[]> =>
  queryAll(client, {
    TableName: table,
    KeyConditionExpression: inPartition,
    ExpressionAttributeValues: toAttributes({ ':partition': partition }),
    ProjectionExpression: attributes,
    ConsistentRead: true,
  });
