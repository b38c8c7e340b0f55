import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessKeys } from '../../../infra/local/access-keys.ts';
import { PolicyGate } from '../../../infra/local/policies/gate.ts';
import { contextOf } from '../../../infra/local/policies/request.ts';
import { startEmulators, type Emulators } from '../../../infra/local/start-emulators.ts';
import { openStateFolder } from '../../../infra/local/state-folder.ts';

let folder: string;
let emulators: Emulators;
const denied: string[] = [];
const clients: DynamoDBClient[] = [];
const as = (accessKeyId: string): DynamoDBClient => {
  const credentials = { accessKeyId, secretAccessKey: 'local' };
  const client = new DynamoDBClient({
    endpoint: emulators.dynamoDb.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-denied-'));
  emulators = await startEmulators(await openStateFolder(folder), {
    sender: 'conduct@example.org',
    now: () => new Date(),
    denied: (refusal) => void denied.push(refusal),
  });
});
beforeEach(() => denied.splice(0));
afterAll(async () => {
  for (const client of clients) client.destroy();
  await emulators.stop();
  await rm(folder, { recursive: true, force: true });
});

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
const accessDenied = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } };

describe('a call that the policy does not allow', () => {
  it('is answered as DynamoDB answers it, and is heard of, without a key in what is said', async () => {
    const TableName = emulators.tables.cases;
    const scan = as(accessKeys.reporter).send(new ScanCommand({ TableName }));
    await expect(scan).rejects.toMatchObject(accessDenied);
    const notes = {
      TableName,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': { S: 'WORK#c' } },
    };
    await expect(as(accessKeys.reporter).send(new QueryCommand(notes))).rejects.toMatchObject(accessDenied);
    expect(denied).toEqual(
      ['Scan', 'Query'].map(
        (action) =>
          'User: arn:aws:iam::000000000000:role/conductline-reporter is not authorized to perform: ' +
          `dynamodb:${action} on resource: arn:aws:dynamodb:us-east-1:000000000000:table/${TableName} ` +
          `because no policy allows the dynamodb:${action} action`,
      ),
    );
  });

  it('is refused whole: nothing of a transaction is written, nothing of a batch is read', async () => {
    const { cases, team } = emulators.tables;
    const reporter = as(accessKeys.reporter);
    const thread = { TableName: cases, Item: key('THREAD#c#reporter', 'E#000001') };
    const TransactItems = [{ Put: thread }, { Put: { TableName: cases, Item: key('WORK#c', 'NOTE#1') } }];
    const transaction = new TransactWriteItemsCommand({ TransactItems });
    await expect(reporter.send(transaction)).rejects.toMatchObject(accessDenied);
    const { pk, sk } = thread.Item;
    const read = new GetItemCommand({ TableName: cases, Key: { pk, sk } });
    expect((await reporter.send(read)).Item).toBeUndefined();
    await reporter.send(new PutItemCommand(thread));
    expect((await reporter.send(read)).Item).toEqual(thread.Item);

    const Keys = [key('RING#conduct#reports', 'CURRENT'), key('PRIVATE#conduct#reports', 'EPOCH#000001')];
    const batch = new BatchGetItemCommand({ RequestItems: { [team]: { Keys } } });
    await expect(reporter.send(batch)).rejects.toMatchObject(accessDenied);
    await as(accessKeys.team).send(batch);
  });

  it('is every call of a stranger', async () => {
    const read = new GetItemCommand({ TableName: emulators.tables.vault, Key: key('DOOR#d', 'DOOR') });
    await expect(as('a-stranger').send(read)).rejects.toMatchObject(accessDenied);
  });
});

it('while there are no policies yet, nobody may do anything', () => {
  const asked = { action: 'dynamodb:GetItem', resource: '*', context: contextOf({}) };
  expect(new PolicyGate().refusal(accessKeys.ops, [asked])).toContain('is not authorized');
});
