import {
  UpdateItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Lease } from '../../../domain/sweep/lease.ts';
import { teamKeys } from '../item-keys.ts';
import { storageFault } from '../client/send.ts';
import { updateItem } from '../client/update.ts';

/**
 * Keeps two runs of the scheduled function from overlapping.
 * @throws {Fault} from its calls, `storage-…` when storage fails
 */
export const scheduledLease = (client: DynamoDBClient, teamTable: string, holder: string): Lease => {
  const update = async (
    parts: Pick<Parameters<typeof updateItem>[0], 'set' | 'condition' | 'values' | 'names'>,
  ) => {
    try {
      await client.send(
        new UpdateItemCommand(updateItem({ table: teamTable, key: teamKeys.lease(), ...parts })),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw storageFault(error);
    }
  };
  return {
    take: (now, seconds) =>
      update({
        // When it was last taken stays readable after it was given back: `npm run doctor` asks.
        set: { holder, heldUntil: now.getTime() + seconds * 1000, takenAt: now.toISOString() },
        condition: 'attribute_not_exists(heldUntil) OR heldUntil <= :now',
        values: { now: now.getTime() },
      }),
    giveBack: async () => {
      await update({ set: { heldUntil: 0 }, condition: 'holder = :holder', values: { holder } });
    },
  };
};
