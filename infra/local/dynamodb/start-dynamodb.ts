import { awsJsonProtocol } from '../aws-json-protocol.ts';
import type { FaultPlan } from '../faults.ts';
import { serveProtocol, type Answering } from '../http-service.ts';
import { dynamoDbAsks } from '../policies/dynamodb-asks.ts';
import type { Gate } from '../policies/gate.ts';
import { Refusal } from '../refusal.ts';
import { accessDenied } from './refusals.ts';
import { isPlainBatchGet, plainBatchGet } from './plain-batch-get.ts';
import { batchGet, getOne, queryItems, scanItems, transactGet } from './read-items.ts';
import * as requests from './requests.ts';
import { Store, type StoredRows } from './store.ts';
import { sweep } from './sweep.ts';
import * as tables from './table-operations.ts';
import { transactWrite } from './transact-write.ts';
import { batchWrite, deleteOne, putOne, updateOne } from './write-items.ts';

export type DynamoDb = {
  readonly url: string;
  readonly answer: Answering;
  /** Deletes what has expired by now, as the sweep does every minute, and says how many items that were. */
  readonly sweepExpired: () => Promise<number>;
  /** All that is stored, to begin another database with or to compare. */
  readonly rows: () => Promise<StoredRows>;
  /** How often something was written: as long as it stays the same, so do the rows. */
  readonly writes: () => number;
  readonly close: () => Promise<void>;
};

const sweepInterval = 60_000;

/**
 * A DynamoDB on 127.0.0.1 over LevelDB: items, queries, transactions and time to live. What it writes is on
 * disk, whole or not at all, before it answers; a killed process loses nothing it has confirmed.
 * @param options.path the LevelDB folder; in memory when absent.
 * @param options.rows what it begins with
 * @throws {DatabaseFolderError} when another process has the folder open, or it cannot be read.
 * @throws {PortTakenError}
 */
export const startDynamoDb = async (options: {
  readonly gate: Gate;
  readonly path?: string | undefined;
  readonly rows?: StoredRows | undefined;
  readonly port?: number;
  readonly faults?: FaultPlan;
  readonly now?: () => Date;
}): Promise<DynamoDb> => {
  const now = options.now ?? (() => new Date());
  const store = await Store.open(options.path, options.rows);
  const protocol = awsJsonProtocol({
    version: '1.0',
    target: 'DynamoDB_20120810',
    perform: async ({ operation, input, accessKey }) => {
      if (!requests.isOperation(operation)) throw new Refusal('UnknownOperationException', operation);
      const isPlain = operation === 'BatchGetItem' && isPlainBatchGet(store, input);
      const request = isPlain ? input : requests.validated(store, operation, input);
      // As it was sent: validation leaves expressions in other shapes.
      const asked = dynamoDbAsks(operation, input, (table, index) => store.partitionKey(table, index));
      const refused = options.gate.refusal(accessKey, asked);
      if (refused !== undefined) throw accessDenied(refused);
      const answer = isPlain ? await plainBatchGet(store, input) : undefined;
      return answer ?? perform(store, operation, request, now());
    },
  });
  const listening = await serveProtocol(protocol, options).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const sweepExpired = (): Promise<number> => sweep(store, now());
  const timer = setInterval(() => void sweepExpired(), sweepInterval).unref();
  return {
    url: listening.url,
    answer: listening.answer,
    sweepExpired,
    rows: () => store.rows(),
    writes: () => store.writes,
    close: async () => {
      clearInterval(timer);
      await listening.close();
      await store.close();
    },
  };
};

const perform = (
  store: Store,
  operation: requests.Operation,
  request: object,
  now: Date,
): Promise<object> | object => {
  // `validated` has just established the shape that belongs to the operation.
  switch (operation) {
    case 'GetItem':
      return getOne(store, request);
    case 'BatchGetItem':
      return batchGet(store, request);
    case 'TransactGetItems':
      return transactGet(store, request as requests.TransactGetRequest);
    case 'Query':
      return queryItems(store, request as requests.QueryRequest);
    case 'Scan':
      return scanItems(store, request as requests.QueryRequest);
    case 'PutItem':
      return putOne(store, request as requests.WriteRequest);
    case 'UpdateItem':
      return updateOne(store, request as requests.WriteRequest);
    case 'DeleteItem':
      return deleteOne(store, request as requests.WriteRequest);
    case 'BatchWriteItem':
      return batchWrite(store, request);
    case 'TransactWriteItems':
      return transactWrite(store, request as requests.TransactWriteRequest, now);
    case 'CreateTable':
      return tables.createTable(store, request, now);
    case 'DescribeTable':
      return tables.describeTable(store, request as requests.TableRequest);
    case 'DeleteTable':
      return tables.deleteTable(store, request as requests.TableRequest);
    case 'ListTables':
      return tables.listTables(store, request);
    case 'UpdateTimeToLive':
      return tables.updateTimeToLive(store, request as requests.TimeToLiveRequest);
    case 'DescribeTimeToLive':
      return tables.describeTimeToLive(store, request as requests.TableRequest);
    case 'UpdateContinuousBackups':
      return tables.updateContinuousBackups(store, request as requests.BackupsRequest, now);
    case 'DescribeContinuousBackups':
      return tables.describeContinuousBackups(store, request as requests.TableRequest, now);
  }
};
