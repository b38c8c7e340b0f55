import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type {
  DueRegisterEntry,
  EntryKept,
  RegisterSweepStore,
} from '../../../domain/register/erase-entries.ts';
import { fullHour } from '../../../domain/kernel/clock.ts';
import { logEndsAt } from '../../../domain/register/log-retention.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { queryPage } from '../client/query.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateExisting } from '../client/update-existing.ts';
import { updateItem } from '../client/update.ts';
import {
  caseKeys,
  dueAt,
  dueKeyOf,
  dueRegisterPartition,
  entryOfRegister,
  indexes,
  itemExists,
  partitionOf,
  vaultKeys,
} from '../item-keys.ts';
import { keptEntryRow } from '../rows/rows.ts';

const entryKept = async (
  client: DynamoDBClient,
  table: string,
  id: string,
): Promise<EntryKept | undefined> => {
  const Key = toAttributes(caseKeys.registerEntry(id));
  const { Item } = await faultsOf(
    client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true })),
  );
  return Item && tryRow(keptEntryRow, Item);
};

/**
 * Says of the entry of an erased case that its case is gone, and puts it down for the end of its decisions, or at once.
 * Called again it does the same.
 */
export const releaseEntry = async (
  client: DynamoDBClient,
  table: string,
  id: string,
  now: Date,
): Promise<void> => {
  const kept = await entryKept(client, table, id);
  if (!kept) return;
  const { keptUntil } = kept;
  await updateExisting(client, {
    table,
    key: caseKeys.registerEntry(id),
    set: dueAt(keptUntil === undefined ? fullHour(now) : logEndsAt(keptUntil)),
    remove: ['caseId'],
  });
};

/** What the scheduled function does with entries of the register. */
export const registerSweepStore = (client: DynamoDBClient, tables: TableNames): RegisterSweepStore => {
  const stillDue = ({ dueKey }: DueRegisterEntry) => ({
    condition: `${itemExists} AND ${indexes.due.sk} = :seen`,
    values: { seen: dueKey },
  });

  return {
    async dueEntries(now, limit) {
      const rows = await queryPage(client, {
        TableName: tables.cases,
        IndexName: indexes.due.name,
        KeyConditionExpression: `${indexes.due.pk} = :due AND ${indexes.due.sk} <= :now`,
        ExpressionAttributeValues: toAttributes({ ':due': dueRegisterPartition, ':now': now.toISOString() }),
        Limit: limit,
      });
      return rows.map((row) => ({ id: entryOfRegister(partitionOf(row)), dueKey: dueKeyOf(row) }));
    },

    entryKept: (id) => entryKept(client, tables.cases, id),

    async isCaseThere(caseId) {
      const Key = toAttributes(vaultKeys.case(caseId));
      const { Item } = await faultsOf(
        client.send(new GetItemCommand({ TableName: tables.vault, Key, ConsistentRead: true })),
      );
      return Item !== undefined;
    },

    async putOff(due, until) {
      const key = caseKeys.registerEntry(due.id);
      await transact(client, [
        { Update: updateItem({ table: tables.cases, key, set: dueAt(until), ...stillDue(due) }) },
      ]);
    },

    async eraseEntry(due, matchKeys) {
      const deleted = (key: ReturnType<typeof caseKeys.match>) => ({
        TableName: tables.cases,
        Key: toAttributes(key),
      });
      const { condition, values } = stillDue(due);
      const result = await transact(client, [
        {
          Delete: {
            ...deleted(caseKeys.registerEntry(due.id)),
            ConditionExpression: condition,
            ExpressionAttributeValues: toAttributes({ ':seen': values.seen }),
          },
        },
        ...matchKeys.map((key) => ({ Delete: deleted(caseKeys.match(key, due.id)) })),
      ]);
      return result.kind === 'written' ? 'erased' : 'changed-meanwhile';
    },
  };
};
