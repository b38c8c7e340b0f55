import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LogPeriod } from '../../../domain/register/log-store.ts';
import type { SealedLogLine } from '../../../domain/register/sealed-log-line.ts';
import { toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { queryAtMost } from '../client/query.ts';
import { caseKeys, inPartitionBetween, logDays, sortKeyOf } from '../item-keys.ts';
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

/** So many lines of the usual size are within the 1 MB of an answer. */
const linesInCall = 300;

/** The newest first. A call for every 300 lines asked for, whether there are so many or not: calls tell no number. */
export const readLogPage = async (
  client: DynamoDBClient,
  table: string,
  channel: string,
  {
    from,
    until,
    before,
    limit,
  }: LogPeriod & { readonly before?: string | undefined; readonly limit: number },
): Promise<SealedLogLine[]> => {
  const rows: Attributes[] = [];
  const keyAfter = (): Attributes | undefined => {
    const last = rows.at(-1);
    const id = last ? sortKeyOf(last) : before;
    return id === undefined ? undefined : toAttributes(caseKeys.logLine(channel, id));
  };
  for (let call = 0; call < Math.ceil(limit / linesInCall); call++) {
    const wanted = Math.min(linesInCall, limit - rows.length);
    const input = {
      TableName: table,
      KeyConditionExpression: inPartitionBetween,
      ExpressionAttributeValues: toAttributes({
        ':partition': caseKeys.logOf(channel),
        ...logDays({ from, until }),
      }),
      ScanIndexForward: false,
      Limit: wanted,
    };
    rows.push(...(await queryAtMost(client, { ...input, ExclusiveStartKey: keyAfter() }, wanted)));
  }
  return rows.map(logLineOfRow);
};
