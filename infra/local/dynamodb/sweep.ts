import deleteItem from 'dynalite/actions/deleteItem.js';
import type { BatchOperation, WireItem } from 'dynalite/db/index.js';
import { expiryOf, RecordedWrites } from './item-rows.ts';
import { allWith, paddedSeconds, rowKeys } from './row-keys.ts';
import { runAction } from './run-action.ts';
import type { Store } from './store.ts';
import { tokenLifetime, type RememberedToken } from './transact-write.ts';

/** Items deleted in one go; writers wait meanwhile. */
const chunk = 100;

/**
 * Deletes every item whose time to live has passed, with its index rows, and forgets old request tokens.
 * DynamoDB may take days for it; here it is done with the sweep.
 * @returns how many items were deleted.
 */
export const sweep = async (store: Store, now: Date): Promise<number> => {
  let deleted = 0;
  for (const table of store.tableNames()) {
    for (;;) {
      const count = await store.change(async () => {
        const { rows, items } = await expired(store, table, now);
        return { result: items, rows };
      });
      deleted += count;
      if (count < chunk) break;
    }
  }
  await store.change(async () => ({ result: undefined, rows: await oldTokens(store, now) }));
  return deleted;
};

const expired = async (store: Store, table: string, now: Date) => {
  const writes = new RecordedWrites(store);
  const attribute = store.settings(table).ttlAttribute;
  let items = 0;
  if (attribute === undefined) return { rows: writes.rows, items };
  const { gte } = allWith(rowKeys.expiries(table));
  const lt = gte + paddedSeconds(Math.floor(now.getTime() / 1000));
  for await (const row of store.level.values({ gte, lt, limit: chunk })) {
    // Expiry rows hold the item's primary key.
    const request = { TableName: table, Key: row as WireItem };
    await runAction(deleteItem, writes.actionStore, request);
    if (expiryOf(writes.existing, attribute) !== undefined) items += 1;
  }
  return { rows: writes.rows, items };
};

const oldTokens = async (store: Store, now: Date): Promise<BatchOperation[]> => {
  const rows: BatchOperation[] = [];
  for await (const [key, row] of store.level.iterator(allWith(rowKeys.requestTokens))) {
    // Token rows are written by transactWrite alone.
    const { at } = row as RememberedToken;
    if (now.getTime() - at >= tokenLifetime) rows.push({ type: 'del', key });
  }
  return rows;
};
