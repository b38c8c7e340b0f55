import { QueryCommand, type DynamoDBClient, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Attributes } from './attributes.ts';
import { inPartition } from '../item-keys.ts';
import { faultsOf } from './send.ts';

/** One page of a query: at most `Limit` rows. */
export const queryPage = async (client: DynamoDBClient, input: QueryCommandInput): Promise<Attributes[]> =>
  (await faultsOf(client.send(new QueryCommand(input)))).Items ?? [];

/** Every row of a query, in order; more than one call only when it is larger than 1 MB. */
export const queryAll = async (client: DynamoDBClient, input: QueryCommandInput): Promise<Attributes[]> => {
  const rows: Attributes[] = [];
  let from = input.ExclusiveStartKey;
  do {
    const page = await faultsOf(client.send(new QueryCommand({ ...input, ExclusiveStartKey: from })));
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
};

/** Up to `most` rows; more than one call only when they are larger than 1 MB. */
export const queryAtMost = async (
  client: DynamoDBClient,
  input: QueryCommandInput,
  most: number,
): Promise<Attributes[]> => {
  const rows: Attributes[] = [];
  let from = input.ExclusiveStartKey;
  do {
    const query = { ...input, Limit: most - rows.length, ExclusiveStartKey: from };
    const page = await faultsOf(client.send(new QueryCommand(query)));
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && rows.length < most);
  return rows;
};

/** A whole partition, read consistently. */
export const queryPartition = (
  client: DynamoDBClient,
  table: string,
  partition: string,
): Promise<Attributes[]> =>
  queryAll(client, {
    TableName: table,
    KeyConditionExpression: inPartition,
    ExpressionAttributeValues: { ':partition': { S: partition } },
    ConsistentRead: true,
  });
