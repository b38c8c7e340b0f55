import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Service } from '../harness/service.ts';

export type StoredItem = Readonly<Record<string, unknown>>;
export type TableContent = ReadonlyMap<string, StoredItem>;

/** Every item of a table by its key. */
export const contentOf = async (
  service: Service,
  table: keyof Service['emulators']['tables'],
): Promise<TableContent> => {
  const items = new Map<string, StoredItem>();
  let ExclusiveStartKey;
  do {
    const TableName = service.emulators.tables[table];
    const page: Awaited<ReturnType<typeof scan>> = await scan(service, TableName, ExclusiveStartKey);
    for (const item of page.Items ?? []) {
      const row = unmarshall(item);
      items.set(`${String(row.pk)} ${String(row.sk)}`, row);
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
};

const scan = (
  service: Service,
  TableName: string,
  ExclusiveStartKey: ScanCommand['input']['ExclusiveStartKey'],
) => service.dynamo.send(new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }));

/** How many cases are stored. */
export const countCases = async (service: Service): Promise<number> =>
  [...(await contentOf(service, 'cases')).keys()].filter((key) => key.endsWith(' HEAD')).length;

/** The items of all tables, to compare before and after what must store nothing. */
export const everythingStored = async (service: Service): Promise<unknown> =>
  Promise.all((['vault', 'cases', 'team'] as const).map((table) => contentOf(service, table)));
