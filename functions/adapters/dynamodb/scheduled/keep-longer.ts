import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import type { CaseVault } from '../../../domain/casework/change/case-store.ts';
import { contentTimeToLive, nextRetentionCheck, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { caseKeys, dueAt, isQueued, vaultKeys, type ItemKey } from '../item-keys.ts';
import { queryKeys } from '../client/query-keys.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateExisting } from '../client/update-existing.ts';
import { updateItem } from '../client/update.ts';

/** Both partitions have marks of what was sent, under sort keys that can be the same. */
const rowName = (key: ItemKey): string => JSON.stringify(key);

/** Keeps an unopened case longer in every row that has an expiry, and tells the team. */
export const keepLonger = async (
  client: DynamoDBClient,
  tables: TableNames,
  vault: CaseVault,
  until: {
    readonly expiresAt: Date;
    readonly nextActionAt: Date;
    /** What tells the team. */
    readonly putNotice: (timeToLive: number) => TransactWriteItem;
  },
): Promise<void> => {
  const { caseId } = vault;
  const expiresAt = until.expiresAt.toISOString();
  const contentTtl = contentTimeToLive(until.expiresAt);
  // The content first: should this stop half-way, keys still go before what they open.
  const keepRows = async (but: ReadonlySet<string>): Promise<Set<string>> => {
    // Without having opened it, members leave lines in its audit log: who stepped aside, who was assigned.
    const partitions = [caseKeys.thread(caseId, reporterThread), caseKeys.work(caseId)];
    const keys = (
      await Promise.all(partitions.map((partition) => queryKeys(client, tables.cases, partition)))
    ).flat();
    for (const key of keys.filter((one) => !but.has(rowName(one)))) {
      await updateExisting(client, { table: tables.cases, key, set: { ttl: contentTtl } });
    }
    return new Set(keys.map(rowName));
  };
  const kept = await keepRows(new Set());
  const vaultSet = { expiresAt, ttl: vaultTimeToLive(until.expiresAt) };
  const result = await transact(client, [
    {
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.case(caseId),
        set: vaultSet,
        condition: 'attribute_not_exists(openedAt) AND attribute_exists(threads)',
      }),
    },
    ...(vault.doors[reporterThread] ?? []).map((doorId) => ({
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.door(doorId),
        set: { ...vaultSet, hardLimit: expiresAt },
        condition: 'attribute_exists(wrappedThreadKey)',
      }),
    })),
    {
      Update: updateItem({
        table: tables.cases,
        key: caseKeys.head(caseId),
        set: {
          hardLimit: expiresAt,
          ...dueAt(until.nextActionAt, nextRetentionCheck(until.expiresAt, false)),
          ttl: contentTtl,
        },
        add: { version: 1 },
        condition: isQueued,
      }),
    },
    until.putNotice(contentTtl),
  ]);
  // A reply that was sent meanwhile was written with the old limit.
  if (result.kind === 'written') await keepRows(kept);
};
