import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseRow, toAttributes } from '../client/attributes.ts';
import type { ItemKey } from '../item-keys.ts';
import { sentRow } from './rows.ts';
import { faultsOf } from '../client/send.ts';

/** The number of the entry or note whose mark stands under this key; the mark that makes sending twice one entry. */
export const findSent = async (
  client: DynamoDBClient,
  table: string,
  key: ItemKey,
): Promise<number | undefined> => {
  const Key = toAttributes(key);
  const { Item } = await faultsOf(
    client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true })),
  );
  return Item && parseRow(sentRow, Item).number;
};
