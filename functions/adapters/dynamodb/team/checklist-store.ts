import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ChecklistStore } from '../../../domain/review/checklist.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { queryPartition } from '../client/query.ts';
import { faultsOf } from '../client/send.ts';
import { caseKeys, checklistPartition } from '../item-keys.ts';
import { checklistRow } from '../rows/rows.ts';

/**
 * Who has ticked what of the checklist on which day, in the table `cases`.
 * @throws {Fault} when storage does not answer, from each of its calls
 */
export const checklistStore = (client: DynamoDBClient, table: string): ChecklistStore => ({
  ticks: async () =>
    (await queryPartition(client, table, checklistPartition)).flatMap((row) => {
      const tick = tryRow(checklistRow, row);
      return tick ? [tick] : [];
    }),

  async tick(tick) {
    const Item = toAttributes({ ...caseKeys.checklistTick(tick.point, tick.on), ...tick });
    await faultsOf(client.send(new PutItemCommand({ TableName: table, Item })));
  },
});
