import {
  TransactWriteItemsCommand,
  TransactionCanceledException,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../../domain/kernel/fault.ts';
import { retryAfterSeconds } from '../../aws/error-kind.ts';
import { storageFault } from './send.ts';

/** An item of a transaction by a name, which tells whether its condition failed. */
export type NamedItem<Name extends string> = { readonly name: Name; readonly item: TransactWriteItem };

export type TransactionResult<Name extends string> =
  | { readonly kind: 'written' }
  /** The names of the items whose conditions failed. */
  | { readonly kind: 'refused'; readonly failed: ReadonlySet<Name> };

/** Items that one transaction holds. */
export const mostItems = 100;

const mostAttempts = 6;

/**
 * Writes all items or none. Where more than one condition can fail, the items have names. A conflict with another transaction on the same item is tried again with growing pauses;
 * throttling and time-outs are faults. The SDK sends one idempotency token with all its attempts, so a time-out after
 * the write went through is not a second write.
 * @throws {Fault} `storage-busy` when conflicts or throttling do not end, else `storage-…` as the call failed
 */
export const transact = async <Name extends string = never>(
  client: DynamoDBClient,
  items: readonly (TransactWriteItem | { readonly name: Name; readonly item: TransactWriteItem })[],
): Promise<TransactionResult<Name>> => {
  const TransactItems = items.map((one) => ('item' in one ? one.item : one));
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      return { kind: 'written' };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw storageFault(error);
      const codes = error.CancellationReasons?.map((reason) => reason.Code) ?? [];
      if (codes.includes('ConditionalCheckFailed')) {
        const named = items.map((one) => ('item' in one ? [one.name] : []));
        const failed = named.filter((_, index) => codes[index] === 'ConditionalCheckFailed').flat();
        return { kind: 'refused', failed: new Set(failed) };
      }
      if (!codes.includes('TransactionConflict')) throw cancelledFault(codes);
      if (attempt === mostAttempts) throw new Fault('storage-busy', retryAfterSeconds);
      await pause(attempt);
    }
  }
};

const cancelledFault = (codes: readonly (string | undefined)[]): Fault =>
  codes.includes('ThrottlingError') || codes.includes('ProvisionedThroughputExceeded')
    ? new Fault('storage-busy', retryAfterSeconds)
    : new Fault('storage-refused');

// Full jitter: two writers that met once should not meet again.
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
