import type {
  FiledCase,
  MailDoor,
  MailedTo,
  NewDoor,
  SealedCase,
} from '../../../domain/intake/sealed-case.ts';
import { contentTimeToLive, nextRetentionCheck, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import { attachedItems, entryObjects } from '../rows/attached-items.ts';
import { toAttributes } from '../client/attributes.ts';
import { queueOrder, queuePartition } from '../rows/case-rows.ts';
import { caseKeys, due, inQueue, itemIsNew, vaultKeys, type ItemKey } from '../item-keys.ts';
import type { TableNames } from '../client/tables.ts';
import type { NamedItem } from '../client/transact.ts';

type NewCase = SealedCase &
  Partial<Pick<FiledCase, 'sealedCaseworkKey' | 'audit'>> & {
    readonly door: NewDoor | undefined;
    /** Of a case that came by mail. */
    readonly mail?: MailedTo | undefined;
    readonly mailDoor?: MailDoor | undefined;
  };

/** What it means when an item of a new case is refused, by which the items are named. */
export type NewCaseRefusal = 'already-filed' | 'case-taken' | 'files-gone';

/** The rows of a new case, all of which must be new. The notice is the outbox's. */
export const newCaseItems = (tables: TableNames, sealed: NewCase): NamedItem<NewCaseRefusal>[] => {
  const { caseId, door, audit, objects } = sealed;
  const thread = reporterThread;
  const ttl = contentTimeToLive(sealed.expiresAt);
  const newCase = (table: string, key: ItemKey, row: Row) => newItem('case-taken', table, { ...key, ...row });
  return [
    ...(door ? [doorItem(tables, sealed, door)] : []),
    newCase(tables.vault, vaultKeys.case(caseId), vaultOf(sealed)),
    newCase(tables.cases, caseKeys.head(caseId), headOf(sealed)),
    newCase(tables.cases, caseKeys.entry(caseId, thread, 1), {
      number: 1,
      sealed: sealed.sealedEntry,
      ...entryObjects(objects),
      ttl,
    }),
    ...(sealed.sealedReceipt === undefined
      ? []
      : [
          newCase(tables.cases, caseKeys.entry(caseId, thread, 2), {
            number: 2,
            sealed: sealed.sealedReceipt,
            ttl,
          }),
        ]),
    newCase(tables.cases, caseKeys.summary(caseId, thread), {
      revision: 1,
      sealed: sealed.sealedSummary,
      ttl,
    }),
    ...attachedItems(tables, objects, ttl).map((item) => ({ name: 'files-gone' as const, item })),
    ...(audit ? [newCase(tables.cases, caseKeys.audit(caseId, audit.number), { ...audit, ttl })] : []),
  ];
};

type Row = Readonly<Record<string, unknown>>;

const newItem = (name: NewCaseRefusal, table: string, row: Row): NamedItem<NewCaseRefusal> => ({
  name,
  item: { Put: { TableName: table, Item: toAttributes(row), ConditionExpression: itemIsNew } },
});

/** What the door and the head both hold. */
const sharedOf = (sealed: NewCase) => ({
  entries: sealed.sealedReceipt === undefined ? 1 : 2,
  textBytes: sealed.textBytes,
  attachmentBytes: sealed.attachmentBytes,
  nextDeadline: sealed.summary.deadlines.acknowledgeBy,
  hardLimit: sealed.expiresAt.toISOString(),
});

const urgentSinceOf = ({ urgent, sentAt }: NewCase): string | undefined =>
  urgent ? sentAt.toISOString() : undefined;

const doorItem = (tables: TableNames, sealed: NewCase, door: NewDoor): NamedItem<NewCaseRefusal> =>
  newItem('already-filed', tables.vault, {
    ...vaultKeys.door(door.doorId),
    caseId: sealed.caseId,
    thread: reporterThread,
    channel: sealed.channel,
    wrappedThreadKey: door.wrappedThreadKey,
    handover: door.handover && { until: door.handover.until.toISOString() },
    mailed: sealed.mail && true,
    expiresAt: sealed.expiresAt.toISOString(),
    ...sharedOf(sealed),
    urgentSince: urgentSinceOf(sealed),
    ttl: vaultTimeToLive(sealed.expiresAt),
  });

const vaultOf = (sealed: NewCase): Row => ({
  caseId: sealed.caseId,
  channel: sealed.channel,
  threads: { [reporterThread]: sealed.sealedThreadKey },
  doors: { [reporterThread]: sealed.door ? [sealed.door.doorId] : [] },
  sealedBrief: sealed.sealedBrief,
  sealedCount: sealed.sealedCount,
  identity: sealed.sealedIdentity,
  sealedCaseworkKey: sealed.sealedCaseworkKey,
  mail: sealed.mail,
  mailDoor: sealed.mailDoor,
  expiresAt: sealed.expiresAt.toISOString(),
  ttl: vaultTimeToLive(sealed.expiresAt),
});

const headOf = (sealed: NewCase): Row => {
  const { caseId, caseName, channel, summary, urgent, audit } = sealed;
  const shared = sharedOf(sealed);
  return {
    caseId,
    caseName,
    channel,
    state: summary.state,
    urgent,
    unread: true,
    version: 1,
    ...shared,
    sentAt: sealed.sentAt.toISOString(),
    deadlines: summary.deadlines,
    audit: audit && { number: audit.number, hash: audit.hash },
    ...inQueue(queuePartition(channel, 'open'), queueOrder(true, shared.nextDeadline, urgentSinceOf(sealed))),
    ...due(sealed.nextActionAt, nextRetentionCheck(sealed.expiresAt, false)),
    ttl: contentTimeToLive(sealed.expiresAt),
  };
};
