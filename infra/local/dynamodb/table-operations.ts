import { randomUUID } from 'node:crypto';
import type { BatchOperation, Table, TableIndex, WireItem } from 'dynalite/db/index.js';
import { localArns } from '../policies/local-arns.ts';
import { expiryOf, expiryRow } from './item-rows.ts';
import { invalid, refusal } from './refusals.ts';
import type { BackupsRequest, TableRequest, TimeToLiveRequest } from './requests.ts';
import { allWith, rowKeys } from './row-keys.ts';
import type { Store, TableSettings } from './store.ts';

/** Tables are ready at once. */
export const createTable = async (store: Store, request: object, now: Date): Promise<object> => {
  // Validated as a CreateTable request, which names these fields like a table's description.
  const asked = request as Omit<Table, 'TableStatus'> & { readonly BillingMode?: string };
  const { BillingMode, ...shape } = asked;
  const described = (index: TableIndex) => ({
    ...index,
    IndexArn: `${localArns.table(asked.TableName)}/index/${index.IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
  });
  const table = {
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
    ...shape,
    TableArn: localArns.table(asked.TableName),
    TableId: randomUUID(),
    CreationDateTime: now.getTime() / 1000,
    TableStatus: 'ACTIVE',
    ItemCount: 0,
    TableSizeBytes: 0,
    ...(BillingMode === 'PAY_PER_REQUEST' && { BillingModeSummary: { BillingMode } }),
    ...(asked.LocalSecondaryIndexes && { LocalSecondaryIndexes: asked.LocalSecondaryIndexes.map(described) }),
    ...(asked.GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: asked.GlobalSecondaryIndexes.map((index) => ({
        ...described(index),
        IndexStatus: 'ACTIVE',
      })),
    }),
  };
  await store.addTable(table);
  return { TableDescription: table };
};

const describedTable = (store: Store, name: string): Table => {
  if (store.tableNames().includes(name)) return store.table(name);
  throw refusal('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
};

export const describeTable = (store: Store, { TableName }: TableRequest): object => ({
  Table: describedTable(store, TableName),
});

export const deleteTable = async (store: Store, { TableName }: TableRequest): Promise<object> => {
  describedTable(store, TableName);
  const table = await store.removeTable(TableName);
  return { TableDescription: { ...table, TableStatus: 'DELETING' } };
};

export const listTables = (
  store: Store,
  request: { readonly Limit?: number; readonly ExclusiveStartTableName?: string },
): object => {
  const { Limit = 100, ExclusiveStartTableName: start } = request;
  const names = store.tableNames().filter((name) => start === undefined || name > start);
  const page = names.slice(0, Limit);
  return { TableNames: page, ...(names.length > Limit && { LastEvaluatedTableName: page.at(-1) }) };
};

export const updateTimeToLive = async (store: Store, request: TimeToLiveRequest): Promise<object> => {
  const { TableName, TimeToLiveSpecification: asked } = request;
  describedTable(store, TableName);
  await store.changeSettings(TableName, async (before) => {
    if (asked.Enabled === (before.ttlAttribute !== undefined)) {
      throw invalid(`TimeToLive is already ${asked.Enabled ? 'enabled' : 'disabled'}`);
    }
    const kept = before.recoveryDays === undefined ? {} : { recoveryDays: before.recoveryDays };
    const ttl = asked.Enabled && { ttlAttribute: asked.AttributeName };
    return { settings: { ...kept, ...ttl }, rows: await expiryRows(store, TableName, asked) };
  });
  return { TimeToLiveSpecification: asked };
};

const expiryRows = async (
  store: Store,
  table: string,
  asked: TimeToLiveRequest['TimeToLiveSpecification'],
): Promise<BatchOperation[]> => {
  const rows: BatchOperation[] = [];
  if (!asked.Enabled) {
    for await (const key of store.level.keys(allWith(rowKeys.expiries(table))))
      rows.push({ type: 'del', key });
    return rows;
  }
  for await (const row of store.level.values(allWith(rowKeys.items(table)))) {
    // Item rows hold items that dynalite has validated.
    const item = row as WireItem;
    const seconds = expiryOf(item, asked.AttributeName);
    if (seconds !== undefined) rows.push(expiryRow(store, table, seconds, item));
  }
  return rows;
};

export const describeTimeToLive = (store: Store, { TableName }: TableRequest): object => {
  describedTable(store, TableName);
  const { ttlAttribute: AttributeName } = store.settings(TableName);
  return {
    TimeToLiveDescription: AttributeName
      ? { TimeToLiveStatus: 'ENABLED', AttributeName }
      : { TimeToLiveStatus: 'DISABLED' },
  };
};

export const updateContinuousBackups = async (
  store: Store,
  request: BackupsRequest,
  now: Date,
): Promise<object> => {
  const { TableName, PointInTimeRecoverySpecification: asked } = request;
  await store.changeSettings(TableName, ({ ttlAttribute }) => {
    const kept = ttlAttribute === undefined ? {} : { ttlAttribute };
    const recovery = asked.PointInTimeRecoveryEnabled && { recoveryDays: asked.RecoveryPeriodInDays ?? 35 };
    return Promise.resolve({ settings: { ...kept, ...recovery } });
  });
  return describeContinuousBackups(store, request, now);
};

/** The setting is kept; no backups are. */
export const describeContinuousBackups = (store: Store, { TableName }: TableRequest, now: Date): object => {
  describedTable(store, TableName);
  const { recoveryDays }: TableSettings = store.settings(TableName);
  const restorable = now.getTime() / 1000;
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        recoveryDays === undefined
          ? { PointInTimeRecoveryStatus: 'DISABLED' }
          : {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: recoveryDays,
              EarliestRestorableDateTime: restorable,
              LatestRestorableDateTime: restorable,
            },
    },
  };
};
