import { expect } from 'vitest';
import { ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { partitionOf, sortKeyOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import type { Service } from '../harness/service.ts';

export type Row = Record<string, AttributeValue>;
export type StoredTable = 'vault' | 'cases' | 'team';

/** Every row of a table. */
export const rowsOf = async (service: Service, table: StoredTable): Promise<Row[]> => {
  const rows: Row[] = [];
  let from: Row | undefined;
  do {
    const page = await service.dynamo.send(
      new ScanCommand({
        TableName: service.emulators.tables[table],
        ExclusiveStartKey: from,
        ConsistentRead: true,
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
};

/** `partition/sort key` of every row, sorted. */
export const keysOf = (rows: readonly Row[]): string[] =>
  rows.map((row) => `${partitionOf(row)}/${sortKeyOf(row)}`).sort();

/** Where a text stands anywhere in the three tables. */
export const rowsNaming = async (service: Service, text: string): Promise<string[]> => {
  const tables = await Promise.all(
    (['vault', 'cases', 'team'] as const).map((table) => rowsOf(service, table)),
  );
  return keysOf(tables.flat().filter((row) => JSON.stringify(row).includes(text)));
};

/** The vault holds no key and leads to no case: at most, of a door that was closed, that it was there. */
export const expectNothingOpens = async (service: Service): Promise<void> => {
  const left = await rowsOf(service, 'vault');
  for (const row of left) {
    expect(partitionOf(row)).toMatch(/^DOOR#/);
    expect(Object.keys(row).sort()).toEqual(['closed', 'expiresAt', 'pk', 'sk', 'ttl']);
  }
};
