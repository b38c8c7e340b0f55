import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { contentTimeToLive } from '../../../domain/retention/expiry.ts';
import type { SealedStatistic } from '../../../domain/statistics/sealed-statistic.ts';
import type { OpenDoor } from '../../../domain/thread/open-thread.ts';
import { toAttributes } from '../client/attributes.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { caseKeys, itemIsNew, isQueued } from '../item-keys.ts';
import { statisticItems } from '../rows/statistic-rows.ts';

/** The mark of a thread, without a time and without anything of the answer, and the row that counts it. */
export const countAnswer = async (
  client: DynamoDBClient,
  tables: TableNames,
  { caseId, thread, hardLimit }: OpenDoor['door'],
  row: SealedStatistic,
): Promise<'counted' | 'answered-before' | 'case-gone'> => {
  const Item = toAttributes({ ...caseKeys.surveyed(caseId, thread), ttl: contentTimeToLive(hardLimit) });
  const result = await transact<'answered-before' | 'case-gone'>(client, [
    {
      name: 'answered-before',
      item: { Put: { TableName: tables.cases, Item, ConditionExpression: itemIsNew } },
    },
    {
      name: 'case-gone',
      item: {
        ConditionCheck: {
          TableName: tables.cases,
          Key: toAttributes(caseKeys.head(caseId)),
          ConditionExpression: isQueued,
        },
      },
    },
    ...statisticItems(tables.cases, [row]),
  ]);
  if (result.kind === 'written') return 'counted';
  return result.failed.has('case-gone') ? 'case-gone' : 'answered-before';
};
