import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { SealedStatistic } from '../../../domain/statistics/sealed-statistic.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { queryPartition } from '../client/query.ts';
import { caseKeys, sortKeyOf } from '../item-keys.ts';
import { statisticRow } from './rows.ts';

/** Rows outlive their case: none has a time to live. One that is written anew stands where it stood. */
export const statisticItems = (table: string, rows: readonly SealedStatistic[]): TransactWriteItem[] =>
  rows.map(({ month, id, sealed }) => ({
    Put: { TableName: table, Item: toAttributes({ ...caseKeys.statistic(month, id), sealed }) },
  }));

/** A row that is damaged, or of a release that sealed none, counts nothing. */
export const readStatistics = async (
  client: DynamoDBClient,
  table: string,
  months: readonly string[],
): Promise<SealedStatistic[]> => {
  const read = await Promise.all(
    [...new Set(months)].map(async (month) => {
      const rows = await queryPartition(client, table, caseKeys.statistics(month));
      return rows.flatMap((row) => {
        const parsed = tryRow(statisticRow, row);
        return parsed ? [{ month, id: sortKeyOf(row), ...parsed }] : [];
      });
    }),
  );
  return read.flat();
};
