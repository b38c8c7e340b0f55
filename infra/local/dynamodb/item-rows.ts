import { Readable } from 'node:stream';
import dynalite, {
  type ActionStore,
  type BatchOperation,
  type IndexRows,
  type ItemRows,
  type Range,
  type Snapshot,
  type Table,
  type WireItem,
} from 'dynalite/db/index.js';
import { allWith, rowKeys } from './row-keys.ts';
import type { Store } from './store.ts';

const noWrites = (): never => {
  throw new Error('a reading action writes');
};

/** Takes the place of dynalite's store while an action reads. `start` is the query's ExclusiveStartKey. */
export const readingStore = (
  store: Store,
  options: { readonly snapshot?: Snapshot; readonly start?: WireItem | undefined } = {},
): ActionStore => ({
  options: store.options,
  getTable: tableReader(store),
  getItemDb: (table) => ({
    lock: noWrites,
    put: noWrites,
    del: noWrites,
    get: (key, done) => done(null, readItem(store, table, key, options.snapshot)),
    createValueStream: (range) => values(store, rowKeys.items(table), range),
  }),
  getIndexDb: (_type, table, index) => ({
    put: noWrites,
    del: noWrites,
    createValueStream: (range) => {
      const prefix = rowKeys.index(table, index);
      return values(store, prefix, afterStart(range, options.start, store.table(table)));
    },
  }),
});

/** Collects what an action writes, as rows for one batch. */
export class RecordedWrites {
  readonly rows: BatchOperation[] = [];
  readonly #store: Store;
  #existing: WireItem | undefined;
  #key = '';

  /** Takes the place of dynalite's store while an action writes one item. */
  readonly actionStore: ActionStore;

  constructor(store: Store) {
    this.#store = store;
    this.actionStore = {
      options: store.options,
      getTable: tableReader(store),
      getItemDb: (table) => this.#itemRows(table),
      getIndexDb: (_type, table, index) => this.#indexRows(table, index),
    };
  }

  /** The item the last action found in its place. */
  get existing(): WireItem | undefined {
    return this.#existing;
  }

  #itemRows(table: string): ItemRows {
    const prefix = rowKeys.items(table);
    return {
      // Changes already run one after the other.
      lock: (_key, work) => work((done) => done),
      get: (key, done) => {
        this.#key = key;
        this.#existing = readItem(this.#store, table, key);
        done(null, this.#existing);
      },
      put: (key, item, done) => {
        this.#moveExpiry(table, item);
        this.rows.push({ type: 'put', key: prefix + key, value: item });
        done(null);
      },
      del: (key, done) => {
        this.#moveExpiry(table, undefined);
        if (this.#existing !== undefined) this.rows.push({ type: 'del', key: prefix + key });
        done(null);
      },
      createValueStream: noWrites,
    };
  }

  #indexRows(table: string, index: string): IndexRows {
    // Dynalite tells rows with equal index keys apart by 24 bits of a hash; the item's own key makes it exact.
    const rowKey = (key: string): string => `${rowKeys.index(table, index)}${key}/${this.#key}`;
    return {
      put: (key, item, done) => {
        this.rows.push({ type: 'put', key: rowKey(key), value: item });
        done(null);
      },
      del: (key, done) => {
        this.rows.push({ type: 'del', key: rowKey(key) });
        done(null);
      },
      createValueStream: noWrites,
    };
  }

  #moveExpiry(table: string, item: WireItem | undefined): void {
    const attribute = this.#store.settings(table).ttlAttribute;
    if (attribute === undefined) return;
    const before = expiryOf(this.#existing, attribute);
    const after = expiryOf(item, attribute);
    if (before === after) return;
    if (before !== undefined) {
      this.rows.push({ type: 'del', key: rowKeys.expiry(table, before, this.#key) });
    }
    if (after !== undefined && item !== undefined) this.rows.push(expiryRow(this.#store, table, after, item));
  }
}

/** Points from an expiry to its item; the value is the item's primary key. */
export const expiryRow = (
  store: Store,
  table: string,
  epochSeconds: number,
  item: WireItem,
): BatchOperation => {
  const shape = store.table(table);
  const names = shape.KeySchema.map(({ AttributeName }) => AttributeName);
  const key = Object.fromEntries(names.map((name) => [name, item[name]]));
  return {
    type: 'put',
    key: rowKeys.expiry(table, epochSeconds, dynalite.createKey(item, shape)),
    value: key,
  };
};

/** The second an item expires; undefined when it has no such attribute or it is no usable number. */
export const expiryOf = (item: WireItem | undefined, attribute: string): number | undefined => {
  const seconds = Number(item?.[attribute]?.N);
  return Number.isSafeInteger(seconds) && seconds > 0 && seconds < 1e12 ? seconds : undefined;
};

export const readItem = (
  store: Store,
  table: string,
  key: string,
  snapshot?: Snapshot,
): WireItem | undefined =>
  // Item rows are written by RecordedWrites alone, and only with items dynalite has validated.
  store.level.getSync(rowKeys.items(table) + key, snapshot && { snapshot }) as WireItem | undefined;

const tableReader = (store: Store): ActionStore['getTable'] => {
  return (name, check, done) => {
    const answer = typeof check === 'function' ? check : done;
    let table: Table;
    try {
      table = store.table(name);
    } catch (error) {
      answer?.(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    answer?.(null, table);
  };
};

/** A page of an index goes on after the exact row of the start key: see the row keys of `RecordedWrites`. */
const afterStart = (range: Range, start: WireItem | undefined, table: Table): Range => {
  if (start === undefined) return range;
  const exact = (bound: string): string => `${bound}/${dynalite.createKey(start, table)}`;
  if (range.reverse === true) return range.lt === undefined ? range : { ...range, lt: exact(range.lt) };
  return range.gt === undefined ? range : { ...range, gt: exact(range.gt) };
};

const values = (store: Store, prefix: string, range: Range): Readable => {
  const { gt, gte, lt, lte, reverse = false, limit = -1 } = range;
  const all = allWith(prefix);
  return Readable.from(
    store.level.values({
      reverse,
      limit,
      ...(gt !== undefined ? { gt: prefix + gt } : { gte: gte === undefined ? all.gte : prefix + gte }),
      ...(lte !== undefined ? { lte: prefix + lte } : { lt: lt === undefined ? all.lt : prefix + lt }),
    }),
  );
};
