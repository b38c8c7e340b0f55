import type * as z from 'zod';
import { QueryCommand, type DynamoDBClient, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CaseChange, CaseStore, CaseVault, QueuePosition } from '../../domain/case/case-store.ts';
import { contentTimeToLive, vaultTimeToLive } from '../../domain/retention/expiry.ts';
import { toAttributes, tryRow } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import {
  headOfRow,
  queueOrder,
  queuePartition,
  queueStatus,
  tryHead,
  tryVault,
  vaultOfRow,
} from './case-rows.ts';
import { findSent } from './find-sent.ts';
import {
  caseIdOfPartition,
  caseKeys,
  dueAt,
  indexes,
  inQueue,
  itemExists,
  itemIsNew,
  partitionOf,
  sortKeyOf,
  vaultKeys,
  type ItemKey,
} from './item-keys.ts';
import { outboxItem } from './outbox-item.ts';
import { queryPartition } from './query.ts';
import { auditRow, noteRow, taskRow } from './rows.ts';
import { faultsOf } from './send.ts';
import type { TableNames } from './tables.ts';
import { threadOfRows } from './thread-rows.ts';
import { transact } from './transact.ts';
import { updateItem } from './update.ts';

/** What the team function does with cases. */
export const caseStore = (client: DynamoDBClient, tables: TableNames, randomId: () => string): CaseStore => ({
  async queuePage(channel, status, after, limit) {
    const partition = queuePartition(channel, status);
    const page = await faultsOf(
      client.send(
        new QueryCommand({
          TableName: tables.cases,
          IndexName: indexes.queue.name,
          KeyConditionExpression: `${indexes.queue.pk} = :queue`,
          ExpressionAttributeValues: { ':queue': { S: partition } },
          Limit: limit,
          ExclusiveStartKey: after && queueStart(partition, after),
        }),
      ),
    );
    return (page.Items ?? []).map((row) => ({
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
    const found = await batchGet(client, {
      [tables.vault]: [vaultKeys.case(caseId)],
      [tables.cases]: [caseKeys.head(caseId)],
    });
    const [vault] = found[tables.vault] ?? [];
    const [head] = found[tables.cases] ?? [];
    // A tombstone is a head without a vault item.
    return vault && head && { head: headOfRow(head), vault: vaultOfRow(vault) };
  },

  readThread: async (caseId, thread) =>
    threadOfRows(await queryPartition(client, tables.cases, caseKeys.thread(caseId, thread))),

  async readWork(caseId) {
    const rows = await queryPartition(client, tables.cases, caseKeys.work(caseId));
    // A row that does not parse keeps its place, with nothing in it that opens.
    const parsed = <Row extends { readonly number: number }>(
      kind: string,
      schema: z.ZodType<Row>,
      broken: (number: number) => Row,
    ): Row[] =>
      rows
        .filter((row) => sortKeyOf(row).startsWith(`${kind}#`))
        .map((row) => tryRow(schema, row) ?? broken(Number(sortKeyOf(row).slice(kind.length + 1))));
    const nothing = new Uint8Array(0);
    return {
      notes: parsed('NOTE', noteRow, (number) => ({ number, sealed: nothing })),
      tasks: parsed('TASK', taskRow, (number) => ({ number, revision: 0, sealed: nothing })),
      audit: parsed('AUDIT', auditRow, (number) => ({ number, sealed: nothing, hash: nothing })),
    };
  },

  async commit(change, now) {
    const items = changeItems(tables, change, now, randomId);
    const result = await transact(
      client,
      items.map(({ item }) => item),
    );
    if (result.kind === 'written') return 'committed';
    const failed = items.filter((_, index) => result.failed[index]).map(({ refusal }) => refusal);
    return failed.includes('already-sent') ? 'already-sent' : 'changed-meanwhile';
  },

  findSent: (caseId, thread, sentKey) =>
    findSent(client, tables.cases, caseKeys.sent(caseId, thread, sentKey)),

  findSentNote: (caseId, sentKey) => findSent(client, tables.cases, caseKeys.sentNote(caseId, sentKey)),
});

const queueStart = (partition: string, { caseId, order }: QueuePosition) =>
  toAttributes({
    ...caseKeys.head(caseId),
    ...inQueue(partition, order),
  });

/** An item of the transaction, and what it means when its condition fails. */
type ChangeItem = {
  readonly item: TransactWriteItem;
  readonly refusal: 'changed-meanwhile' | 'already-sent';
};

const changeItems = (
  tables: TableNames,
  change: CaseChange,
  now: Date,
  randomId: () => string,
): ChangeItem[] => {
  const { before, after, thread, entry, note } = change;
  const { head, vault } = before;
  const { caseId, channel } = head;
  const expiresAt = change.expiresAt.toISOString();
  const keyTtl = vaultTimeToLive(change.expiresAt);
  const ttl = contentTimeToLive(head.hardLimit);
  const put = (
    key: ItemKey,
    row: Readonly<Record<string, unknown>>,
    refusal: ChangeItem['refusal'],
  ): ChangeItem => ({
    item: {
      Put: {
        TableName: tables.cases,
        Item: toAttributes({ ...key, ...row, ttl }),
        ConditionExpression: itemIsNew,
      },
    },
    refusal,
  });
  const doors = vault.doors[thread] ?? [];
  // Head and vault are read in one call but not at one moment: the vault must still be as it was read, or a change in
  // between (closing, or the first casework key) would be undone.
  const vaultUnchanged = [
    'attribute_not_exists(withdrawnAt)',
    'expiresAt > :now',
    'expiresAt = :before',
    ...(change.newCaseworkKey ? ['attribute_not_exists(sealedCaseworkKey)'] : []),
    ...(change.newSealedBrief ? ['sealedBrief.#bytes = :briefBefore'] : []),
  ].join(' AND ');
  return [
    {
      item: {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.case(caseId),
          set: {
            openedAt: change.openedAt.toISOString(),
            sealedCaseworkKey: change.newCaseworkKey,
            sealedBrief: change.newSealedBrief,
            expiresAt,
            ttl: keyTtl,
          },
          condition: vaultUnchanged,
          ...(change.newSealedBrief ? { names: { '#bytes': 'bytes' } } : {}),
          values: {
            now: now.toISOString(),
            before: vault.expiresAt.toISOString(),
            ...(change.newSealedBrief ? { briefBefore: vault.sealedBrief?.bytes } : {}),
          },
        }),
      },
      refusal: 'changed-meanwhile',
    },
    ...doors.map((doorId): ChangeItem => ({
      item: {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.door(doorId),
          set: {
            entries: after.entries,
            textBytes: after.textBytes,
            nextDeadline: after.nextDeadline,
            expiresAt,
            ttl: keyTtl,
          },
          condition: 'attribute_exists(wrappedThreadKey) AND expiresAt > :now',
          values: { now: now.toISOString() },
        }),
      },
      // Gone with its case, or closed by its reporter while the case goes on: the next reading tells.
      refusal: 'changed-meanwhile',
    })),
    {
      item: {
        Update: updateItem({
          table: tables.cases,
          key: caseKeys.head(caseId),
          set: {
            ...after,
            ...inQueue(
              queuePartition(channel, queueStatus(after.state)),
              queueOrder(after.unread, after.nextDeadline),
            ),
            ...dueAt(change.nextActionAt),
          },
          remove: after.assignee === undefined ? ['assignee'] : [],
          add: { version: 1 },
          condition: `${itemExists} AND #version = :before`,
          values: { before: head.version },
        }),
      },
      refusal: 'changed-meanwhile',
    },
    {
      item: {
        Put: {
          TableName: tables.cases,
          Item: toAttributes({
            ...caseKeys.summary(caseId, thread),
            revision: head.version + 1,
            sealed: change.sealedSummary,
            ttl,
          }),
        },
      },
      refusal: 'changed-meanwhile',
    },
    ...(entry
      ? [
          put(
            caseKeys.entry(caseId, thread, entry.number),
            { number: entry.number, sealed: entry.sealed },
            'changed-meanwhile',
          ),
        ]
      : []),
    ...(entry?.sentKey === undefined
      ? []
      : [put(caseKeys.sent(caseId, thread, entry.sentKey), { number: entry.number }, 'already-sent')]),
    ...(note
      ? [
          put(
            caseKeys.note(caseId, note.number),
            { number: note.number, sealed: note.sealed },
            'changed-meanwhile',
          ),
        ]
      : []),
    ...(note?.sentKey === undefined
      ? []
      : [put(caseKeys.sentNote(caseId, note.sentKey), { number: note.number }, 'already-sent')]),
    put(caseKeys.audit(caseId, change.audit.number), change.audit, 'changed-meanwhile'),
    ...(change.task
      ? [
          {
            item: {
              Put: {
                TableName: tables.cases,
                Item: toAttributes({ ...caseKeys.task(caseId, change.task.number), ...change.task, ttl }),
              },
            },
            refusal: 'changed-meanwhile' as const,
          },
        ]
      : []),
    ...change.notices.map((notice) => ({
      item: outboxItem(tables.cases, randomId(), notice, ttl),
      refusal: 'changed-meanwhile' as const,
    })),
  ];
};
