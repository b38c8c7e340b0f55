import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOptions } from '../../functions/adapters/aws/client-options.ts';
import { createTables, tableNames } from '../../infra/local/create-tables.ts';
import { startSchedule } from '../../infra/local/schedule.ts';
import { startDynamoDb, type DynamoDb } from '../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../infra/local/policies/gate.ts';
import { FaultPlan } from '../../infra/local/faults.ts';

const faults = new FaultPlan();
let db: DynamoDb;
/** Waits for an answer as long as it takes. */
let client: DynamoDBClient;
/** Gives up as our functions do, only sooner; no call that is answered goes through it. */
let impatient: DynamoDBClient;
beforeAll(async () => {
  db = await startDynamoDb({ gate: openToEverybody, faults });
  const options = {
    endpoint: db.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local-ops', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  client = new DynamoDBClient(options);
  const requestHandler = { ...clientOptions.requestHandler, requestTimeout: 100 };
  impatient = new DynamoDBClient({ ...options, requestHandler });
});
afterAll(async () => {
  client.destroy();
  impatient.destroy();
  await db.close();
});

const names = async (): Promise<string[]> => (await client.send(new ListTablesCommand({}))).TableNames ?? [];

test('a call that hangs after its work has done its work', async () => {
  faults.next('CreateTable', { kind: 'hang', after: true }, 3);
  await expect(createTables(impatient, tableNames('after-'))).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect.poll(names).toContain('after-vault');
});

test('a call that hangs before its work has done nothing', async () => {
  faults.next('CreateTable', { kind: 'hang' }, 3);
  await expect(createTables(impatient, tableNames('before-'))).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(await names()).not.toContain('before-vault');
});

test('a fault planned for any operation meets whatever comes next; cleared plans meet nobody', async () => {
  faults.next('*', { kind: 'fail', code: 'InternalServerError', statusCode: 500 });
  await expect(names()).rejects.toMatchObject({ name: 'InternalServerError' });
  faults.next('ListTables', { kind: 'drop' });
  faults.clear();
  expect(await names()).toContain('after-vault');
});

test('an emulator does not answer to a foreign host name', async () => {
  const status = await new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { host: 'attacker.example', 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    };
    request(db.url, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end('{}');
  });
  expect(status).toBe(403);
});

test('a scheduled run comes again after a failure, never overlaps itself, and stops when told', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const scheduledRun = startSchedule(10, async () => {
    runs += 1;
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 25));
    running -= 1;
    if (runs === 1) throw new Error('the first scheduled run fails');
  });
  await expect.poll(() => runs).toBeGreaterThanOrEqual(3);
  await scheduledRun.stop();
  expect([most, running]).toEqual([1, 0]);
  const stopped = runs;
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(runs).toBe(stopped);
});
