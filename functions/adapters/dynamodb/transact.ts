import {
  TransactWriteItemsCommand,
  TransactionCanceledException,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../domain/fault.ts';
import { retryAfterSeconds } from '../aws/error-kind.ts';
import { storageFault } from './send.ts';

export type TransactionResult =
  | { readonly kind: 'written' }
  /** Whether the condition of each item failed, in the order of the items. */
  | { readonly kind: 'refused'; readonly failed: readonly boolean[] };

const mostAttempts = 6;

/**
 * Writes all items or none. A conflict with another transaction on the same item is tried again with growing pauses;
 * throttling and time-outs are faults. The SDK sends one idempotency token with all its attempts, so a time-out after
 * the write went through is not a second write.
 */
export const transact = async (
  client: DynamoDBClient,
  items: readonly TransactWriteItem[],
): Promise<TransactionResult> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
      return { kind: 'written' };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw storageFault(error);
      const codes = error.CancellationReasons?.map((reason) => reason.Code) ?? [];
      if (codes.includes('ConditionalCheckFailed')) {
        return { kind: 'refused', failed: codes.map((code) => code === 'ConditionalCheckFailed') };
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
