import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDynamoDb, type DynamoDb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../../infra/local/policies/gate.ts';
import { clientFor, createIndexedTable, everything, type Item } from './with-dynamodb.ts';

let db: DynamoDb;
let client: ReturnType<typeof clientFor>;
let clock = new Date('2030-01-01T12:00:00Z');

beforeAll(async () => {
  db = await startDynamoDb({ gate: openToEverybody, now: () => clock });
  client = clientFor(db.url);
  await createIndexedTable(client, 'left');
  await createIndexedTable(client, 'right');
});
afterAll(async () => {
  client.destroy();
  await db.close();
});

const key = (pk: string): Item => ({ pk: { S: pk }, sk: { S: 'x' } });
const put = (table: string, pk: string, more: Item = {}): TransactWriteItem => ({
  Put: { TableName: table, Item: { ...key(pk), ...more } },
});
const putNew = (table: string, pk: string, more: Item = {}): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: { ...key(pk), ...more },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
const write = (...TransactItems: TransactWriteItem[]) =>
  client.send(new TransactWriteItemsCommand({ TransactItems }));
const read = async (table: string, pk: string): Promise<Item | undefined> =>
  (await client.send(new GetItemCommand({ TableName: table, Key: key(pk) }))).Item;
const failure = async (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
const reasonsOf = async (attempt: Promise<unknown>) => {
  const error = await failure(attempt);
  if (!(error instanceof TransactionCanceledException)) throw error;
  return error.CancellationReasons?.map(({ Code, Item }) => ({ Code, ...(Item && { Item }) }));
};

describe('TransactWriteItems', () => {
  test('writes in several tables and reads back every kind of write', async () => {
    await write(put('left', 'kinds-1', { n: { N: '1' } }), put('right', 'kinds-2'));
    await write(
      {
        Update: {
          TableName: 'left',
          Key: key('kinds-1'),
          UpdateExpression: 'SET #n = #n + :one',
          ExpressionAttributeNames: { '#n': 'n' },
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
      { Delete: { TableName: 'right', Key: key('kinds-2') } },
      {
        ConditionCheck: {
          TableName: 'right',
          Key: key('kinds-3'),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    );
    expect(await read('left', 'kinds-1')).toEqual({ ...key('kinds-1'), n: { N: '2' } });
    expect(await read('right', 'kinds-2')).toBeUndefined();
    expect(await read('right', 'kinds-3')).toBeUndefined();
  });

  test('writes nothing when one condition fails, and says which, with the item that is there', async () => {
    await write(put('left', 'taken', { owner: { S: 'first' } }));
    const reasons = await reasonsOf(
      write(putNew('right', 'free'), putNew('left', 'taken'), put('right', 'also-free')),
    );
    expect(reasons).toEqual([
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: { ...key('taken'), owner: { S: 'first' } } },
      { Code: 'None' },
    ]);
    expect(await read('right', 'free')).toBeUndefined();
    expect(await read('right', 'also-free')).toBeUndefined();
  });

  test('reports every failing condition, and an update that cannot apply as a validation error', async () => {
    await write(put('left', 'text', { n: { S: 'no number' } }));
    const addToText = {
      Update: {
        TableName: 'left',
        Key: key('text'),
        UpdateExpression: 'SET n = n + :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    };
    const check = (pk: string) => ({
      ConditionCheck: { TableName: 'left', Key: key(pk), ConditionExpression: 'attribute_exists(pk)' },
    });
    const reasons = await reasonsOf(write(check('nobody'), addToText, check('no-one')));
    expect(reasons?.map(({ Code }) => Code)).toEqual([
      'ConditionalCheckFailed',
      'ValidationError',
      'ConditionalCheckFailed',
    ]);
  });

  test.each([
    ['two writes on one item', [put('left', 'twice'), { Delete: { TableName: 'left', Key: key('twice') } }]],
    ['more than 100 items', Array.from({ length: 101 }, (_, number) => put('left', `many-${number}`))],
    ['no item', []],
    ['an item that is too large', [put('left', 'large', { b: { B: new Uint8Array(410 * 1024) } })]],
    [
      'an expression that does not parse',
      [{ Delete: { TableName: 'left', Key: key('bad'), ConditionExpression: 'attribute_exists(' } }],
    ],
  ])('refuses %s', async (_what, items) => {
    expect(await failure(write(...items))).toMatchObject({ name: 'ValidationException' });
  });

  test('refuses more than 4 MB together, although each item is small enough', async () => {
    const b = { B: new Uint8Array(390 * 1024) };
    const items = Array.from({ length: 11 }, (_, number) => put('left', `big-${number}`, { b }));
    expect(await failure(write(...items))).toMatchObject({ name: 'ValidationException' });
    expect(await read('left', 'big-0')).toBeUndefined();
  });

  test('refuses a table that is not there', async () => {
    expect(await failure(write(put('nowhere', 'x')))).toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('keeps index rows with the items: moved, removed and projected', async () => {
    const row = (pk: string, group: string) => put('left', pk, { group: { S: group }, rank: { S: '1' } });
    await write(row('indexed-1', 'a'), row('indexed-2', 'a'));
    await write(row('indexed-1', 'b'), { Delete: { TableName: 'left', Key: key('indexed-2') } });
    const rows = (await everything(client, 'left', 'byGroup')).filter(({ pk }) =>
      pk?.S?.startsWith('indexed'),
    );
    expect(rows).toEqual([{ ...key('indexed-1'), group: { S: 'b' }, rank: { S: '1' } }]);
  });
});

describe('a client request token', () => {
  const add = (token: string, amount: string) =>
    client.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: token,
        TransactItems: [
          {
            Update: {
              TableName: 'left',
              Key: key(token),
              UpdateExpression: 'ADD n :n',
              ExpressionAttributeValues: { ':n': { N: amount } },
            },
          },
        ],
      }),
    );

  test('lets the same request take effect once', async () => {
    await add('same', '1');
    await add('same', '1');
    expect((await read('left', 'same'))?.n).toEqual({ N: '1' });
  });

  test('refuses another request under the same token', async () => {
    await add('other', '1');
    expect(await failure(add('other', '2'))).toMatchObject({ name: 'IdempotentParameterMismatchException' });
    expect((await read('left', 'other'))?.n).toEqual({ N: '1' });
  });

  test('is forgotten after ten minutes', async () => {
    await add('later', '1');
    clock = new Date(clock.getTime() + 10 * 60 * 1000);
    await add('later', '1');
    expect((await read('left', 'later'))?.n).toEqual({ N: '2' });
  });

  test('does not stand for a transaction that was cancelled', async () => {
    const attempt = () =>
      client.send(
        new TransactWriteItemsCommand({
          ClientRequestToken: 'cancelled',
          TransactItems: [
            {
              Update: {
                TableName: 'left',
                Key: key('cancelled'),
                UpdateExpression: 'SET done = :yes',
                ConditionExpression: 'attribute_exists(pk)',
                ExpressionAttributeValues: { ':yes': { BOOL: true } },
              },
            },
          ],
        }),
      );
    expect(await failure(attempt())).toMatchObject({ name: 'TransactionCanceledException' });
    await write(put('left', 'cancelled'));
    await attempt();
    expect((await read('left', 'cancelled'))?.done).toEqual({ BOOL: true });
  });
});

describe('single writes', () => {
  test('return the item that failed the condition, if asked', async () => {
    const conditional = (ReturnValuesOnConditionCheckFailure: 'ALL_OLD' | 'NONE') =>
      new PutItemCommand({
        TableName: 'left',
        Item: key('single'),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure,
      });
    await client.send(conditional('ALL_OLD'));
    const name = 'ConditionalCheckFailedException';
    expect(await failure(client.send(conditional('ALL_OLD')))).toMatchObject({ name, Item: key('single') });
    expect(await failure(client.send(conditional('NONE')))).toHaveProperty('Item', undefined);
  });
});

describe('at the same time', () => {
  test('fifty transactions and fifty single writes on one item all count', async () => {
    const update = {
      TableName: 'left',
      Key: key('counter'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    await Promise.all(
      Array.from({ length: 50 }, (_, number) => [
        write({ Update: update }, put('right', `beside-${number}`)),
        client.send(new UpdateItemCommand(update)),
      ]).flat(),
    );
    expect((await read('left', 'counter'))?.n).toEqual({ N: '100' });
    const beside = (await everything(client, 'right')).filter(({ pk }) => pk?.S?.startsWith('beside'));
    expect(beside).toHaveLength(50);
  });

  test('of fifty that want the same new item, one wins', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, number) =>
        failure(write(putNew('left', 'single-winner'), put('right', `winner-${number}`))),
      ),
    );
    expect(outcomes.filter((error) => error === undefined)).toHaveLength(1);
    const winners = (await everything(client, 'right')).filter(({ pk }) => pk?.S?.startsWith('winner'));
    expect(winners).toHaveLength(1);
  });

  test('a reader of two items never sees one before and one after a transaction', async () => {
    const both = (n: number) =>
      write(put('left', 'pair', { n: { N: `${n}` } }), put('right', 'pair', { n: { N: `${n}` } }));
    await both(0);
    const state = { writing: true };
    const writer = (async () => {
      for (let n = 1; n <= 100; n += 1) await both(n);
      state.writing = false;
    })();
    const seen = new Set<string>();
    while (state.writing) {
      const { Responses } = await client.send(
        new TransactGetItemsCommand({
          TransactItems: ['left', 'right'].map((TableName) => ({ Get: { TableName, Key: key('pair') } })),
        }),
      );
      const [left, right] = (Responses ?? []).map(({ Item }) => Item?.n?.N);
      expect(left).toBe(right);
      seen.add(left ?? '');
    }
    await writer;
    expect(seen.size).toBeGreaterThan(5);
  });
});

test('TransactGetItems answers in order, with nothing for what is not there', async () => {
  await write(put('left', 'get-1'), put('right', 'get-2'));
  const { Responses } = await client.send(
    new TransactGetItemsCommand({
      TransactItems: [
        { Get: { TableName: 'right', Key: key('get-2') } },
        { Get: { TableName: 'left', Key: key('missing') } },
        { Get: { TableName: 'left', Key: key('get-1'), ProjectionExpression: 'sk' } },
      ],
    }),
  );
  expect(Responses?.map(({ Item }) => Item)).toEqual([key('get-2'), undefined, { sk: { S: 'x' } }]);
});
