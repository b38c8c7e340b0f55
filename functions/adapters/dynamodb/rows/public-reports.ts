import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { PublicReport } from '../../../domain/transparency/transparency-store.ts';
import { tryRow } from '../client/attributes.ts';
import { queryPartition } from '../client/query.ts';
import { publicReportsPartition, sortKeyOf } from '../item-keys.ts';
import { publicReportRow } from './rows.ts';

/** Every published report, the earliest period first. A row that does not parse is left out of what everybody reads. */
export const readPublicReports = async (
  client: DynamoDBClient,
  table: string,
): Promise<readonly PublicReport[]> =>
  (await queryPartition(client, table, publicReportsPartition)).flatMap((row) => {
    const report = tryRow(publicReportRow, row);
    return report ? [{ id: sortKeyOf(row), ...report }] : [];
  });
