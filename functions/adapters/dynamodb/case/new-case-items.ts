import type { FiledCase, NewDoor, SealedCase } from '../../../domain/intake/seal-report.ts';
import { contentTimeToLive, nextRetentionCheck, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import { attachedItems, entryObjects } from '../rows/attached-items.ts';
import { toAttributes } from '../client/attributes.ts';
import { queueOrder, queuePartition } from '../rows/case-rows.ts';
import { caseKeys, due, inQueue, itemIsNew, vaultKeys, type ItemKey } from '../item-keys.ts';
import type { TableNames } from '../client/tables.ts';
import type { NamedItem } from '../client/transact.ts';

type Filed = Partial<Pick<FiledCase, 'sealedCaseworkKey' | 'audit'>>;

/** What it means when an item of a new case is refused, by which the items are named. */
export type NewCaseRefusal = 'already-filed' | 'case-taken' | 'files-gone';

/** The rows of a new case, all of which must be new. The notice is the outbox's. */
export const newCaseItems = (
  tables: TableNames,
  sealed: SealedCase & Filed & { readonly door: NewDoor | undefined },
): NamedItem<NewCaseRefusal>[] => {
  const { caseId, channel, summary, door, audit } = sealed;
  const thread = reporterThread;
  const nextDeadline = summary.deadlines.acknowledgeBy;
  const expiresAt = sealed.expiresAt.toISOString();
  const hardLimit = expiresAt;
  const entries = sealed.sealedReceipt === undefined ? 1 : 2;
  const { textBytes, attachmentBytes, objects } = sealed;
  const urgentSince = sealed.urgent ? sealed.sentAt.toISOString() : undefined;
  const keyTtl = vaultTimeToLive(sealed.expiresAt);
  const ttl = contentTimeToLive(sealed.expiresAt);
  const put = (
    table: string,
    key: ItemKey,
    row: Readonly<Record<string, unknown>>,
    name: NewCaseRefusal = 'case-taken',
  ): NamedItem<NewCaseRefusal> => ({
    name,
    item: {
      Put: { TableName: table, Item: toAttributes({ ...key, ...row }), ConditionExpression: itemIsNew },
    },
  });
  return [
    ...(door
      ? [
          put(
            tables.vault,
            vaultKeys.door(door.doorId),
            {
              caseId,
              thread,
              channel,
              wrappedThreadKey: door.wrappedThreadKey,
              handover: door.handover && { until: door.handover.until.toISOString() },
              expiresAt,
              entries,
              textBytes,
              attachmentBytes,
              nextDeadline,
              urgentSince,
              hardLimit,
              ttl: keyTtl,
            },
            'already-filed',
          ),
        ]
      : []),
    put(tables.vault, vaultKeys.case(caseId), {
      caseId,
      channel,
      threads: { [thread]: sealed.sealedThreadKey },
      doors: { [thread]: door ? [door.doorId] : [] },
      sealedBrief: sealed.sealedBrief,
      identity: sealed.sealedIdentity,
      sealedCaseworkKey: sealed.sealedCaseworkKey,
      expiresAt,
      ttl: keyTtl,
    }),
    put(tables.cases, caseKeys.head(caseId), {
      caseId,
      caseName: sealed.caseName,
      channel,
      state: summary.state,
      urgent: sealed.urgent,
      unread: true,
      version: 1,
      entries,
      textBytes,
      attachmentBytes,
      sentAt: sealed.sentAt.toISOString(),
      hardLimit,
      deadlines: summary.deadlines,
      nextDeadline,
      audit: audit && { number: audit.number, hash: audit.hash },
      ...inQueue(queuePartition(channel, 'open'), queueOrder(true, nextDeadline, urgentSince)),
      ...due(sealed.nextActionAt, nextRetentionCheck(sealed.expiresAt, false)),
      ttl,
    }),
    put(tables.cases, caseKeys.entry(caseId, thread, 1), {
      number: 1,
      sealed: sealed.sealedEntry,
      ...entryObjects(objects),
      ttl,
    }),
    ...(sealed.sealedReceipt === undefined
      ? []
      : [
          put(tables.cases, caseKeys.entry(caseId, thread, 2), {
            number: 2,
            sealed: sealed.sealedReceipt,
            ttl,
          }),
        ]),
    put(tables.cases, caseKeys.summary(caseId, thread), {
      revision: 1,
      sealed: sealed.sealedSummary,
      ttl,
    }),
    ...attachedItems(tables, objects, ttl).map((item) => ({ name: 'files-gone' as const, item })),
    ...(audit ? [put(tables.cases, caseKeys.audit(caseId, audit.number), { ...audit, ttl })] : []),
  ];
};
