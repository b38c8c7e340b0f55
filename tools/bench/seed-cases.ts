import { randomBytes, randomInt } from 'node:crypto';
import {
  BatchWriteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  type TransactWriteItem,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { outboxPartition, partitionOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { loadReporterKeys } from '../../functions/adapters/dynamodb/reporter/reporter-keys.ts';
import { reporterStore } from '../../functions/adapters/dynamodb/reporter/reporter-store.ts';
import type { TableNames } from '../../functions/adapters/dynamodb/client/tables.ts';
import { newReportReader } from '../../functions/domain/intake/new-report.ts';
import { submitReport } from '../../functions/domain/intake/submit-report.ts';
import { newId } from '../../functions/domain/kernel/random.ts';
import { encodeToken } from '../../functions/envelope/token.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { localSettings } from '../../infra/local/local-settings.ts';
import { region } from '../../infra/local/start-emulators.ts';
import { sampleAnswers } from './sample-report.ts';

const batchSize = 25;
const batchesAtOnce = 4;
const daysBack = 30;
const day = 86_400_000;

type Seeded = {
  readonly channel?: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly urgent?: boolean;
  readonly sentAt?: Date;
  /** Their notices wait to be sent. */
  readonly withNotices?: boolean;
};

export type Seeding = {
  /** Files that many more reports, over the last 30 days or as said. @returns the tokens of some of them */
  readonly add: (count: number, own?: Seeded) => Promise<string[]>;
  readonly close: () => void;
};

/**
 * Files reports fast: the real sealing and the real store make the rows, which are then written in batches and not in
 * a transaction each. Their notices are left out, as if they had been sent, unless they are asked for.
 */
export const startSeeding = async (service: {
  readonly dynamoDbUrl: string;
  readonly tables: TableNames;
}): Promise<Seeding> => {
  const { tables } = service;
  const settings = localSettings();
  const options = {
    endpoint: service.dynamoDbUrl,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(options);
  const keys = await loadReporterKeys(client, tables.team, Object.keys(settings.channels));
  const { client: catching, caught } = clientThatCatches(options);
  const store = reporterStore(catching, tables, () => newId(random));
  const reader = newReportReader(settings);
  let filed = 0;

  return {
    async add(count, { channel, answers, urgent, sentAt, withNotices = false } = {}) {
      const tokens: string[] = [];
      const rows: Row[] = [];
      const flush = async (least: number): Promise<void> => {
        while (rows.length >= least && rows.length > 0) {
          const batches = Array.from({ length: batchesAtOnce }, () => rows.splice(0, batchSize));
          await Promise.all(
            batches.filter((batch) => batch.length > 0).map((batch) => writeRows(client, batch)),
          );
        }
      };
      for (let number = 0; number < count; number += 1) {
        filed += 1;
        const now = sentAt ?? new Date(Date.now() - randomInt(daysBack * day));
        const report = reader.read({ answers: answers ?? sampleAnswers(filed), channel, urgent });
        if (!report.success) throw report.error;
        const result = await submitReport(
          { settings, keys, store, ...withoutFiles, random, now },
          report.data,
        );
        if (result.kind !== 'filed') throw new Error(`a report was not filed: ${result.kind}`);
        if (number < 200) tokens.push(encodeToken(result.receipt.token));
        rows.push(
          ...caught
            .splice(0)
            .flatMap(rowOf)
            .filter((row) => withNotices || isNoNotice(row)),
        );
        await flush(batchSize * batchesAtOnce);
      }
      await flush(1);
      return tokens;
    },
    close() {
      client.destroy();
      catching.destroy();
    },
  };
};

const random = {
  bytes: (length: number) => randomBytes(length),
  integer: (limit: number) => randomInt(limit),
};

/** A client that writes nothing: `caught` holds what it was asked to write. */
const clientThatCatches = (options: DynamoDBClientConfig) => {
  const caught: TransactWriteItem[] = [];
  const client = new DynamoDBClient(options);
  client.middlewareStack.add(
    () => (args) => {
      const items = 'TransactItems' in args.input ? (args.input.TransactItems ?? []) : [];
      for (const item of items) if (!('Get' in item)) caught.push(item);
      return Promise.resolve({ response: {}, output: { $metadata: {} } });
    },
    { step: 'initialize' },
  );
  return { client, caught };
};

const writeRows = async (client: DynamoDBClient, rows: readonly Row[]): Promise<void> => {
  const RequestItems: Record<string, WriteRequest[]> = {};
  for (const { table, item } of rows) (RequestItems[table] ??= []).push({ PutRequest: { Item: item } });
  const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
  if (Object.keys(UnprocessedItems).length > 0) throw new Error('the emulator left rows unwritten');
};

/** What is seeded has no files. */
export const withoutFiles = {
  files: { keep: () => Promise.reject(new Error('nothing is kept')) },
  uploads: { beginKeeping: () => Promise.reject(new Error('nothing is kept')) },
};

type Row = { readonly table: string; readonly item: Record<string, AttributeOf> };
type AttributeOf = NonNullable<NonNullable<TransactWriteItem['Put']>['Item']>[string];

const rowOf = ({ Put }: TransactWriteItem): Row[] =>
  Put?.TableName !== undefined && Put.Item ? [{ table: Put.TableName, item: Put.Item }] : [];

const isNoNotice = ({ item }: Row): boolean => partitionOf(item) !== outboxPartition;
