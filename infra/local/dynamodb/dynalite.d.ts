/** The parts of dynalite 4.0.0 used here; it is CommonJS without types of its own. */

declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream';

  export type WireValue = Readonly<Record<string, unknown>>;
  export type WireItem = Readonly<Record<string, WireValue>>;
  export type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: string }[];
  export type TableIndex = {
    readonly IndexName: string;
    readonly KeySchema: KeySchema;
    readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
  };
  export type Table = {
    readonly TableName: string;
    readonly TableStatus: string;
    readonly KeySchema: KeySchema;
    readonly AttributeDefinitions: readonly {
      readonly AttributeName: string;
      readonly AttributeType: string;
    }[];
    readonly GlobalSecondaryIndexes?: readonly TableIndex[];
    readonly LocalSecondaryIndexes?: readonly TableIndex[];
  };
  export type Done<T = unknown> = (error?: Error | null, result?: T) => void;
  export type Range = {
    readonly gt?: string;
    readonly gte?: string;
    readonly lt?: string;
    readonly lte?: string;
    readonly reverse?: boolean;
    readonly limit?: number;
  };

  export type Snapshot = { close(): Promise<void> };
  export type BatchOperation =
    | { readonly type: 'put'; readonly key: string; readonly value: unknown }
    | { readonly type: 'del'; readonly key: string };
  /** The LevelDB (or in-memory) database underneath, with JSON values. */
  export type Level = {
    open(): Promise<void>;
    close(): Promise<void>;
    getSync(key: string, options?: { readonly snapshot: Snapshot }): unknown;
    batch(operations: readonly BatchOperation[]): Promise<void>;
    snapshot(): Snapshot;
    keys(range: Range): AsyncIterable<string>;
    values(range: Range): AsyncIterable<unknown>;
    iterator(range: Range): AsyncIterable<[string, unknown]>;
  };

  /** What an action needs of the store it runs against. */
  export type ItemRows = {
    lock(key: string, work: (release: (done: Done) => Done) => void): void;
    get(key: string, done: Done<WireItem>): void;
    put(key: string, item: WireItem, done: Done): void;
    del(key: string, done: Done): void;
    createValueStream(range: Range): Readable;
  };
  export type IndexRows = Pick<ItemRows, 'put' | 'del' | 'createValueStream'>;
  export type ActionStore = {
    readonly options: { readonly maxItemSize: number };
    getTable(name: string, checkStatus: boolean | Done<Table>, done?: Done<Table>): void;
    getItemDb(table: string): ItemRows;
    getIndexDb(type: string, table: string, index: string): IndexRows;
  };
  export type Action = (store: ActionStore, request: object, done: Done<object>) => void;

  export type Condition = { readonly _condition?: unknown; readonly Expected?: unknown };
  const db: {
    create(options: { path?: string }): { db: Level };
    createKey(item: WireItem, table: Table): string;
    createIndexKey(item: WireItem, table: Table, keySchema: KeySchema): string;
    validateKey(key: WireItem, table: Table): Error | null | undefined;
    checkConditional(request: Condition, existing: WireItem | undefined): Error | null | undefined;
    itemSize(item: WireItem): number;
    capacityUnits(item: WireItem | undefined, isRead: boolean, isConsistent: boolean): number;
    validationError(message: string): Error;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  import type { ActionStore } from 'dynalite/db/index.js';

  export type Types = Readonly<Record<string, string | object>>;
  export type Custom = (request: object, store: Pick<ActionStore, 'options'>) => string | undefined;
  const validations: {
    /** Drops fields it does not know. @throws a SerializationException on wrong JSON types. */
    checkTypes(request: object, types: Types): object;
    /** @throws a ValidationException; leaves parsed expressions in the request. */
    checkValidations(
      request: object,
      types: Types,
      custom: Custom | undefined,
      store: Pick<ActionStore, 'options'>,
    ): void;
    validateAttributeValue(value: object): string | undefined;
  };
  export default validations;
}

declare module 'dynalite/validations/*' {
  import type { Custom, Types } from 'dynalite/validations/index.js';
  const validation: { readonly types: Types; readonly custom?: Custom };
  export default validation;
}

declare module 'dynalite/actions/*' {
  import type { Action } from 'dynalite/db/index.js';
  const action: Action;
  export default action;
}
