import { randomBytes } from 'node:crypto';
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { toAttributes } from '../../../functions/adapters/dynamodb/client/attributes.ts';
import { caseStore } from '../../../functions/adapters/dynamodb/case/case-store.ts';
import type { ItemKey } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { memberStore } from '../../../functions/adapters/dynamodb/team/member-store.ts';
import { noticeStore } from '../../../functions/adapters/dynamodb/scheduled/notice-store.ts';
import { queryPartition } from '../../../functions/adapters/dynamodb/client/query.ts';
import { reporterStore } from '../../../functions/adapters/dynamodb/reporter/reporter-store.ts';
import { retentionStore } from '../../../functions/adapters/dynamodb/scheduled/retention-store.ts';
import { ringMakerStore } from '../../../functions/adapters/dynamodb/scheduled/ring-maker-store.ts';
import type { TableNames } from '../../../functions/adapters/dynamodb/client/tables.ts';
import { createTables, tableNames } from '../../../infra/local/create-tables.ts';
import { startDynamoDb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../../infra/local/policies/gate.ts';
import type { Team } from '../../../infra/ops/member/members.ts';
import { noticeAt, random } from './examples.ts';

export type Row = Record<string, unknown>;

/**
 * The three tables and every store over them: on the embedded emulator, or, when `CONDUCTLINE_TEST_DYNAMODB` names the
 * endpoint of another DynamoDB, there, under a random prefix and deleted afterwards.
 */
export type Storage = Awaited<ReturnType<typeof startStorage>>;

export const startStorage = async () => {
  const elsewhere = process.env.CONDUCTLINE_TEST_DYNAMODB;
  const emulator = elsewhere === undefined ? await startDynamoDb({ gate: openToEverybody }) : undefined;
  const client = clientOf(emulator?.url ?? elsewhere ?? '');
  const tables = tableNames(`conductline-test-${randomBytes(4).toString('hex')}-`);
  await createTables(client, tables);
  const cases = caseStore(client, tables, randomId);
  return {
    client,
    tables,
    reporter: reporterStore(client, tables, randomId),
    cases,
    members: memberStore(client, tables.team),
    notices: noticeStore(client, tables, (caseIds) => cases.vaults(caseIds), randomId),
    retention: retentionStore(client, tables, randomId, noticeAt),
    ringMaker: ringMakerStore(client, tables.team),
    ops: (now: Date): Team => ({ client, table: tables.team, random, now }),

    async row(table: keyof TableNames, key: ItemKey): Promise<Row | undefined> {
      const read = { TableName: tables[table], Key: toAttributes(key), ConsistentRead: true };
      const { Item } = await client.send(new GetItemCommand(read));
      return Item && unmarshall(Item);
    },
    rows: async (table: keyof TableNames, partition: string): Promise<Row[]> =>
      (await queryPartition(client, tables[table], partition)).map((row) => unmarshall(row)),
    /** Writes a row as something else than this code may have left it. */
    async put(table: keyof TableNames, key: ItemKey, row: Row): Promise<void> {
      const Item = toAttributes({ ...row, ...key });
      await client.send(new PutItemCommand({ TableName: tables[table], Item }));
    },
    /** Deletes a row as time to live does: alone, whatever belongs to it. */
    async expire(table: keyof TableNames, key: ItemKey): Promise<void> {
      const Key = toAttributes(key);
      await client.send(new DeleteItemCommand({ TableName: tables[table], Key }));
    },
    async close(): Promise<void> {
      if (!emulator) {
        for (const TableName of Object.values(tables))
          await client.send(new DeleteTableCommand({ TableName }));
      }
      client.destroy();
      await emulator?.close();
    },
  };
};

const randomId = (): string => randomBytes(16).toString('base64url');

/** An emulator on this machine takes any credentials; a real DynamoDB wants those of the environment. */
const clientOf = (endpoint: string): DynamoDBClient =>
  ['localhost', '127.0.0.1'].includes(new URL(endpoint).hostname)
    ? new DynamoDBClient({
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      })
    : new DynamoDBClient({ endpoint });
