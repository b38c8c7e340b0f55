import { ScanCommand, type DynamoDBClient, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { toAttributes, type Attributes } from '../../../functions/adapters/dynamodb/client/attributes.ts';
import { batchGet } from '../../../functions/adapters/dynamodb/client/batch-get.ts';
import {
  caseKeys,
  isAt,
  itemIsNew,
  keyOf,
  sortKeyOf,
  teamKeys,
  vaultKeys,
  type ItemKey,
} from '../../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../../functions/adapters/dynamodb/client/query.ts';
import type { TableNames } from '../../../functions/adapters/dynamodb/client/tables.ts';
import { transact } from '../../../functions/adapters/dynamodb/client/transact.ts';
import type { TableName } from '../../tables.ts';
import {
  caseOf,
  restoreDecisionOf,
  restoreDecisions,
  type RestoreDecision,
  type LiveRows,
} from './restore-decision.ts';
import { formerRows, noFormerRows } from './former-rows.ts';

export type Restore = {
  readonly client: DynamoDBClient;
  /** The table that point-in-time recovery has made. */
  readonly from: string;
  readonly table: TableName;
  readonly live: TableNames;
  readonly now: Date;
  readonly overwrite: boolean;
  /** Without it nothing is written. */
  readonly write: boolean;
};

export type Restored = {
  readonly counts: ReadonlyMap<RestoreDecision, number>;
  /** Cases of which something was left out. */
  readonly erasedCases: ReadonlySet<string>;
  /** Rows that somebody changed between the look and the write. */
  readonly changedMeanwhile: number;
};

/** Rows looked at together; each needs up to three rows of the live tables, which are read in one call of a hundred. */
const pageSize = 30;

/**
 * Copies a restored table back into the live one, row by row. Rows of `cases` are written only while the case still has
 * its keys, in the same transaction; none is written over one that came in the meantime.
 */
export const restoreTable = async (restore: Restore): Promise<Restored> => {
  const { client, from, table, live, write } = restore;
  const counts = new Map<RestoreDecision, number>(
    Object.keys(restoreDecisions).map((decision) => [decision as RestoreDecision, 0]),
  ); // Its own keys.
  const erasedCases = new Set<string>();
  let changedMeanwhile = 0;
  const memberIds = table === 'team' ? await membersNow(client, live.team) : undefined;
  const former = table === 'team' ? await formerRows(client, from, live.team) : noFormerRows;
  let start: Attributes | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: from, ConsistentRead: true, Limit: pageSize, ExclusiveStartKey: start }),
    );
    start = page.LastEvaluatedKey;
    const rows = page.Items ?? [];
    const found = await liveRows(restore, rows);
    for (const row of rows) {
      const decision = restoreDecisionOf(table, row, { ...found(row), memberIds, former }, restore);
      counts.set(decision, (counts.get(decision) ?? 0) + 1);
      const belongs = caseOf(table, row);
      if (decision === 'erased' && belongs !== 'unreadable' && belongs.caseId !== undefined)
        erasedCases.add(belongs.caseId);
      if (!write || (decision !== 'copied' && decision !== 'replaced')) continue;
      if (!(await put(restore, row, decision))) changedMeanwhile += 1;
    }
  } while (start);
  return { counts, erasedCases, changedMeanwhile };
};

const membersNow = async (
  client: DynamoDBClient,
  table: string,
): Promise<ReadonlySet<string> | undefined> => {
  const rows = await queryPartition(client, table, teamKeys.members());
  return rows.length === 0 ? undefined : new Set(rows.map(sortKeyOf));
};

const caseIdOf = (table: TableName, row: Attributes): string | undefined => {
  const belongs = caseOf(table, row);
  return belongs === 'unreadable' ? undefined : belongs.caseId;
};

/** What the live tables hold under the keys of these rows, and of the cases they belong to. */
const liveRows = async (
  { client, table, live }: Restore,
  rows: readonly Attributes[],
): Promise<(row: Attributes) => Omit<LiveRows, 'memberIds' | 'former'>> => {
  const caseIds = [...new Set(rows.flatMap((row) => caseIdOf(table, row) ?? []))];
  const wanted: Record<'vault' | 'cases' | 'team', ItemKey[]> = { vault: [], cases: [], team: [] };
  wanted[table].push(...rows.map(keyOf));
  wanted.vault.push(...caseIds.map(vaultKeys.case));
  wanted.cases.push(...caseIds.map(caseKeys.head));
  // One read may name a key only once.
  const once = (keys: readonly ItemKey[]): ItemKey[] => [
    ...new Map(keys.map((key) => [JSON.stringify(key), key])).values(),
  ];
  const found = await batchGet(client, {
    [live.vault]: once(wanted.vault),
    [live.cases]: once(wanted.cases),
    [live.team]: once(wanted.team),
  });
  const at = (name: string, key: ItemKey) => found[name]?.find((row) => isAt(row, key));
  return (row) => {
    const caseId = caseIdOf(table, row);
    return {
      same: at(live[table], keyOf(row)),
      vault: caseId === undefined ? undefined : at(live.vault, vaultKeys.case(caseId)),
      head: caseId === undefined ? undefined : at(live.cases, caseKeys.head(caseId)),
    };
  };
};

/** @returns whether it was written */
const put = async (
  { client, table, live, now }: Restore,
  row: Attributes,
  decision: 'copied' | 'replaced',
): Promise<boolean> => {
  const Put = { TableName: live[table], Item: row };
  const item: TransactWriteItem = {
    Put: decision === 'copied' ? { ...Put, ConditionExpression: itemIsNew } : Put,
  };
  const caseId = caseIdOf(table, row);
  const guards: TransactWriteItem[] =
    table === 'cases' && caseId !== undefined
      ? [
          {
            ConditionCheck: {
              TableName: live.vault,
              Key: toAttributes(vaultKeys.case(caseId)),
              ConditionExpression: 'attribute_exists(threads) AND expiresAt > :now',
              ExpressionAttributeValues: toAttributes({ ':now': now.toISOString() }),
            },
          },
        ]
      : [];
  return (await transact(client, [...guards, item])).kind === 'written';
};
