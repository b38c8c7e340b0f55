import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SealedLogLine } from '../../../domain/register/sealed-log-line.ts';
import { tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { caseKeys, sortKeyOf } from '../item-keys.ts';
import { logLineRow } from './rows.ts';

const nothing = { version: 1, suite: 1, keyRing: '', epoch: 1, bytes: new Uint8Array(0) } as const;

/** A row that does not parse keeps its place, with nothing in it that opens. */
export const logLineOfRow = (row: Attributes): SealedLogLine => ({
  id: sortKeyOf(row),
  ...(tryRow(logLineRow, row) ?? { revision: 0, sealed: nothing }),
});

export const readLogLines = async (
  client: DynamoDBClient,
  table: string,
  channel: string,
  ids: readonly string[],
): Promise<SealedLogLine[]> => {
  if (ids.length === 0) return [];
  const keys = ids.map((id) => caseKeys.logLine(channel, id));
  return ((await batchGet(client, { [table]: keys }))[table] ?? []).map(logLineOfRow);
};
