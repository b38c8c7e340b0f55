import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { caseKeys, indexes, itemExists } from '../item-keys.ts';
import type { TableNames } from '../client/tables.ts';
import { updateItem } from '../client/update.ts';

/**
 * Seconds by which the row of an object outlives the rows of its case, which may be kept longer: an old form that comes
 * back would make it again, as one that nothing was attached to.
 */
export const outlivesBy = 400 * 24 * 3600;

/**
 * Says of the objects of an entry, in the transaction that writes it, that they are attached: the sweep passes over them
 * from then on. Refused when one of them was swept.
 */
export const attachedItems = (
  tables: TableNames,
  objects: readonly string[],
  ttl: number,
): TransactWriteItem[] =>
  objects.map((objectId) => ({
    Update: updateItem({
      table: tables.cases,
      key: caseKeys.upload(objectId),
      set: { attached: true, ttl: ttl + outlivesBy },
      remove: [indexes.due.pk, indexes.due.sk],
      condition: `${itemExists} AND attribute_not_exists(swept)`,
    }),
  }));

/** The ids of an entry's objects as its row holds them, in clear: they are random, and erased with it without a key. */
export const entryObjects = (objects: readonly string[]) =>
  objects.length > 0 ? { objects: [...objects] } : {};
