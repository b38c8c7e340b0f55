import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { RegisterEntryChange } from '../../../domain/casework/change/case-store.ts';
import type { EntryPlace, SealedRegisterEntry } from '../../../domain/register/register-store.ts';
import { logEndsAt } from '../../../domain/register/log-retention.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { queryPage } from '../client/query.ts';
import { updateItem } from '../client/update.ts';
import {
  caseKeys,
  dueRegister,
  entryOfRegister,
  inPartition,
  itemIsNew,
  keyAttributes,
  partitionOf,
  sortKeyOf,
  type ItemKey,
} from '../item-keys.ts';
import { registerEntryRow } from './rows.ts';

export const entriesUnder = async (
  client: DynamoDBClient,
  table: string,
  blindKeys: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, readonly EntryPlace[]>> => {
  const pages = blindKeys.map(async (blindKey) => {
    const rows = await queryPage(client, {
      TableName: table,
      KeyConditionExpression: inPartition,
      ExpressionAttributeValues: toAttributes({ ':partition': caseKeys.matchOf(blindKey) }),
      ProjectionExpression: keyAttributes,
      Limit: limit,
    });
    return [blindKey, rows.map((row) => ({ id: sortKeyOf(row) }))] as const;
  });
  return new Map(await Promise.all(pages));
};

export const readRegisterEntries = async (
  client: DynamoDBClient,
  table: string,
  places: readonly EntryPlace[],
): Promise<readonly SealedRegisterEntry[]> => {
  if (places.length === 0) return [];
  const keys = [...new Set(places.map(({ id }) => id))].map(caseKeys.registerEntry);
  const rows = (await batchGet(client, { [table]: keys }))[table] ?? [];
  return rows.flatMap((row) => {
    const entry = tryRow(registerEntryRow, row);
    return entry ? [{ id: entryOfRegister(partitionOf(row)), ...entry }] : [];
  });
};

const later = (one: Date, other: Date): Date => (one > other ? one : other);

const asBefore = (revision: number) => ({
  condition: '#revision = :before',
  values: { before: revision },
});

/**
 * The row of an entry. It has no time to live: its index rows would stay behind. The scheduled function looks at it when
 * its case must be gone and its last decision is not kept any more.
 */
const entryItem = (
  table: string,
  { entry, before, ofCase }: RegisterEntryChange,
  hardLimit: Date,
): TransactWriteItem => {
  const { id, channel, revision, sealed, matchKeys } = entry;
  const key = caseKeys.registerEntry(id);
  const kept = ofCase?.keptUntil;
  const lookAt = kept === undefined ? hardLimit : later(hardLimit, logEndsAt(kept));
  const row = {
    ...{ channel, revision, sealed, matchKeys },
    ...(ofCase && { ...dueRegister(lookAt), caseId: ofCase.caseId, keptUntil: kept }),
  };
  if (before) {
    const remove = ofCase && kept === undefined ? ['keptUntil'] : [];
    return { Update: updateItem({ table, key, set: row, remove, ...asBefore(before.revision) }) };
  }
  return {
    Put: { TableName: table, Item: toAttributes({ ...key, ...row }), ConditionExpression: itemIsNew },
  };
};

/**
 * The rows of an entry: itself, what says that its case has it, and an index row under each of its blind keys, of which
 * those are written and deleted that change.
 * @param hardLimit of the case that changes
 */
export const registerItems = (
  table: string,
  change: RegisterEntryChange,
  hardLimit: Date,
): readonly TransactWriteItem[] => {
  const { entry, before, ofCase } = change;
  const put = (key: ItemKey): TransactWriteItem => ({ Put: { TableName: table, Item: toAttributes(key) } });
  const had = new Set(before?.matchKeys);
  const has = new Set(entry.matchKeys);
  return [
    entryItem(table, change, hardLimit),
    ...(ofCase && !before ? [put(caseKeys.registered(ofCase.caseId, entry.id))] : []),
    ...[...has].filter((key) => !had.has(key)).map((key) => put(caseKeys.match(key, entry.id))),
    ...[...had]
      .filter((key) => !has.has(key))
      .map((key) => ({ Delete: { TableName: table, Key: toAttributes(caseKeys.match(key, entry.id)) } })),
  ];
};
