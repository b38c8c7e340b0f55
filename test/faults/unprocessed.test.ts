import { BatchGetItemCommand, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { batchGet } from '../../functions/adapters/dynamodb/client/batch-get.ts';
import { deleteItems } from '../../functions/adapters/dynamodb/client/delete-items.ts';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';

const client = new DynamoDBClient({ region: 'us-east-1' });
const mock = mockClient(client);
const [one, other] = [vaultKeys.case('one'), vaultKeys.case('other')];
const [oneRow, otherRow] = [toAttributes({ ...one, n: 1 }), toAttributes({ ...other, n: 2 })];

describe('what DynamoDB leaves unprocessed under load', () => {
  afterEach(() => mock.reset());

  it('of a batch read is asked for again, that alone, until it is all there', async () => {
    const rest = { vault: { Keys: [toAttributes(other)], ConsistentRead: true } };
    mock
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: { vault: [oneRow] }, UnprocessedKeys: rest })
      .resolvesOnce({ Responses: {}, UnprocessedKeys: rest })
      .resolves({ Responses: { vault: [otherRow] }, UnprocessedKeys: {} });
    expect(await batchGet(client, { vault: [one, other] })).toEqual({ vault: [oneRow, otherRow] });
    const asked = mock.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input.RequestItems);
    expect(asked).toEqual([
      { vault: { Keys: [one, other].map(toAttributes), ConsistentRead: true } },
      rest,
      rest,
    ]);
  });

  it('of a batch read for ever is a fault that passes', async () => {
    const rest = { vault: { Keys: [toAttributes(one)] } };
    mock.on(BatchGetItemCommand).resolves({ Responses: {}, UnprocessedKeys: rest });
    await expect(batchGet(client, { vault: [one] })).rejects.toMatchObject({
      code: 'storage-busy',
      retryAfterSeconds: 5,
    });
    expect(mock.commandCalls(BatchGetItemCommand)).toHaveLength(5);
  });

  it('of a deletion is deleted again, that alone', async () => {
    const rest = { vault: [{ DeleteRequest: { Key: toAttributes(other) } }] };
    mock
      .on(BatchWriteItemCommand)
      .resolvesOnce({ UnprocessedItems: rest })
      .resolves({ UnprocessedItems: {} });
    await deleteItems(client, 'vault', [one, other]);
    const asked = mock.commandCalls(BatchWriteItemCommand).map(({ args }) => args[0].input.RequestItems);
    expect(asked[1]).toEqual(rest);
    expect(asked).toHaveLength(2);
  });

  it('of a deletion for ever is a fault, so that the next scheduled run goes on; later batches are not begun', async () => {
    const keys = Array.from({ length: 60 }, (_, at) => vaultKeys.case(String(at)));
    mock
      .on(BatchWriteItemCommand)
      .callsFake((input: { RequestItems: object }) => ({ UnprocessedItems: input.RequestItems }));
    await expect(deleteItems(client, 'vault', keys)).rejects.toMatchObject({ code: 'storage-busy' });
    expect(mock.commandCalls(BatchWriteItemCommand)).toHaveLength(6);
  });

  it('many deletions go in batches of 25, and none in none', async () => {
    mock.on(BatchWriteItemCommand).resolves({});
    await deleteItems(client, 'vault', []);
    expect(mock.calls()).toHaveLength(0);
    await deleteItems(
      client,
      'vault',
      Array.from({ length: 60 }, (_, at) => vaultKeys.case(String(at))),
    );
    const sizes = mock
      .commandCalls(BatchWriteItemCommand)
      .map(({ args }) => args[0].input.RequestItems?.vault?.length);
    expect(sizes).toEqual([25, 25, 10]);
  });
});
