import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CaseChange } from '../../domain/case/case-store.ts';
import { contentTimeToLive, nextRetentionCheck, vaultTimeToLive } from '../../domain/retention/expiry.ts';
import { attachedItems, entryObjects } from './attached-items.ts';
import { toAttributes } from './attributes.ts';
import { orderOfHead, queuePartition, queueStatus, urgentSince } from './case-rows.ts';
import { caseKeys, dueAt, inQueue, itemExists, itemIsNew, vaultKeys, type ItemKey } from './item-keys.ts';
import { outboxItem } from './outbox-item.ts';
import type { TableNames } from './tables.ts';
import { updateItem } from './update.ts';

/** An item of the transaction, and what it means when its condition fails. */
export type ChangeItem = {
  readonly item: TransactWriteItem;
  readonly refusal: 'changed-meanwhile' | 'already-sent' | 'files-gone';
};

/** One change of a case: its vault, doors, head, summary and what is new, each guarded against what came in between. */
export const changeItems = (
  tables: TableNames,
  change: CaseChange,
  now: Date,
  randomId: () => string,
): ChangeItem[] => {
  const { before, after, thread, entry, note } = change;
  const { head, vault } = before;
  const { caseId } = head;
  const headAfter = { ...head, ...after };
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
    'channel = :channelBefore',
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
            openedAt: change.openedAt?.toISOString(),
            ...(change.moved && { channel: after.channel, ...change.moved }),
            sealedCaseworkKey: change.newCaseworkKey ?? change.moved?.sealedCaseworkKey,
            sealedBrief: change.newSealedBrief,
            expiresAt,
            ttl: keyTtl,
          },
          condition: vaultUnchanged,
          ...(change.newSealedBrief ? { names: { '#bytes': 'bytes' } } : {}),
          values: {
            now: now.toISOString(),
            before: vault.expiresAt.toISOString(),
            channelBefore: vault.channel,
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
            attachmentBytes: after.attachmentBytes,
            nextDeadline: after.nextDeadline,
            urgentSince: urgentSince(headAfter),
            ...(change.moved && { channel: after.channel }),
            expiresAt,
            ttl: keyTtl,
          },
          remove: urgentSince(headAfter) === undefined ? ['urgentSince'] : [],
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
            // The head stands in clear: what tells of a reporter, or was typed, stands in the sealed summary.
            identityOpened: undefined,
            originalsOpened: undefined,
            inTouch: after.inTouch && { by: after.inTouch.by, memberId: after.inTouch.memberId },
            ...inQueue(queuePartition(after.channel, queueStatus(after.state)), orderOfHead(headAfter, now)),
            ...dueAt(
              change.nextActionAt,
              nextRetentionCheck(change.expiresAt, change.openedAt !== undefined),
            ),
          },
          remove: [
            ...(['assignee', 'assignedByLead', 'taken', 'inTouch'] as const).filter(
              (name) => after[name] === undefined,
            ),
            // They stand among the deadlines and in the sealed summary from now on.
            'erasureBy',
            'identityOpened',
            'originalsOpened',
          ],
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
          // Head and summary are not read at one moment, and the new summary carries on what the old one says.
          ...(before.summary && {
            ConditionExpression: '#revision = :revision',
            ExpressionAttributeNames: { '#revision': 'revision' },
            ExpressionAttributeValues: toAttributes({ ':revision': before.summary.revision }),
          }),
        },
      },
      refusal: 'changed-meanwhile',
    },
    ...(entry
      ? [
          put(
            caseKeys.entry(caseId, thread, entry.number),
            { number: entry.number, sealed: entry.sealed, ...entryObjects(entry.objects) },
            'changed-meanwhile',
          ),
        ]
      : []),
    ...attachedItems(tables, entry?.objects ?? [], ttl).map((item) => ({
      item,
      refusal: 'files-gone' as const,
    })),
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
                Item: toAttributes({
                  ...caseKeys.task(caseId, change.task.number),
                  number: change.task.number,
                  revision: change.task.revision,
                  sealed: change.task.sealed,
                  ttl,
                }),
              },
            },
            refusal: 'changed-meanwhile' as const,
          },
        ]
      : []),
    ...(change.task?.sentKey === undefined
      ? []
      : [
          put(caseKeys.sentNote(caseId, change.task.sentKey), { number: change.task.number }, 'already-sent'),
        ]),
    ...change.notices.map((notice) => ({
      item: outboxItem(tables.cases, randomId(), notice, ttl),
      refusal: 'changed-meanwhile' as const,
    })),
  ];
};
