import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { UploadStore, UploadSweepStore } from '../../../domain/attachment/upload-store.ts';
import { addDays, epochSeconds } from '../../../domain/kernel/clock.ts';
import { parseRow, toAttributes } from '../client/attributes.ts';
import {
  caseKeys,
  dueUpload,
  dueUploadsPartition,
  indexes,
  itemExists,
  objectIdOfPartition,
  partitionOf,
} from '../item-keys.ts';
import { queryPage } from '../client/query.ts';
import { budgetRow } from '../rows/rows.ts';
import { storageFault, faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { updateItem, type UpdateParts } from '../client/update.ts';

/** How long it is remembered that an object was swept: longer than any reference to it is good. */
const sweptDays = 30;
/** A budget's row outlives its day, for whoever looks what happened. */
const budgetDays = 3;

const isOpen = 'attribute_not_exists(attached) AND attribute_not_exists(swept)';
/** More than who presses a button again because an answer was lost. */
const mostKeeps = 10;
const mostFinishes = 10;

/** Writes if the condition holds. @returns whether it did @throws {Fault} */
const updateIf = async (client: DynamoDBClient, parts: UpdateParts): Promise<boolean> => {
  try {
    await client.send(new UpdateItemCommand(updateItem(parts)));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw storageFault(error);
  }
};

const takenOnDay = async (client: DynamoDBClient, tables: TableNames, day: string): Promise<number> => {
  const Key = toAttributes(caseKeys.budget(day));
  const { Item } = await faultsOf(client.send(new GetItemCommand({ TableName: tables.cases, Key })));
  return Item ? parseRow(budgetRow, Item).bytes : 0;
};

/** What every function that takes files puts down of them. */
export const uploadStore = (client: DynamoDBClient, tables: TableNames): UploadStore => ({
  async beginKeeping(objectId, sweepAt) {
    const begun = await updateIf(client, {
      table: tables.cases,
      key: caseKeys.upload(objectId),
      set: { ...dueUpload(sweepAt), ttl: epochSeconds(addDays(sweepAt, sweptDays)) },
      add: { keeps: 1 },
      condition: `${isOpen} AND (attribute_not_exists(keeps) OR keeps < :most)`,
      values: { most: mostKeeps },
    });
    if (begun) return 'begun';
    // Which of the conditions failed: a role that reads no row asks by a write that changes nothing.
    const isAttached = await updateIf(client, {
      table: tables.cases,
      key: caseKeys.upload(objectId),
      set: { attached: true },
      condition: 'attribute_exists(attached)',
    });
    return isAttached ? 'attached' : 'over';
  },

  beginFinishing: (objectId, now) =>
    updateIf(client, {
      table: tables.cases,
      key: caseKeys.upload(objectId),
      set: { ttl: epochSeconds(addDays(now, sweptDays)) },
      add: { finishes: 1 },
      condition: `${isOpen} AND (attribute_not_exists(finishes) OR finishes < :most)`,
      values: { most: mostFinishes },
    }),

  async takeFromDay(day, bytes, limit) {
    if (bytes > limit) return false;
    return updateIf(client, {
      table: tables.cases,
      key: caseKeys.budget(day),
      set: { ttl: epochSeconds(addDays(new Date(day), budgetDays)) },
      add: { bytes },
      condition: 'attribute_not_exists(#bytes) OR #bytes <= :room',
      values: { room: limit - bytes },
    });
  },

  async giveBackToDay(day, bytes) {
    await updateIf(client, {
      table: tables.cases,
      key: caseKeys.budget(day),
      add: { bytes: -bytes },
      condition: '#bytes >= :least',
      values: { least: bytes },
    });
  },

  takenOnDay: (day) => takenOnDay(client, tables, day),
});

/** What the scheduled function does with uploads. */
export const uploadSweepStore = (client: DynamoDBClient, tables: TableNames): UploadSweepStore => ({
  async dueUploads(now, limit) {
    const rows = await queryPage(client, {
      TableName: tables.cases,
      IndexName: indexes.due.name,
      KeyConditionExpression: `${indexes.due.pk} = :due AND ${indexes.due.sk} <= :now`,
      ExpressionAttributeValues: toAttributes({ ':due': dueUploadsPartition, ':now': now.toISOString() }),
      Limit: limit,
    });
    return rows.map((row) => objectIdOfPartition(partitionOf(row)));
  },

  async markSwept(objectId, now) {
    const swept = await updateIf(client, {
      table: tables.cases,
      key: caseKeys.upload(objectId),
      set: { swept: true, ttl: epochSeconds(addDays(now, sweptDays)) },
      condition: `${itemExists} AND attribute_not_exists(attached)`,
    });
    return swept ? 'swept' : 'attached';
  },

  async settleUpload(objectId) {
    await updateIf(client, {
      table: tables.cases,
      key: caseKeys.upload(objectId),
      remove: [indexes.due.pk, indexes.due.sk],
      condition: itemExists,
    });
  },

  takenOnDay: (day) => takenOnDay(client, tables, day),
});
