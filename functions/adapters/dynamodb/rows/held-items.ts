import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ReleasedCase } from '../../../domain/held/released-case.ts';
import type { RingSealed } from '../../../domain/key-ring/ring-sealed.ts';
import { contentTimeToLive, nextRetentionCheck, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import { toAttributes } from '../client/attributes.ts';
import type { TableNames } from '../client/tables.ts';
import { updateItem } from '../client/update.ts';
import { caseKeys, due, heldKeys, inQueue, itemIsNew, vaultKeys, type ItemKey } from '../item-keys.ts';
import { queueOrder, queuePartition } from './case-rows.ts';
import { outboxItem } from './outbox-item.ts';

type Row = Readonly<Record<string, unknown>>;

const putNew = (table: string, key: ItemKey, row: Row): TransactWriteItem => ({
  Put: { TableName: table, Item: toAttributes({ ...key, ...row }), ConditionExpression: itemIsNew },
});

/** A message to the scheduled function, in the transaction of what it is about. */
export const heldInboxItem = (table: string, id: string, sealed: RingSealed): TransactWriteItem =>
  putNew(table, heldKeys.inbox(id), { sealed });

/** Makes a case of a report that waited: keys, doors, head, thread, notice. Each says that it still waits. */
export const releaseItems = (
  tables: TableNames,
  released: ReleasedCase,
  doors: readonly string[],
  { now, randomId }: { readonly now: Date; readonly randomId: () => string },
): TransactWriteItem[] => {
  const { caseId, expiresAt } = released;
  const ttl = contentTimeToLive(expiresAt);
  const thread = reporterThread;
  return [
    vaultItem(tables, released, now),
    ...doors.map((doorId) => doorItem(tables, released, doorId, now)),
    putNew(tables.cases, caseKeys.head(caseId), headOf(released)),
    {
      Update: updateItem({
        table: tables.cases,
        key: caseKeys.entry(caseId, thread, 1),
        set: { ttl },
        condition: 'attribute_exists(sealed)',
      }),
    },
    putNew(tables.cases, caseKeys.entry(caseId, thread, 2), {
      number: 2,
      sealed: released.sealedEntry,
      ttl,
    }),
    {
      Update: updateItem({
        table: tables.cases,
        key: caseKeys.summary(caseId, thread),
        set: { revision: released.revisionBefore + 1, sealed: released.sealedSummary, ttl },
        condition: 'revision = :before',
        values: { before: released.revisionBefore },
      }),
    },
    outboxItem(tables.cases, randomId(), released.notice, ttl),
  ];
};

const vaultItem = (tables: TableNames, released: ReleasedCase, now: Date): TransactWriteItem => ({
  Update: updateItem({
    table: tables.vault,
    key: vaultKeys.case(released.caseId),
    set: {
      sealedBrief: released.sealedBrief,
      identity: released.sealedIdentity,
      expiresAt: released.expiresAt.toISOString(),
      ttl: vaultTimeToLive(released.expiresAt),
    },
    setIn: [['threads', reporterThread, released.sealedThreadKey]],
    remove: ['held'],
    condition: 'attribute_exists(held) AND attribute_not_exists(withdrawnAt) AND expiresAt > :now',
    values: { now: now.toISOString() },
  }),
});

/** What the door and the head both hold. */
const sharedOf = ({ textBytes, summary, expiresAt }: ReleasedCase) => ({
  entries: 2,
  textBytes,
  attachmentBytes: 0,
  nextDeadline: summary.deadlines.acknowledgeBy,
  hardLimit: expiresAt.toISOString(),
});

const doorItem = (
  tables: TableNames,
  released: ReleasedCase,
  doorId: string,
  now: Date,
): TransactWriteItem => ({
  Update: updateItem({
    table: tables.vault,
    key: vaultKeys.door(doorId),
    set: {
      ...sharedOf(released),
      expiresAt: released.expiresAt.toISOString(),
      ttl: vaultTimeToLive(released.expiresAt),
    },
    remove: ['held'],
    condition: 'attribute_exists(held) AND expiresAt > :now',
    values: { now: now.toISOString() },
  }),
});

const headOf = (released: ReleasedCase): Row => {
  const { caseId, caseName, channel, summary } = released;
  const shared = sharedOf(released);
  return {
    caseId,
    caseName,
    channel,
    state: summary.state,
    urgent: false,
    unread: true,
    // The summary is numbered by the version that wrote it; the page of a report that waits has used some numbers up.
    version: released.revisionBefore + 1,
    ...shared,
    sentAt: released.sentAt.toISOString(),
    deadlines: summary.deadlines,
    ...inQueue(queuePartition(channel, 'open'), queueOrder(true, shared.nextDeadline)),
    ...due(released.nextActionAt, nextRetentionCheck(released.expiresAt, false)),
    ttl: contentTimeToLive(released.expiresAt),
  };
};
