import dynalite, { type BatchOperation, type Level, type Snapshot, type Table } from 'dynalite/db/index.js';
import { refusal } from './refusals.ts';
import { allWith, rowKeys } from './row-keys.ts';

/** DynamoDB's limit for one item, in bytes. */
const maxItemSize = 400 * 1024;

/** All rows of a database, tables and their settings included, as they lie in LevelDB. */
export type StoredRows = readonly (readonly [key: string, value: unknown])[];

export type TableSettings = { readonly ttlAttribute?: string; readonly recoveryDays?: number };

/** A database folder that cannot be opened. */
export class DatabaseFolderError extends Error {
  readonly code: 'in-use' | 'unreadable';

  constructor(code: 'in-use' | 'unreadable', options: ErrorOptions) {
    super(
      code === 'in-use' ? 'Another process has the database open.' : 'The database cannot be read.',
      options,
    );
    this.code = code;
  }
}

/**
 * All tables in one LevelDB. Every change is one batch, which LevelDB writes whole or not at all, and changes
 * run one after the other; readers use a snapshot where they read more than one row.
 */
export class Store {
  readonly options = { maxItemSize };
  readonly level: Level;
  readonly #tables = new Map<string, Table>();
  readonly #settings = new Map<string, TableSettings>();
  #lastChange: Promise<unknown> = Promise.resolve();
  #writes = 0;

  private constructor(level: Level) {
    this.level = level;
  }

  /**
   * @param path the LevelDB folder; in memory when absent.
   * @param rows what it begins with, beside what is in the folder
   * @throws {DatabaseFolderError}
   */
  static async open(path: string | undefined, rows: StoredRows = []): Promise<Store> {
    const { db: level } = dynalite.create(path === undefined ? {} : { path });
    try {
      await level.open();
      if (rows.length > 0) await level.batch(rows.map(([key, value]) => ({ type: 'put', key, value })));
      const store = new Store(level);
      for await (const [, row] of level.iterator(allWith(rowKeys.tables))) store.#rememberTable(row);
      return store;
    } catch (error) {
      throw new DatabaseFolderError(isLocked(error) ? 'in-use' : 'unreadable', { cause: error });
    }
  }

  #rememberTable(row: unknown): void {
    // Table rows are written by createTable alone.
    const table = row as Table;
    this.#tables.set(table.TableName, table);
    const settings = this.level.getSync(rowKeys.tableSettings(table.TableName));
    // Settings rows are written by changeSettings alone.
    if (settings !== undefined) this.#settings.set(table.TableName, settings as TableSettings);
  }

  table(name: string): Table {
    const table = this.#tables.get(name);
    if (table === undefined) throw refusal('ResourceNotFoundException', 'Requested resource not found');
    return table;
  }

  tableNames(): string[] {
    return [...this.#tables.keys()].sort();
  }

  /** The attribute a table or its index is partitioned by. */
  partitionKey(name: string, index: string | undefined): string | undefined {
    const table = this.#tables.get(name);
    const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = table ?? {};
    const shape =
      index === undefined
        ? table
        : [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].find(({ IndexName }) => IndexName === index);
    return shape?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  }

  settings(table: string): TableSettings {
    return this.#settings.get(table) ?? {};
  }

  addTable(table: Table): Promise<void> {
    return this.alone(async () => {
      if (this.#tables.has(table.TableName)) {
        throw refusal('ResourceInUseException', `Table already exists: ${table.TableName}`);
      }
      await this.#write([{ type: 'put', key: rowKeys.table(table.TableName), value: table }]);
      this.#tables.set(table.TableName, table);
    });
  }

  removeTable(name: string): Promise<Table> {
    return this.alone(async () => {
      const table = this.table(name);
      const rows: BatchOperation[] = [rowKeys.table(name), rowKeys.tableSettings(name)].map(del);
      for (const prefix of [rowKeys.items(name), rowKeys.indexes(name), rowKeys.expiries(name)]) {
        for await (const key of this.level.keys(allWith(prefix))) rows.push(del(key));
      }
      await this.#write(rows);
      this.#tables.delete(name);
      this.#settings.delete(name);
      return table;
    });
  }

  /** Stores settings of a table together with rows that follow from them. */
  changeSettings(
    table: string,
    work: (before: TableSettings) => Promise<{ settings: TableSettings; rows?: readonly BatchOperation[] }>,
  ): Promise<void> {
    return this.alone(async () => {
      this.table(table);
      const { settings, rows = [] } = await work(this.settings(table));
      await this.#write([{ type: 'put', key: rowKeys.tableSettings(table), value: settings }, ...rows]);
      this.#settings.set(table, settings);
    });
  }

  /** Runs `work` alone among all changes, then writes its rows in one atomic batch. */
  change<T>(work: () => Change<T> | Promise<Change<T>>): Promise<T> {
    return this.alone(async () => {
      const { result, rows } = await work();
      if (rows.length > 0) await this.#write(rows);
      return result;
    });
  }

  /** Runs `work` alone among all changes. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lastChange.then(work);
    this.#lastChange = done.catch(() => undefined);
    return done;
  }

  /** Runs `work` with one moment's view of all rows. */
  async atOneMoment<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const snapshot = this.level.snapshot();
    try {
      return await work(snapshot);
    } finally {
      await snapshot.close();
    }
  }

  async #write(rows: readonly BatchOperation[]): Promise<void> {
    this.#writes += 1;
    await this.level.batch(rows);
  }

  /** How often something was written: as long as it stays the same, so do the rows. */
  get writes(): number {
    return this.#writes;
  }

  /** All rows as they are when no change is under way. */
  rows(): Promise<StoredRows> {
    return this.alone(async () => {
      const rows: [string, unknown][] = [];
      for await (const row of this.level.iterator({})) rows.push(row);
      return rows;
    });
  }

  async close(): Promise<void> {
    await this.alone(() => this.level.close());
  }
}

export type Change<T> = { readonly result: T; readonly rows: readonly BatchOperation[] };

const del = (key: string): BatchOperation => ({ type: 'del', key });

const isLocked = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === 'LEVEL_LOCKED') || isLocked(error.cause));
