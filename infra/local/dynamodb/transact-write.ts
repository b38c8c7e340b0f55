import { createHash } from 'node:crypto';
import dynalite, { type Action, type BatchOperation, type WireItem } from 'dynalite/db/index.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import { Refusal } from '../refusal.ts';
import { RecordedWrites } from './item-rows.ts';
import { invalid, isException, refusal } from './refusals.ts';
import {
  validatePart,
  writeKinds,
  type TransactWriteRequest,
  type WriteKind,
  type WriteRequest,
} from './requests.ts';
import { rowKeys } from './row-keys.ts';
import { runAction } from './run-action.ts';
import type { Store } from './store.ts';
import { conditionCheck } from './write-items.ts';

/** DynamoDB remembers a ClientRequestToken for 10 minutes, in milliseconds. */
export const tokenLifetime = 10 * 60 * 1000;
/** DynamoDB's limit for all items of a transaction together, in bytes. */
const maxTransactionSize = 4 * 1024 * 1024;

const actions: Record<WriteKind, Action> = {
  ConditionCheck: conditionCheck,
  Put: putItem,
  Delete: deleteItem,
  Update: updateItem,
};

type Write = { readonly kind: WriteKind; readonly request: WriteRequest };
type Reason = { readonly Code: string; readonly Message?: string; readonly Item?: WireItem };
/** What is remembered of a transaction that went through; `at` in epoch milliseconds. */
export type RememberedToken = { readonly requestHash: string; readonly at: number };

const none: Reason = { Code: 'None' };

/**
 * TransactWriteItems: every item is validated first, every condition is checked against one moment, and
 * everything is written in one LevelDB batch, with index rows and the request token.
 * @throws {Refusal} TransactionCanceledException with a reason per item, IdempotentParameterMismatchException,
 *   ValidationException or ResourceNotFoundException.
 */
export const transactWrite = (store: Store, request: TransactWriteRequest, now: Date): Promise<object> => {
  const requestHash = hashOf(request);
  const writes = request.TransactItems.map(readWrite);
  for (const { kind, request: part } of writes) validatePart(store, writeKinds[kind].custom, part);
  for (const { kind, request: part } of writes) {
    if (kind === 'ConditionCheck' && !Object.hasOwn(part, 'ConditionExpression')) {
      throw invalid("The parameter 'ConditionExpression' is required but was not present in the request");
    }
    store.table(part.TableName);
  }
  refuseDuplicates(store, writes);

  return store.change(async () => {
    const token = request.ClientRequestToken;
    const result = consumed(request, writes);
    if (token !== undefined && isRepeated(store, token, requestHash, now)) return { result, rows: [] };

    const { rows, reasons } = await collect(store, writes);
    if (reasons.some(({ Code }) => Code !== 'None')) throw canceled(reasons);
    return { result, rows: token === undefined ? rows : [...rows, tokenRow(token, requestHash, now)] };
  });
};

const readWrite = (item: TransactWriteRequest['TransactItems'][number]): Write => {
  const [first, ...more] = Object.entries(item);
  if (first === undefined || more.length > 0) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  // The types of the request let only the four kinds through.
  return { kind: first[0] as WriteKind, request: first[1] };
};

const refuseDuplicates = (store: Store, writes: readonly Write[]): void => {
  const seen = new Set<string>();
  for (const { kind, request } of writes) {
    const table = store.table(request.TableName);
    const names = table.KeySchema.map(({ AttributeName }) => AttributeName);
    const item = kind === 'Put' ? request.Item : request.Key;
    const key = JSON.stringify([request.TableName, names.map((name) => item[name])]);
    if (seen.has(key)) throw invalid('Transaction request cannot include multiple operations on one item');
    seen.add(key);
  }
};

const collect = async (store: Store, writes: readonly Write[]) => {
  const recorded = new RecordedWrites(store);
  const reasons: Reason[] = [];
  for (const { kind, request } of writes) {
    try {
      await runAction(actions[kind], recorded.actionStore, request);
      reasons.push(none);
    } catch (error) {
      reasons.push(reasonOf(error, recorded, request));
    }
  }
  refuseTooLarge(recorded.rows);
  return { rows: recorded.rows, reasons };
};

const reasonOf = (error: unknown, recorded: RecordedWrites, request: WriteRequest): Reason => {
  if (isException(error, 'ConditionalCheckFailedException')) {
    const withItem = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && recorded.existing;
    const reason = { Code: 'ConditionalCheckFailed', Message: error.message };
    return withItem ? { ...reason, Item: withItem } : reason;
  }
  if (isException(error, 'ValidationException')) return { Code: 'ValidationError', Message: error.message };
  throw error;
};

const canceled = (reasons: readonly Reason[]): Refusal => {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return refusal(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
};

const refuseTooLarge = (rows: readonly BatchOperation[]): void => {
  const size = rows.reduce(
    (sum, row) =>
      // Item rows are validated items; index rows are no part of a transaction's size.
      row.type === 'put' && row.key.startsWith('item~')
        ? sum + dynalite.itemSize(row.value as WireItem)
        : sum,
    0,
  );
  if (size > maxTransactionSize) {
    throw invalid('Transaction request size exceeds the maximum allowed size of 4194304 bytes');
  }
};

const isRepeated = (store: Store, token: string, requestHash: string, now: Date): boolean => {
  // Token rows are written by tokenRow alone.
  const row = store.level.getSync(rowKeys.requestToken(token)) as RememberedToken | undefined;
  if (row === undefined || now.getTime() - row.at >= tokenLifetime) return false;
  if (row.requestHash === requestHash) return true;
  throw refusal(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request.',
  );
};

const tokenRow = (token: string, requestHash: string, now: Date): BatchOperation => {
  const value: RememberedToken = { requestHash, at: now.getTime() };
  return { type: 'put', key: rowKeys.requestToken(token), value };
};

const hashOf = (request: TransactWriteRequest): string =>
  createHash('sha256').update(canonical(request.TransactItems)).digest('base64');

/** JSON with sorted names, so that equal requests are equal whatever the order they were written in. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** A transactional write counts twice. Only Put says its size; the others are counted as one unit each. */
const consumed = (request: TransactWriteRequest, writes: readonly Write[]): object => {
  if (request.ReturnConsumedCapacity !== 'TOTAL' && request.ReturnConsumedCapacity !== 'INDEXES') return {};
  const units = new Map<string, number>();
  for (const { kind, request: part } of writes) {
    const item = kind === 'Put' ? part.Item : undefined;
    const more = 2 * dynalite.capacityUnits(item, false, true);
    units.set(part.TableName, (units.get(part.TableName) ?? 0) + more);
  }
  return {
    ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })),
  };
};
