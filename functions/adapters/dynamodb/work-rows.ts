import type * as z from 'zod';
import { QueryCommand, type DynamoDBClient, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { NotesWanted, SealedNotes } from '../../domain/case/case-store.ts';
import type { SealedAuditEntry } from '../../domain/case/audit.ts';
import type { SealedTask } from '../../domain/case/task.ts';
import { tryRow, type Attributes } from './attributes.ts';
import { caseKeys, inPartitionBetween, sortKey, sortKeyOf } from './item-keys.ts';
import { queryAll } from './query.ts';
import { auditRow, noteRow, taskRow } from './rows.ts';
import { faultsOf } from './send.ts';

type KeyOf = (caseId: string, number: number) => ReturnType<typeof caseKeys.note>;

/** The highest number that a key of six digits holds. */
const lastNumber = 999_999;

const numbered = (
  table: string,
  caseId: string,
  key: KeyOf,
  last = lastNumber,
  first = 0,
): QueryCommandInput => ({
  TableName: table,
  KeyConditionExpression: inPartitionBetween,
  ExpressionAttributeValues: {
    ':partition': { S: caseKeys.work(caseId) },
    ':first': { S: sortKey(key(caseId, first)) },
    ':last': { S: sortKey(key(caseId, last)) },
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

/** One call: DynamoDB ends a page at `limit` rows or 1 MB. */
export const readNotes = async (
  client: DynamoDBClient,
  table: string,
  caseId: string,
  { before = lastNumber + 1, limit }: NotesWanted,
): Promise<SealedNotes> => {
  const query = numbered(table, caseId, caseKeys.note, before - 1);
  const { Items = [], LastEvaluatedKey } = await faultsOf(
    client.send(new QueryCommand({ ...query, ScanIndexForward: false, Limit: limit })),
  );
  const notes = parsed(Items, noteRow, (number) => ({ number, sealed: nothing }));
  return { notes, more: LastEvaluatedKey !== undefined };
};

export const readTasks = async (
  client: DynamoDBClient,
  table: string,
  caseId: string,
): Promise<SealedTask[]> =>
  parsed(await queryAll(client, numbered(table, caseId, caseKeys.task)), taskRow, (number) => ({
    number,
    revision: 0,
    sealed: nothing,
  }));

export const readAudit = async (
  client: DynamoDBClient,
  table: string,
  caseId: string,
  { first, last }: { readonly first: number; readonly last: number | undefined },
): Promise<SealedAuditEntry[]> =>
  parsed(
    await queryAll(client, numbered(table, caseId, caseKeys.audit, last, first)),
    auditRow,
    (number) => ({
      number,
      sealed: nothing,
      hash: nothing,
    }),
  );
