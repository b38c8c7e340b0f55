import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { itemExists } from '../item-keys.ts';
import { storageFault } from './send.ts';
import { updateItem, type UpdateParts } from './update.ts';

/**
 * Updates an item that exists; one that is gone stays gone, where a plain update would make half an item.
 * @throws {Fault} `storage-…` when the call fails
 */
export const updateExisting = async (
  client: DynamoDBClient,
  parts: Omit<UpdateParts, 'condition'>,
): Promise<void> => {
  try {
    await client.send(new UpdateItemCommand(updateItem({ ...parts, condition: itemExists })));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw storageFault(error);
  }
};
