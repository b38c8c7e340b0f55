import type * as z from 'zod';
import { QueryCommand, type DynamoDBClient, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { SealedAuditEntry } from '../../../domain/audit/audit-log-line.ts';
import type { RecordsPage, RecordsWanted } from '../../../domain/casework/change/case-store.ts';
import type { SealedRecord } from '../../../domain/casework/record/sealed-record.ts';
import { tryRow, type Attributes } from '../client/attributes.ts';
import { caseKeys, inPartitionBetween, sortKey, sortKeyOf, type ItemKey } from '../item-keys.ts';
import { queryAll } from '../client/query.ts';
import { auditRow, recordRow } from './rows.ts';
import { faultsOf } from '../client/send.ts';

/** The highest number that a key of six digits holds. */
const lastNumber = 999_999;

/** Everything numbered from `first` to `last` whose keys `keyOf` makes. */
const numbered = (
  table: string,
  caseId: string,
  keyOf: (number: number) => ItemKey,
  { first = 0, last = lastNumber }: { readonly first?: number; readonly last?: number | undefined } = {},
): QueryCommandInput => ({
  TableName: table,
  KeyConditionExpression: inPartitionBetween,
  ExpressionAttributeValues: {
    ':partition': { S: caseKeys.work(caseId) },
    ':first': { S: sortKey(keyOf(first)) },
    ':last': { S: sortKey(keyOf(last)) },
  },
  ConsistentRead: true,
});

/** A row that does not parse, or is numbered otherwise than its key, keeps its place, with nothing in it that opens. */
const parsed = <Row extends { readonly number: number }>(
  rows: readonly Attributes[],
  schema: z.ZodType<Row>,
  broken: (number: number) => Row,
): Row[] =>
  rows.map((row) => {
    const number = Number(sortKeyOf(row).split('#')[1]);
    const parsedRow = tryRow(schema, row);
    return parsedRow?.number === number ? parsedRow : broken(number);
  });
const nothing = new Uint8Array(0);
const brokenRecord = (number: number): SealedRecord => ({ number, revision: 0, sealed: nothing });

/** One call: DynamoDB ends a page at `limit` rows or 1 MB. */
export const readRecordsPage = async (
  client: DynamoDBClient,
  table: string,
  place: { readonly caseId: string; readonly kind: string },
  { before = lastNumber + 1, limit }: RecordsWanted,
): Promise<RecordsPage> => {
  const { caseId, kind } = place;
  const keyOf = (number: number) => caseKeys.record(caseId, kind, number);
  const query = numbered(table, caseId, keyOf, { last: before - 1 });
  const { Items = [], LastEvaluatedKey } = await faultsOf(
    client.send(new QueryCommand({ ...query, ScanIndexForward: false, Limit: limit })),
  );
  return { records: parsed(Items, recordRow, brokenRecord), more: LastEvaluatedKey !== undefined };
};

export const readRecords = async (
  client: DynamoDBClient,
  table: string,
  caseId: string,
  kind: string,
): Promise<SealedRecord[]> => {
  const query = numbered(table, caseId, (number) => caseKeys.record(caseId, kind, number));
  return parsed(await queryAll(client, query), recordRow, brokenRecord);
};

export const readAudit = async (
  client: DynamoDBClient,
  table: string,
  caseId: string,
  { first, last }: { readonly first: number; readonly last: number | undefined },
): Promise<SealedAuditEntry[]> => {
  const query = numbered(table, caseId, (number) => caseKeys.audit(caseId, number), { first, last });
  return parsed(await queryAll(client, query), auditRow, (number) => ({
    number,
    sealed: nothing,
    hash: nothing,
  }));
};
