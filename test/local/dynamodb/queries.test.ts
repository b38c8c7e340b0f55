import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  QueryCommand,
  UpdateContinuousBackupsCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDynamoDb, type DynamoDb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../../infra/local/policies/gate.ts';
import { createTables, tableNames } from '../../../infra/local/create-tables.ts';
import { clientFor, createIndexedTable, everything, type Item } from './with-dynamodb.ts';

let db: DynamoDb;
let client: ReturnType<typeof clientFor>;
const count = 130;
const name = (number: number): string => String(number).padStart(3, '0');

beforeAll(async () => {
  db = await startDynamoDb({ gate: openToEverybody });
  client = clientFor(db.url);
  await createIndexedTable(client, 'rows');
  const items = Array.from({ length: count }, (_, number) => ({
    pk: { S: number % 2 === 0 ? 'even' : 'odd' },
    sk: { S: name(number) },
    group: { S: 'all' },
    // Many rows share one rank, so that the index has to tell them apart by their own keys.
    rank: { S: String(number % 3) },
    body: { B: new Uint8Array([number]) },
  }));
  for (let from = 0; from < count; from += 25) {
    const rows = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { rows } }));
  }
});
afterAll(async () => {
  client.destroy();
  await db.close();
});

const pages = async (query: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> => {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ TableName: 'rows', ...query, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
};

test.each([true, false])(
  'pages of an index hold every row once, in order (forward: %s)',
  async (ScanIndexForward) => {
    const rows = await pages({
      IndexName: 'byGroup',
      KeyConditionExpression: '#group = :all',
      ExpressionAttributeNames: { '#group': 'group' },
      ExpressionAttributeValues: { ':all': { S: 'all' } },
      Limit: 7,
      ScanIndexForward,
    });
    expect(new Set(rows.map(({ sk }) => sk?.S)).size).toBe(count);
    expect(rows).toHaveLength(count);
    const ranks = rows.map(({ rank }) => rank?.S ?? '');
    expect(ranks).toEqual([...ranks].sort((a, b) => (ScanIndexForward ? 1 : -1) * a.localeCompare(b)));
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['group', 'pk', 'rank', 'sk']);
  },
);

test.each([
  ['begins_with(sk, :a)', { ':a': { S: '01' } }, [10, 12, 14, 16, 18]],
  ['sk BETWEEN :a AND :b', { ':a': { S: '002' }, ':b': { S: '006' } }, [2, 4, 6]],
  ['sk < :a', { ':a': { S: '004' } }, [0, 2]],
  ['sk > :a', { ':a': { S: '124' } }, [126, 128]],
])('finds items of a partition by %s', async (condition, values, expected) => {
  const items = await pages({
    KeyConditionExpression: `pk = :pk AND ${condition}`,
    ExpressionAttributeValues: { ':pk': { S: 'even' }, ...values },
    Limit: 2,
  });
  expect(items.map(({ sk }) => sk?.S)).toEqual(expected.map(name));
});

test('a filter counts what it read, not what it returned', async () => {
  const bytes = { ':a': { B: new Uint8Array([1]) }, ':b': { B: new Uint8Array([129]) } };
  const page = await client.send(
    new QueryCommand({
      TableName: 'rows',
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'body IN (:a, :b)',
      ExpressionAttributeValues: { ':pk': { S: 'odd' }, ...bytes },
      Limit: 10,
    }),
  );
  expect(page).toMatchObject({ Count: 1, ScannedCount: 10 });
  expect(page.LastEvaluatedKey).toEqual({ pk: { S: 'odd' }, sk: { S: '019' } });
});

test('BatchGetItem finds what is there', async () => {
  const Keys = ['001', '003', '777'].map((sk) => ({ pk: { S: 'odd' }, sk: { S: sk } }));
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetItemCommand({ RequestItems: { rows: { Keys } } }),
  );
  expect(Responses?.rows?.map(({ sk }) => sk?.S).sort()).toEqual(['001', '003']);
  expect(UnprocessedKeys).toEqual({});
});

/** What says nothing and is not plain, so that it is checked and read in full. */
const inFull = { ReturnConsumedCapacity: 'NONE' } as const;
type Keys = { pk: { S: string }; sk: { S: string } }[];
const batchGet = (Keys: Keys, how: object = {}) =>
  client.send(new BatchGetItemCommand({ RequestItems: { rows: { Keys, ConsistentRead: true } }, ...how }));

