import { QueryCommand, type DynamoDBClient, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import type {
  CaseStore,
  CaseVault,
  QueuePosition,
  QueueRow,
  StoredCase,
} from '../../../domain/casework/change/case-store.ts';
import { statisticRecord, statisticRecordNumber } from '../../../domain/casework/record/statistic-record.ts';
import { contentTimeToLive } from '../../../domain/retention/expiry.ts';
import { toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { changeItems, type ChangeRefusal } from './case-change-items.ts';
import { headOfRow, queuePartition, tryHead, tryVault, vaultOfRow } from '../rows/case-rows.ts';
import { eraseAtOnce } from './erase-at-once.ts';
import { findSent } from '../rows/find-sent.ts';
import {
  caseIdOfPartition,
  caseKeys,
  indexes,
  inQueue,
  isAt,
  partitionOf,
  threadOfSummary,
  vaultKeys,
  type ItemKey,
} from '../item-keys.ts';
import { newCaseItems } from './new-case-items.ts';
import { outboxItem } from '../rows/outbox-item.ts';
import { queryPartition } from '../client/query.ts';
import { recordRow, summaryRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { threadOfRows } from '../rows/thread-rows.ts';
import { mostItems, transact } from '../client/transact.ts';
import { readLogLines, readLogPage } from '../rows/log-rows.ts';
import { readStatistics } from '../rows/statistic-rows.ts';
import { entriesUnder, readRegisterEntries } from '../rows/register-rows.ts';
import { readAudit, readRecords, readRecordsPage } from '../rows/work-rows.ts';

const mostReadings = 3;

type QueueRead = {
  readonly start: ReturnType<typeof queueStart> | undefined;
  readonly limit: number;
  readonly forward: boolean;
};

/** What the team function does with cases. */
// eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
export const caseStore = (client: DynamoDBClient, tables: TableNames, randomId: () => string): CaseStore => {
  const readSummaries = async (
    caseId: string,
    threads: readonly string[],
  ): Promise<readonly Attributes[]> => {
    const keys = threads.map((thread) => caseKeys.summary(caseId, thread));
    return (await batchGet(client, { [tables.cases]: keys }))[tables.cases] ?? [];
  };

  const queueRows = async (partition: string, { start, limit, forward }: QueueRead): Promise<QueueRow[]> => {
    const rows: Attributes[] = [];
    let next = start;
    // One answer holds at most 1 MB, which is a page of rows many times over.
    do {
      const page: QueryCommandOutput = await faultsOf(
        client.send(
          new QueryCommand({
            TableName: tables.cases,
            IndexName: indexes.queue.name,
            KeyConditionExpression: `${indexes.queue.pk} = :queue`,
            ExpressionAttributeValues: { ':queue': { S: partition } },
            ScanIndexForward: forward,
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
  };

  return {
    queuePage: (channel, status, after, limit) => {
      const partition = queuePartition(channel, status);
      return queueRows(partition, { start: after && queueStart(partition, after), limit, forward: true });
    },
    queueEnd: (channel, status, before, limit) => {
      const partition = queuePartition(channel, status);
      return queueRows(partition, { start: before && queueStart(partition, before), limit, forward: false });
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
      const keptAt = caseKeys.record(caseId, statisticRecord.name, statisticRecordNumber);
      for (let attempt = 1; ; attempt++) {
        const found = await batchGet(client, {
          [tables.vault]: [vaultKeys.case(caseId)],
          [tables.cases]: [caseKeys.head(caseId), caseKeys.summary(caseId, reporterThread), keptAt],
        });
        const [vaultRow] = found[tables.vault] ?? [];
        const headRow = rowAt(found[tables.cases], caseKeys.head(caseId));
        // A tombstone is a head without a vault item.
        if (!vaultRow || !headRow) return undefined;
        const [head, vault] = [headOfRow(headRow), vaultOfRow(vaultRow)];
        // Not read at one moment: the case may have gone to another channel in between.
        if (head.channel !== vault.channel && attempt < mostReadings) continue;
        const others = Object.keys(vault.threads ?? {}).filter((thread) => thread !== reporterThread);
        const keptRow = rowAt(found[tables.cases], keptAt);
        return {
          head,
          vault,
          summaries: summariesOf(caseId, found[tables.cases]),
          keptStatistic: keptRow && tryRow(recordRow, keptRow),
          ...(others.length > 0 && {
            moreSummaries: async () => summariesOf(caseId, await readSummaries(caseId, others)),
          }),
        };
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
        return [{ head, vault, summaries: summariesOf(caseId, rows) }];
      });
    },

    readThread: async (caseId, thread) =>
      threadOfRows(await queryPartition(client, tables.cases, caseKeys.thread(caseId, thread))),

    readRecordsPage: (caseId, kind, wanted) =>
      readRecordsPage(client, tables.cases, { caseId, kind }, wanted),
    readRecords: (caseId, kind) => readRecords(client, tables.cases, caseId, kind),
    readAudit: (caseId, wanted) => readAudit(client, tables.cases, caseId, wanted),

    logLines: (channel, ids) => readLogLines(client, tables.cases, channel, ids),
    logPage: (channel, wanted, limit) => readLogPage(client, tables.cases, channel, { ...wanted, limit }),

    statisticsOf: (months) => readStatistics(client, tables.cases, months),

    entriesUnder: (blindKeys, limit) => entriesUnder(client, tables.cases, blindKeys, limit),
    registerEntries: (places) => readRegisterEntries(client, tables.cases, places),

    eraseAtOnce: (stored, statistics, now) => eraseAtOnce(client, tables, { ...stored, statistics }, now),

    async commit(change, now) {
      const items = changeItems(tables, change, now, randomId);
      if (items.length > mostItems) return 'too-many-rows';
      const result = await transact(client, items);
      if (result.kind === 'written') return 'committed';
      if (result.failed.has('already-sent')) return 'already-sent';
      return result.failed.has('files-gone') ? 'files-gone' : 'changed-meanwhile';
    },

    async commitTogether(changes, filed, now) {
      const changed = changes.flatMap((change) => changeItems(tables, change, now, randomId));
      const rows = filed ? newCaseItems(tables, filed).map(({ item }) => item) : [];
      const notice =
        filed && outboxItem(tables.cases, randomId(), filed.notice, contentTimeToLive(filed.expiresAt));
      const count = changed.length + rows.length + (notice ? 1 : 0);
      if (count > mostItems) return 'too-many-rows';
      const result = await transact<ChangeRefusal | 'already-filed'>(client, [
        ...changed,
        ...rows.map((item) => ({ name: 'already-filed' as const, item })),
        ...(notice ? [notice] : []),
      ]);
      if (result.kind === 'written') return 'committed';
      return result.failed.has('already-filed') ? 'already-filed' : 'changed-meanwhile';
    },

    findSent: (caseId, thread, sentKey) =>
      findSent(client, tables.cases, caseKeys.sent(caseId, thread, sentKey)),

    findSentRecord: (caseId, sentKey) => findSent(client, tables.cases, caseKeys.sentRecord(caseId, sentKey)),
  };
};

const rowAt = (rows: readonly Attributes[] = [], key: ItemKey): Attributes | undefined =>
  rows.find((row) => isAt(row, key));

/** The summaries of a case among these rows, by thread; one that does not parse is left out. */
const summariesOf = (caseId: string, rows: readonly Attributes[] = []): StoredCase['summaries'] =>
  new Map(
    rows.flatMap((row) => {
      const thread = threadOfSummary(caseId, row);
      const summary = thread === undefined ? undefined : tryRow(summaryRow, row);
      return thread === undefined || !summary ? [] : [[thread, summary] as const];
    }),
  );

const queueStart = (partition: string, { caseId, order }: QueuePosition) =>
  toAttributes({
    ...caseKeys.head(caseId),
    ...inQueue(partition, order),
  });
