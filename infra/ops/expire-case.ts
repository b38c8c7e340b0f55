import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseRow } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { batchGet } from '../../functions/adapters/dynamodb/client/batch-get.ts';
import { caseKeys, dueAt, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { vaultDoorsRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import type { TableNames } from '../../functions/adapters/dynamodb/client/tables.ts';
import { updateExisting } from '../../functions/adapters/dynamodb/client/update-existing.ts';
import { addDays } from '../../functions/domain/kernel/clock.ts';

/** For rehearsals: puts the end of a case that somebody has opened a day into the past, in every row that has one. */
export const expireCase = async (
  client: DynamoDBClient,
  tables: TableNames,
  caseId: string,
  now: Date,
): Promise<void> => {
  const yesterday = addDays(now, -1);
  const set = { expiresAt: yesterday.toISOString() };
  const found = await batchGet(client, { [tables.vault]: [vaultKeys.case(caseId)] });
  const [row] = found[tables.vault] ?? [];
  if (row === undefined) throw new Error('the vault has no such case');
  const { doors } = parseRow(vaultDoorsRow, row);
  const keys = [vaultKeys.case(caseId), ...Object.values(doors).flat().map(vaultKeys.door)];
  for (const key of keys) await updateExisting(client, { table: tables.vault, key, set });
  const head = caseKeys.head(caseId);
  await updateExisting(client, { table: tables.cases, key: head, set: dueAt(yesterday) });
};
