import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseRow, toAttributes } from './attributes.ts';
import { caseKeys } from './item-keys.ts';
import { sentRow } from './rows.ts';
import { faultsOf } from './send.ts';

/** The number of the entry that was sent with this key; the mark that makes sending twice one entry. */
export const findSent = async (
  client: DynamoDBClient,
  table: string,
  caseId: string,
  thread: string,
  sentKey: string,
): Promise<number | undefined> => {
  const Key = toAttributes(caseKeys.sent(caseId, thread, sentKey));
  const { Item } = await faultsOf(
    client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true })),
  );
  return Item && parseRow(sentRow, Item).number;
};