test('a plain BatchGetItem finds what one that is checked in full finds', async () => {
  const key = fc.record({
    pk: fc.record({ S: fc.constantFrom('even', 'odd', 'none', 'ä\u0000') }),
    sk: fc.record({ S: fc.oneof(fc.nat({ max: count + 5 }).map(name), fc.string({ minLength: 1 })) }),
  });
  const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 100, selector: (one) => JSON.stringify(one) });
  const inOrder = (items: readonly Item[] = []) =>
    [...items].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  await fc.assert(
    fc.asyncProperty(keys, async (Keys) => {
      const [plain, full] = [await batchGet(Keys), await batchGet(Keys, inFull)];
      expect(inOrder(plain.Responses?.rows)).toEqual(inOrder(full.Responses?.rows));
      expect(plain.UnprocessedKeys).toEqual(full.UnprocessedKeys);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['a key twice', [name(1), name(1)]],
  ['too many keys', Array.from({ length: 101 }, (_, number) => name(number))],
  ['an empty key', ['']],
  ['a key that is too long', ['x'.repeat(1_025)]],
])('a BatchGetItem with %s is refused, plain or not', async (_, sortKeys) => {
  const Keys = sortKeys.map((sk) => ({ pk: { S: 'odd' }, sk: { S: sk } }));
  for (const how of [{}, inFull])
    await expect(batchGet(Keys, how)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a BatchGetItem with other attributes than the keys, or of no table, is refused', async () => {
  const odd = { S: 'odd' };
  const asks = (rows: string, key: Item) =>
    client.send(new BatchGetItemCommand({ RequestItems: { [rows]: { Keys: [key] } } }));
  for (const key of [
    { pk: odd },
    { pk: odd, sk: { N: '1' } },
    { pk: odd, sk: odd, body: odd },
    { pk: odd, rank: odd },
  ])
    await expect(asks('rows', key)).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(asks('none', { pk: odd, sk: odd })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a BatchGetItem of more than fits in an answer leaves the rest unprocessed', async () => {
  await createIndexedTable(client, 'large');
  const Keys = Array.from({ length: 5 }, (_, number) => ({ pk: { S: 'large' }, sk: { S: name(number) } }));
  for (const key of Keys) {
    const Item = { ...key, body: { S: 'x'.repeat(390_000) } };
    await client.send(new BatchWriteItemCommand({ RequestItems: { large: [{ PutRequest: { Item } }] } }));
  }
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetItemCommand({ RequestItems: { large: { Keys } } }),
  );
  expect(Responses?.large).toHaveLength(3);
  expect(UnprocessedKeys?.large?.Keys).toHaveLength(2);
});

test('a removed table takes its rows with it', async () => {
  await createIndexedTable(client, 'brief');
  const Item = { pk: { S: 'a' }, sk: { S: 'b' }, group: { S: 'g' }, rank: { S: 'r' }, ttl: { N: '1' } };
  await client.send(new BatchWriteItemCommand({ RequestItems: { brief: [{ PutRequest: { Item } }] } }));
  await client.send(new DeleteTableCommand({ TableName: 'brief' }));
  await createIndexedTable(client, 'brief');
  expect(await everything(client, 'brief')).toEqual([]);
  expect(await everything(client, 'brief', 'byGroup')).toEqual([]);
  expect(await db.sweepExpired()).toBe(0);
});

test('creates the three tables as infra describes them, and leaves those alone that are there', async () => {
  const names = tableNames('made-');
  await createTables(client, names);
  await createTables(client, names);
  const { TableNames } = await client.send(new ListTablesCommand({}));
  expect(TableNames).toEqual(expect.arrayContaining(Object.values(names)));
  const { Table } = await client.send(new DescribeTableCommand({ TableName: names.cases }));
  expect(
    Table?.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index.Projection?.ProjectionType]),
  ).toEqual([
    ['queue', 'ALL'],
    ['due', 'KEYS_ONLY'],
  ]);
  const { TimeToLiveDescription } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: names.vault }),
  );
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
});

test('remembers the recovery window', async () => {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 4 };
  await client.send(
    new UpdateContinuousBackupsCommand({ TableName: 'rows', PointInTimeRecoverySpecification }),
  );
  const described = await client.send(new DescribeContinuousBackupsCommand({ TableName: 'rows' }));
  expect(described.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: 4,
  });
});
