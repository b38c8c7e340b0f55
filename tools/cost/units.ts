import * as z from 'zod';
import { tables } from '../../infra/tables.ts';
import { prices } from '../prices.ts';

/** What a call to DynamoDB is charged, in units. */
export type Units = { readonly reads: number; readonly writes: number };

const { readUnitBytes, writeUnitBytes, unitsInTransaction } = prices.dynamoDb;
/** Of a row that is changed nobody sees the size in the call: heads, doors and marks of ours take less than this. */
const changedRowUnits = 2;

const item = z.record(z.string(), z.record(z.string(), z.unknown()));
type Item = z.infer<typeof item>;
const request = z.looseObject({ ConsistentRead: z.boolean().default(false) });
const found = z.looseObject({ Item: item.optional(), Items: z.array(item).default([]) });
const batch = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()).default({}) });
const batchFound = z.looseObject({ Responses: z.record(z.string(), z.array(item)).default({}) });
const keysOf = z.looseObject({ Keys: z.array(z.unknown()), ConsistentRead: z.boolean().default(false) });
const put = z.looseObject({ Item: item });
const transaction = z.looseObject({
  TransactItems: z.array(
    z.record(z.string(), z.looseObject({ Item: item.optional(), Key: item.optional() })),
  ),
});

/** Near the size DynamoDB counts: names and values, base64 as the bytes it stands for. */
const bytesOf = (row: Item): number =>
  Object.entries(row).reduce((sum, [name, value]) => {
    const written = JSON.stringify(value);
    return sum + name.length + ('B' in value ? Math.ceil((written.length * 3) / 4) : written.length);
  }, 0);

const readUnits = (rows: readonly Item[], consistent: boolean): number =>
  Math.max(1, Math.ceil(rows.reduce((sum, row) => sum + bytesOf(row), 0) / readUnitBytes)) *
  (consistent ? 1 : 0.5);
const writeUnits = (row: Item): number => Math.ceil(bytesOf(row) / writeUnitBytes);

/** A head stands in the indexes as well, which are written outside the transaction. */
const indexUnits = (key: Item): number =>
  JSON.stringify(key).includes('"HEAD"') ? tables.cases.indexes.length : 0;

const unitsOfTransaction = (body: unknown): number =>
  transaction
    .parse(body)
    .TransactItems.flatMap((one) => Object.entries(one))
    .reduce((sum, [kind, { Item, Key }]) => {
      const units = Item ? writeUnits(Item) : changedRowUnits;
      const indexed = kind === 'ConditionCheck' ? 0 : indexUnits(Item ?? Key ?? {});
      return sum + units * unitsInTransaction + indexed;
    }, 0);

/** @throws {Error} for a call nobody has said the charge of */
export const unitsOfCall = (operation: string, body: unknown, answer: unknown): Units => {
  const none = { reads: 0, writes: 0 };
  switch (operation) {
    case 'GetItem':
    case 'Query': {
      const { Item, Items } = found.parse(answer);
      return { ...none, reads: readUnits(Item ? [Item] : Items, request.parse(body).ConsistentRead) };
    }
    case 'BatchGetItem': {
      const { Responses } = batchFound.parse(answer);
      const reads = Object.entries(batch.parse(body).RequestItems).map(([table, asked]) => {
        const { Keys, ConsistentRead } = keysOf.parse(asked);
        const rows = (Responses[table] ?? []).map((row) => readUnits([row], ConsistentRead));
        // What is not there is read, too.
        return rows.reduce(
          (sum, units) => sum + units,
          (Keys.length - rows.length) * readUnits([], ConsistentRead),
        );
      });
      return { ...none, reads: reads.reduce((sum, units) => sum + units, 0) };
    }
    case 'PutItem':
      return { ...none, writes: writeUnits(put.parse(body).Item) };
    case 'UpdateItem':
    case 'DeleteItem':
      return { ...none, writes: changedRowUnits };
    case 'BatchWriteItem': {
      const requests = Object.values(batch.parse(body).RequestItems);
      return {
        ...none,
        writes: z.array(z.array(z.unknown())).parse(requests).flat().length * changedRowUnits,
      };
    }
    case 'TransactWriteItems':
      return { ...none, writes: unitsOfTransaction(body) };
    default:
      throw new Error(`What is ${operation} charged?`);
  }
};

/** The two kinds of requests S3 charges; to delete is free. @throws {Error} for a call nobody has said the charge of */
export const s3ChargeOf = (operation: string | undefined): 'put' | 'get' | 'free' => {
  switch (operation) {
    case 'PutObject':
    case 'CopyObject':
    case 'ListObjectsV2':
      return 'put';
    case 'GetObject':
    case 'HeadObject':
      return 'get';
    case 'DeleteObject':
    case 'DeleteObjects':
      return 'free';
    case undefined:
    default:
      throw new Error(`What is ${operation ?? 'this call of S3'} charged?`);
  }
};
