import { ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Service } from './service.ts';

/** Everything that is stored in the three tables, for telling whether anything has changed. */
export const stored = async ({ dynamo, emulators }: Service): Promise<string> => {
  const rows: string[] = [];
  for (const TableName of Object.values(emulators.tables)) {
    let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
    do {
      const page: ScanCommandOutput = await dynamo.send(
        new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey }),
      );
      rows.push(...(page.Items ?? []).map((row) => JSON.stringify(row)));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }
  return rows.sort().join('\n');
};
