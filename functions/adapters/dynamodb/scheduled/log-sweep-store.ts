import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LogSweepStore } from '../../../domain/register/erase-log-lines.ts';
import { toAttributes } from '../client/attributes.ts';
import { queryPage } from '../client/query.ts';
import { transact } from '../client/transact.ts';
import {
  caseKeys,
  channelOfLog,
  dueKeyOf,
  dueLogPartition,
  indexes,
  partitionOf,
  sortKeyOf,
} from '../item-keys.ts';

/** What the scheduled function does with lines of the enforcement log. */
export const logSweepStore = (client: DynamoDBClient, table: string): LogSweepStore => ({
  async dueLines(now, limit) {
    const rows = await queryPage(client, {
      TableName: table,
      IndexName: indexes.due.name,
      KeyConditionExpression: `${indexes.due.pk} = :due AND ${indexes.due.sk} <= :now`,
      ExpressionAttributeValues: toAttributes({ ':due': dueLogPartition, ':now': now.toISOString() }),
      Limit: limit,
    });
    return rows.map((row) => ({
      channel: channelOfLog(partitionOf(row)),
      id: sortKeyOf(row),
      dueKey: dueKeyOf(row),
    }));
  },

  async eraseLine({ channel, id, dueKey }) {
    const result = await transact(client, [
      {
        Delete: {
          TableName: table,
          Key: toAttributes(caseKeys.logLine(channel, id)),
          ConditionExpression: `${indexes.due.sk} = :due`,
          ExpressionAttributeValues: toAttributes({ ':due': dueKey }),
        },
      },
    ]);
    return result.kind === 'written' ? 'erased' : 'changed-meanwhile';
  },
});
