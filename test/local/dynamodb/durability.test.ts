import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TransactWriteItemsCommand, PutItemCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDynamoDb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../../infra/local/policies/gate.ts';
import { DatabaseFolderError } from '../../../infra/local/dynamodb/store.ts';
import { clientFor, createIndexedTable, everything, type Item } from './with-dynamodb.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-db-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = (): string => join(folder, 'db');

const inOtherProcess = async (): Promise<{ readonly child: ChildProcess; readonly url: string }> => {
  const script = fileURLToPath(new URL('other-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, path()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', () => reject(new Error('the other process has ended')));
  });
  return { child, url };
};

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

test('a process killed among many transactions leaves each whole or absent, and none lost', async () => {
  const { child, url } = await inOtherProcess();
  const client = clientFor(url);
  await createIndexedTable(client, 'left');
  await createIndexedTable(client, 'right');
  const confirmed = new Set<string>();
  let kill: Promise<void> | undefined;
  const writeUntilKilled = async (writer: number): Promise<void> => {
    for (let number = 0; kill === undefined; number += 1) {
      const id = `${writer}-${number}`;
      const Put = (TableName: string, sk: string) => ({
        Put: {
          TableName,
          Item: {
            pk: { S: id },
            sk: { S: sk },
            group: { S: 'all' },
            rank: { S: id },
            body: { B: new Uint8Array(20_000) },
          },
        },
      });
      const TransactItems = [Put('left', 'a'), Put('left', 'b'), Put('right', 'a'), Put('right', 'b')];
      await client.send(new TransactWriteItemsCommand({ TransactItems })).then(
        () => confirmed.add(id),
        () => undefined,
      );
      if (confirmed.size >= 60) kill ??= killed(child);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, writer) => writeUntilKilled(writer)));
  await kill;
  client.destroy();

  const db = await startDynamoDb({ gate: openToEverybody, path: path() });
  const reader = clientFor(db.url);
  const rowsOf = new Map<string, number>();
  for (const table of ['left', 'right']) {
    const items = await everything(reader, table);
    const keyOf = ({ pk, sk }: Item): string => `${pk?.S ?? ''}/${sk?.S ?? ''}`;
    expect((await everything(reader, table, 'byGroup')).map(keyOf).sort()).toEqual(items.map(keyOf).sort());
    for (const { pk } of items) rowsOf.set(pk?.S ?? '', (rowsOf.get(pk?.S ?? '') ?? 0) + 1);
  }
  expect([...rowsOf.values()].filter((rows) => rows !== 4)).toEqual([]);
  expect([...confirmed].filter((id) => !rowsOf.has(id))).toEqual([]);
  reader.destroy();
  await db.close();
});

test('a folder that is open elsewhere is refused as in use, and stays usable there', async () => {
  const first = await startDynamoDb({ gate: openToEverybody, path: path() });
  const client = clientFor(first.url);
  const refused = await startDynamoDb({ gate: openToEverybody, path: path() }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(DatabaseFolderError);
  expect(refused).toMatchObject({ code: 'in-use' });
  await createIndexedTable(client, 'still');
  client.destroy();
  await first.close();
});

test('a request token and the time to live are remembered over a restart', async () => {
  const before = await startDynamoDb({ gate: openToEverybody, path: path() });
  const first = clientFor(before.url);
  await createIndexedTable(first, 'kept');
  const add = new TransactWriteItemsCommand({
    ClientRequestToken: 'once',
    TransactItems: [
      {
        Update: {
          TableName: 'kept',
          Key: { pk: { S: 'a' }, sk: { S: 'b' } },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ],
  });
  await first.send(add);
  const Item = { pk: { S: 'old' }, sk: { S: 'b' }, ttl: { N: '1000' } };
  await first.send(new PutItemCommand({ TableName: 'kept', Item }));
  first.destroy();
  await before.close();

  const after = await startDynamoDb({ gate: openToEverybody, path: path() });
  const second = clientFor(after.url);
  await second.send(add);
  expect(await after.sweepExpired()).toBe(1);
  expect(await everything(second, 'kept')).toEqual([{ pk: { S: 'a' }, sk: { S: 'b' }, n: { N: '1' } }]);
  second.destroy();
  await after.close();
});

test('the sweep deletes what has expired, with its index rows, and nothing else', async () => {
  let now = new Date('2030-01-01T00:00:00Z');
  const db = await startDynamoDb({ gate: openToEverybody, now: () => now });
  const client = clientFor(db.url);
  await createIndexedTable(client, 'timed');
  const expiry = (at: string): Item => ({ ttl: { N: String(Date.parse(at) / 1000) } });
  const put = (pk: string, more: Item) =>
    client.send(
      new PutItemCommand({
        TableName: 'timed',
        Item: { pk: { S: pk }, sk: { S: 'x' }, group: { S: 'g' }, rank: { S: 'r' }, ...more },
      }),
    );
  const left = async (index?: string) =>
    (await everything(client, 'timed', index)).map(({ pk }) => pk?.S).sort();

  await put('soon', expiry('2030-01-01T01:00:00Z'));
  await put('prolonged', expiry('2030-01-01T01:00:00Z'));
  await put('prolonged', expiry('2030-01-01T03:00:00Z'));
  await put('never', {});
  await put('text', { ttl: { S: '1' } });
  for (let number = 0; number < 230; number += 1) await put(`many-${number}`, expiry('2030-01-01T01:00:00Z'));
  expect(await db.sweepExpired()).toBe(0);

  now = new Date('2030-01-01T02:00:00Z');
  expect(await db.sweepExpired()).toBe(231);
  expect(await left()).toEqual(['never', 'prolonged', 'text']);
  expect(await left('byGroup')).toEqual(['never', 'prolonged', 'text']);

  const TimeToLiveSpecification = { Enabled: false, AttributeName: 'ttl' };
  await client.send(new UpdateTimeToLiveCommand({ TableName: 'timed', TimeToLiveSpecification }));
  now = new Date('2031-01-01T00:00:00Z');
  expect(await db.sweepExpired()).toBe(0);
  const again = { Enabled: true, AttributeName: 'ttl' };
  await client.send(new UpdateTimeToLiveCommand({ TableName: 'timed', TimeToLiveSpecification: again }));
  expect(await db.sweepExpired()).toBe(1);
  expect(await left()).toEqual(['never', 'text']);
  client.destroy();
  await db.close();
});
