import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { contentTimeToLive, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import type { LiveCase } from '../../../domain/sweep/retention-store.ts';
import { isThreadOver, retentionCheckAt, threadExpiry } from '../../../domain/thread/thread-limits.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';
import { caseKeys, dueAt, indexes, isQueued, queuedBy, vaultKeys } from '../item-keys.ts';
import { queueOrder, urgentSince } from '../rows/case-rows.ts';

type Until = {
  readonly expiresAt: Date;
  readonly first: Date;
  readonly nextActionAt: Date;
  readonly now: Date;
  /** What tells the team. */
  readonly putNotice: (timeToLive: number) => TransactWriteItem;
};

/**
 * Keeps an opened case until another time, no later than its hard limit, by which everything it holds is kept already: only
 * what says when its keys go is written anew, in the vault, its doors and the head.
 */
export const keepForNews = async (
  client: DynamoDBClient,
  tables: TableNames,
  { head, vault, dueKey }: LiveCase,
  { expiresAt, first, nextActionAt, now, putNotice }: Until,
): Promise<'kept' | 'changed-meanwhile'> => {
  const { caseId } = vault;
  // A closed case stands in its queue by when it goes.
  const nextDeadline =
    head.nextDeadline === vault.expiresAt.toISOString() ? expiresAt.toISOString() : head.nextDeadline;
  // A thread whose time is over goes by itself.
  const doors = Object.entries(vault.doors)
    .filter(([thread]) => !isThreadOver(vault, thread, now))
    .flatMap(([thread, ids]) => ids.map((id) => ({ thread, id })));
  const result = await transact(client, [
    {
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.case(caseId),
        set: {
          expiresAt: expiresAt.toISOString(),
          ttl: vaultTimeToLive(expiresAt),
          keptForNews: first.toISOString(),
        },
        condition: 'expiresAt = :seen AND attribute_exists(openedAt) AND attribute_exists(threads)',
        values: { seen: vault.expiresAt.toISOString() },
      }),
    },
    ...doors.map(({ thread, id }) => {
      const goes = threadExpiry(vault, thread, expiresAt);
      return {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.door(id),
          set: { expiresAt: goes.toISOString(), ttl: vaultTimeToLive(goes), nextDeadline },
          condition: 'attribute_exists(wrappedThreadKey)',
        }),
      };
    }),
    {
      Update: updateItem({
        table: tables.cases,
        key: caseKeys.head(caseId),
        set: {
          nextDeadline,
          ...queuedBy(queueOrder(true, nextDeadline, urgentSince(head))),
          ...dueAt(nextActionAt, retentionCheckAt({ ...vault, expiresAt }, now)),
        },
        // The version stays: for the team nothing has changed but when the case goes.
        condition: `${isQueued} AND ${indexes.due.sk} = :dueKey AND #version = :version`,
        names: { '#version': 'version' },
        values: { dueKey, version: head.version },
      }),
    },
    putNotice(contentTimeToLive(head.hardLimit)),
  ]);
  return result.kind === 'written' ? 'kept' : 'changed-meanwhile';
};
