import dynalite, { type Action } from 'dynalite/db/index.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import { RecordedWrites } from './item-rows.ts';
import { isException, refusal } from './refusals.ts';
import type { WriteRequest } from './requests.ts';
import { runAction } from './run-action.ts';
import type { Store } from './store.ts';

const writer =
  (action: Action) =>
  (store: Store, request: WriteRequest): Promise<object> =>
    store.change(async () => {
      const writes = new RecordedWrites(store);
      try {
        const result = await runAction(action, writes.actionStore, request);
        return { result, rows: writes.rows };
      } catch (error) {
        throw withItem(error, writes, request);
      }
    });

export const putOne = writer(putItem);
export const updateOne = writer(updateItem);
export const deleteOne = writer(deleteItem);

/** All of it in one LevelDB batch, which is more than DynamoDB promises for BatchWriteItem. */
export const batchWrite = (store: Store, request: object): Promise<object> =>
  store.change(async () => {
    const writes = new RecordedWrites(store);
    return { result: await runAction(batchWriteItem, writes.actionStore, request), rows: writes.rows };
  });

/** `ReturnValuesOnConditionCheckFailure: ALL_OLD` puts the item that failed the condition beside the error. */
const withItem = (error: unknown, writes: RecordedWrites, request: WriteRequest): unknown => {
  if (!isException(error, 'ConditionalCheckFailedException')) return error;
  if (request.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD' || writes.existing === undefined)
    return error;
  return refusal('ConditionalCheckFailedException', error.message, { Item: writes.existing });
};

/** Checks a condition and writes nothing. */
export const conditionCheck: Action = (store, request, done) => {
  // Validated as a DeleteItem request, which has these fields.
  const { TableName, Key } = request as WriteRequest;
  store.getTable(TableName, (error, table) => {
    if (error || table === undefined) {
      done(error);
      return;
    }
    const problem = dynalite.validateKey(Key, table);
    if (problem) {
      done(problem);
      return;
    }
    store.getItemDb(TableName).get(dynalite.createKey(Key, table), (fault, existing) => {
      done(fault ?? dynalite.checkConditional(request, existing), {});
    });
  });
};
