import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { StoredCase } from '../../../domain/casework/change/case-store.ts';
import type { SealedStatistic } from '../../../domain/statistics/sealed-statistic.ts';
import { fullHour } from '../../../domain/kernel/clock.ts';
import { vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { narrativeIdOf } from '../../../domain/narrative/released-narrative.ts';
import { toAttributes } from '../client/attributes.ts';
import { dueAt, indexes, isQueued, vaultKeys, caseKeys } from '../item-keys.ts';
import { statisticItems } from '../rows/statistic-rows.ts';
import { closeDoor, reporterAttributes } from '../reporter/reporter-doors.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

/** Takes every key of a case away, closes its doors and leaves the rest to the sweep; only of the case as it was read. */
export const eraseAtOnce = async (
  client: DynamoDBClient,
  tables: TableNames,
  erased: Pick<StoredCase, 'head' | 'vault'> & { readonly statistics: readonly SealedStatistic[] },
  now: Date,
): Promise<'erased' | 'changed-meanwhile'> => {
  const { head, vault, statistics } = erased;
  const { caseId } = head;
  // The full hour is past: the case is gone at once for every reader.
  const hour = fullHour(now);
  const at = hour.toISOString();
  const doors = Object.values(vault.doors).flat();
  const result = await transact(client, [
    {
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.case(caseId),
        set: { withdrawnAt: at, expiresAt: at, ttl: vaultTimeToLive(hour) },
        remove: ['threads', 'sealedBrief', 'sealedCaseworkKey', ...reporterAttributes],
        condition: 'attribute_not_exists(withdrawnAt) AND expiresAt > :now AND expiresAt = :before',
        values: { now: now.toISOString(), before: vault.expiresAt.toISOString() },
      }),
    },
    ...doors.map((doorId) => closeDoor(tables, doorId, { closed: 'erased', now })),
    ...statisticItems(tables.cases, statistics),
    { Delete: { TableName: tables.cases, Key: toAttributes(caseKeys.narrative(narrativeIdOf(caseId))) } },
    {
      Update: updateItem({
        table: tables.cases,
        key: caseKeys.head(caseId),
        set: dueAt(hour, hour),
        remove: [indexes.queue.pk, indexes.queue.sk],
        add: { version: 1 },
        condition: `${isQueued} AND #version = :before`,
        values: { before: head.version },
      }),
    },
  ]);
  return result.kind === 'written' ? 'erased' : 'changed-meanwhile';
};
