import { QueryCommand, type DynamoDBClient, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { reporterThread } from '../../domain/case/case-id.ts';
import type { CaseStore, CaseVault, QueuePosition, StoredCase } from '../../domain/case/case-store.ts';
import { contentTimeToLive } from '../../domain/retention/expiry.ts';
import { toAttributes, tryRow, type Attributes } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import { changeItems } from './case-change-items.ts';
import { headOfRow, queuePartition, tryHead, tryVault, vaultOfRow } from './case-rows.ts';
import { eraseAtOnce } from './erase-at-once.ts';
import { findSent } from './find-sent.ts';
import {
  caseIdOfPartition,
  caseKeys,
  indexes,
  inQueue,
  isAt,
  partitionOf,
  vaultKeys,
  type ItemKey,
} from './item-keys.ts';
import { newCaseItems } from './new-case-items.ts';
import { outboxItem } from './outbox-item.ts';
import { queryPartition } from './query.ts';
import { summaryRow } from './rows.ts';
import { faultsOf } from './send.ts';
import type { TableNames } from './tables.ts';
import { threadOfRows } from './thread-rows.ts';
import { transact } from './transact.ts';
import { readAudit, readNotes, readTasks } from './work-rows.ts';

const mostReadings = 3;

/** What the team function does with cases. */
export const caseStore = (client: DynamoDBClient, tables: TableNames, randomId: () => string): CaseStore => ({
  async queuePage(channel, status, after, limit) {
    const partition = queuePartition(channel, status);
    const rows: Attributes[] = [];
    let next = after && queueStart(partition, after);
    // One answer holds at most 1 MB, which is a page of rows many times over.
    do {
      const page: QueryCommandOutput = await faultsOf(
        client.send(
          new QueryCommand({
            TableName: tables.cases,
            IndexName: indexes.queue.name,
            KeyConditionExpression: `${indexes.queue.pk} = :queue`,
            ExpressionAttributeValues: { ':queue': { S: partition } },
            Limit: limit - rows.length,
            ExclusiveStartKey: next,
          }),
        ),
      );
      rows.push(...(page.Items ?? []));
      next = page.LastEvaluatedKey;
    } while (next && rows.length < limit);
    return rows.map((row) => ({
      caseId: caseIdOfPartition(partitionOf(row)),
      order: row[indexes.queue.sk]?.S ?? '',
      head: tryHead(row),
    }));
  },

  async vaults(caseIds) {
    // While an index catches up it can list a case twice, and one read may name a key only once.
    const keys = [...new Set(caseIds)].map((caseId) => vaultKeys.case(caseId));
    const found = await batchGet(client, { [tables.vault]: keys });
    const rows = found[tables.vault] ?? [];
    return new Map<string, CaseVault | 'unreadable'>(
      rows.map((row) => [caseIdOfPartition(partitionOf(row)), tryVault(row)]),
    );
  },

  async findCase(caseId) {
    for (let attempt = 1; ; attempt++) {
      const found = await batchGet(client, {
        [tables.vault]: [vaultKeys.case(caseId)],
        [tables.cases]: [caseKeys.head(caseId), caseKeys.summary(caseId, reporterThread)],
      });
      const [vaultRow] = found[tables.vault] ?? [];
      const headRow = rowAt(found[tables.cases], caseKeys.head(caseId));
      const summary = summaryAt(found[tables.cases], caseId);
      // A tombstone is a head without a vault item.
      if (!vaultRow || !headRow) return undefined;
      const [head, vault] = [headOfRow(headRow), vaultOfRow(vaultRow)];
      // Not read at one moment: the case may have gone to another channel in between.
      if (head.channel === vault.channel || attempt === mostReadings) return { head, vault, summary };
    }
  },

  async findCases(caseIds) {
    const ids = [...new Set(caseIds)];
    const found = await batchGet(client, {
      [tables.vault]: ids.map((caseId) => vaultKeys.case(caseId)),
      [tables.cases]: ids.flatMap((caseId) => [
        caseKeys.head(caseId),
        caseKeys.summary(caseId, reporterThread),
      ]),
    });
    const rows = found[tables.cases];
    return (found[tables.vault] ?? []).flatMap((row): StoredCase[] => {
      const vault = tryVault(row);
      const caseId = caseIdOfPartition(partitionOf(row));
      const headRow = rowAt(rows, caseKeys.head(caseId));
      const head = headRow && tryHead(headRow);
      if (vault === 'unreadable' || head === undefined || head === 'unreadable') return [];
      return [{ head, vault, summary: summaryAt(rows, caseId) }];
    });
  },

  readThread: async (caseId, thread) =>
    threadOfRows(await queryPartition(client, tables.cases, caseKeys.thread(caseId, thread))),

  readNotes: (caseId, wanted) => readNotes(client, tables.cases, caseId, wanted),
  readTasks: (caseId) => readTasks(client, tables.cases, caseId),
  readAudit: (caseId, wanted) => readAudit(client, tables.cases, caseId, wanted),

  eraseAtOnce: (stored, now) => eraseAtOnce(client, tables, stored, now),

  async commit(change, now) {
    const items = changeItems(tables, change, now, randomId);
    const result = await transact(
      client,
      items.map(({ item }) => item),
    );
    if (result.kind === 'written') return 'committed';
    const failed = items.filter((_, index) => result.failed[index]).map(({ refusal }) => refusal);
    if (failed.includes('already-sent')) return 'already-sent';
    return failed.includes('files-gone') ? 'files-gone' : 'changed-meanwhile';
  },

  async commitTogether(changes, filed, now) {
    const changed = changes
      .flatMap((change) => changeItems(tables, change, now, randomId))
      .map(({ item }) => item);
    const rows = filed ? newCaseItems(tables, filed) : [];
    const notice =
      filed && outboxItem(tables.cases, randomId(), filed.notice, contentTimeToLive(filed.expiresAt));
    const result = await transact(client, [...changed, ...rows, ...(notice ? [notice] : [])]);
    if (result.kind === 'written') return 'committed';
    return result.failed.slice(changed.length).includes(true) ? 'already-filed' : 'changed-meanwhile';
  },

  findSent: (caseId, thread, sentKey) =>
    findSent(client, tables.cases, caseKeys.sent(caseId, thread, sentKey)),

  findSentNote: (caseId, sentKey) => findSent(client, tables.cases, caseKeys.sentNote(caseId, sentKey)),
});

const rowAt = (rows: readonly Attributes[] = [], key: ItemKey): Attributes | undefined =>
  rows.find((row) => isAt(row, key));

const summaryAt = (rows: readonly Attributes[] | undefined, caseId: string): StoredCase['summary'] => {
  const row = rowAt(rows, caseKeys.summary(caseId, reporterThread));
  return row && tryRow(summaryRow, row);
};

const queueStart = (partition: string, { caseId, order }: QueuePosition) =>
  toAttributes({
    ...caseKeys.head(caseId),
    ...inQueue(partition, order),
  });
