import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  doorsOf,
  type CaseChange,
  type CaseHead,
  type DoorChange,
  type LogLineChange,
  type RecordChange,
  type ReporterErasure,
  type ThreadChange,
} from '../../../domain/casework/change/case-store.ts';
import { narrativeIdOf } from '../../../domain/narrative/released-narrative.ts';
import { logEndsAt, logTimeToLive } from '../../../domain/register/log-retention.ts';
import { contentTimeToLive, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { threadExpiry, type ErasedThreads, type ThreadLimits } from '../../../domain/thread/thread-limits.ts';
import { noEntries, reporterThread } from '../../../domain/thread/thread-name.ts';
import { attachedItems, entryObjects } from '../rows/attached-items.ts';
import { toAttributes } from '../client/attributes.ts';
import { orderOfHead, queuePartition, queueStatus, urgentSince } from '../rows/case-rows.ts';
import {
  caseKeys,
  dueAt,
  dueLogLine,
  inQueue,
  itemExists,
  itemIsNew,
  type ItemKey,
  vaultKeys,
} from '../item-keys.ts';
import { statisticItems } from '../rows/statistic-rows.ts';
import { closeDoor, reporterAttributes, withClosedDoors } from '../reporter/reporter-doors.ts';
import { heldInboxItem } from '../rows/held-items.ts';
import { outgoingMailItem } from '../rows/outgoing-mail-item.ts';
import { outboxItem } from '../rows/outbox-item.ts';
import { registerItems } from '../rows/register-rows.ts';
import type { TableNames } from '../client/tables.ts';
import type { NamedItem } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

/** What it means when the condition of an item fails, by which the items of a change are named. */
export type ChangeRefusal = 'changed-meanwhile' | 'already-sent' | 'files-gone';
type ChangeItem = NamedItem<ChangeRefusal>;

type Place = { readonly tables: TableNames; readonly caseId: string; readonly ttl: number };

const changed = (item: TransactWriteItem): ChangeItem => ({ name: 'changed-meanwhile', item });

const put = (
  { tables, ttl }: Place,
  key: ItemKey,
  row: Readonly<Record<string, unknown>>,
): TransactWriteItem => ({
  Put: {
    TableName: tables.cases,
    Item: toAttributes({ ...key, ...row, ttl }),
    ConditionExpression: itemIsNew,
  },
});

/** Marks what was sent, so that sending it again adds nothing. */
const sentMark = (place: Place, key: ItemKey, number: number): ChangeItem => ({
  name: 'already-sent',
  item: put(place, key, { number }),
});

/** One change of a case: its vault, doors, head, threads and records, each guarded against what came in between. */
export const changeItems = (
  tables: TableNames,
  change: CaseChange,
  now: Date,
  randomId: () => string,
): ChangeItem[] => {
  const { head } = change.before;
  const place = { tables, caseId: head.caseId, ttl: contentTimeToLive(change.hardLimit ?? head.hardLimit) };
  return [
    changed(vaultItem(tables, change, now)),
    ...change.threads.flatMap((thread) => doorItems(tables, change, thread, now)).map(changed),
    ...change.doors.flatMap((door) => doorChangeItems(tables, change, door, now)).map(changed),
    changed(headItem(tables, change, now)),
    ...change.threads.flatMap((thread) => threadItems(place, change, thread)),
    ...change.records.flatMap((record) => recordItems(place, record)),
    ...change.logLines.flatMap((line) => logLineItems(tables.cases, line)).map(changed),
    ...statisticItems(tables.cases, change.statistics).map(changed),
    ...change.registerEntries
      .flatMap((one) => registerItems(tables.cases, one, change.hardLimit ?? head.hardLimit))
      .map(changed),
    ...publicBanItems(place, change.publicBans).map(changed),
    ...narrativeItems(place, change.narrative).map(changed),
    changed(put(place, caseKeys.audit(head.caseId, change.audit.number), change.audit)),
    ...(change.heldMessage ? [changed(heldInboxItem(tables.cases, randomId(), change.heldMessage))] : []),
    ...(change.outgoingMail
      ? [changed({ Put: outgoingMailItem(tables.vault, randomId(), change.outgoingMail) })]
      : []),
    ...change.notices.map((notice) => changed(outboxItem(tables.cases, randomId(), notice, place.ttl))),
  ];
};

type Guard = {
  readonly conditions: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string | number>>;
};

/** What is closed must be what opens the thread now: its holder may have changed the words meanwhile. */
const guardOfDoors = (doors: readonly DoorChange[]): Guard => ({
  conditions: doors.flatMap(({ closing }, at) =>
    closing.length === 0
      ? [`(attribute_not_exists(doors.#door${at}) OR size(doors.#door${at}) = :doors${at})`]
      : [
          `size(doors.#door${at}) = :doors${at}`,
          ...closing.map((_, one) => `contains(doors.#door${at}, :door${at}x${one})`),
        ],
  ),
  names: Object.fromEntries(doors.map(({ thread }, at) => [`#door${at}`, thread])),
  values: Object.fromEntries(
    doors.flatMap(({ closing }, at): (readonly [string, string | number])[] => [
      [`doors${at}`, closing.length],
      ...closing.map((doorId, one) => [`door${at}x${one}`, doorId] as const),
    ]),
  ),
});

// Head and vault are read in one call but not at one moment: the vault must still be as it was read, or a change in
// between (closing, or the first casework key) would be undone.
const vaultItem = (tables: TableNames, change: CaseChange, now: Date): TransactWriteItem => {
  const { before, after, reporterErasure: erasure } = change;
  const { vault } = before;
  const closing = change.doors.flatMap((door) => door.closing);
  const doorsUnchanged = guardOfDoors(change.doors);
  const vaultUnchanged = [
    'attribute_not_exists(withdrawnAt)',
    'expiresAt > :now',
    'expiresAt = :before',
    'channel = :channelBefore',
    ...(change.newCaseworkKey ? ['attribute_not_exists(sealedCaseworkKey)'] : []),
    ...(change.newSealedBrief ? ['sealedBrief.#bytes = :briefBefore'] : []),
    ...doorsUnchanged.conditions,
  ].join(' AND ');
  return {
    Update: updateItem({
      table: tables.vault,
      key: vaultKeys.case(before.head.caseId),
      set: {
        openedAt: change.openedAt?.toISOString(),
        ...(change.moved && { channel: after.channel, ...change.moved }),
        sealedCaseworkKey: change.newCaseworkKey ?? change.moved?.sealedCaseworkKey,
        sealedBrief: change.newSealedBrief,
        sealedCount: change.newSealedCount,
        expiresAt: change.expiresAt.toISOString(),
        heldUntil: change.heldUntil?.toISOString(),
        threadLimits: change.threadLimits && limitsAsStored(change.threadLimits),
        ...(erasure && erasedAttributes(vault, erasure)),
        ttl: vaultTimeToLive(change.expiresAt),
        ...(closing.length > 0 && { closedDoors: withClosedDoors(vault.closedDoors, closing) }),
      },
      setIn: [
        ...Object.entries(change.newThreadKeys).map(([thread, key]) => ['threads', thread, key] as const),
        ...change.doors.map(({ thread, made }) => ['doors', thread, made ? [made.doorId] : []] as const),
        ...(erasure
          ? [['threads', reporterThread, erasure.newKey] as const, ['doors', reporterThread, []] as const]
          : []),
      ],
      remove: [
        ...(change.heldUntil === null ? ['heldUntil'] : []),
        // It counts from the time by which it goes now.
        ...(change.expiresAt.getTime() === vault.expiresAt.getTime() ? [] : ['keptForNews']),
        ...(erasure ? reporterAttributes : []),
        ...(change.openedAt ? ['sealedCount'] : []),
      ],
      condition: vaultUnchanged,
      names: {
        ...(change.newSealedBrief ? { '#bytes': 'bytes' } : {}),
        ...doorsUnchanged.names,
      },
      values: {
        ...doorsUnchanged.values,
        now: now.toISOString(),
        before: vault.expiresAt.toISOString(),
        channelBefore: vault.channel,
        ...(change.newSealedBrief ? { briefBefore: vault.sealedBrief?.bytes } : {}),
      },
    }),
  };
};

const limitsAsStored = (limits: ThreadLimits) =>
  Object.fromEntries(
    Object.entries(limits).map(([thread, { since, until, endsAt }]) => [
      thread,
      { since: since.toISOString(), until: until.toISOString(), endsAt: endsAt?.toISOString() },
    ]),
  );

const erasedAfter = (
  { erasedThreads }: CaseChange['before']['vault'],
  { erased }: ReporterErasure,
): ErasedThreads => ({ ...erasedThreads, [reporterThread]: erased });

/** What says in the vault that the reporter's words are gone; of their doors nothing is left that names the case. */
const erasedAttributes = (vault: CaseChange['before']['vault'], erasure: ReporterErasure) => ({
  erasedThreads: erasedAfter(vault, erasure),
  threadsToSweep: [...new Set([...(vault.threadsToSweep ?? []), reporterThread])],
});

/**
 * The doors of a thread with what its holder's writing needs of the case. A door that has gone with its case, or was
 * closed while the case goes on, refuses: the next reading tells. The doors of other threads than the reporter's are
 * written only when something of it changes.
 */
const doorItems = (
  tables: TableNames,
  change: CaseChange,
  { thread, counters, entries }: ThreadChange,
  now: Date,
): TransactWriteItem[] => {
  const { before, after, hardLimit, moved, threadLimits = before.vault.threadLimits } = change;
  if (change.reporterErasure && thread === reporterThread)
    return doorsOf(before.vault, thread).map((doorId) =>
      closeDoor(tables, doorId, { closed: 'words-erased', now }),
    );
  const expiresAt = threadExpiry({ threadLimits }, thread, change.expiresAt);
  const urgent = urgentSince({ ...before.head, ...after });
  const stays =
    thread !== reporterThread &&
    entries.length === 0 &&
    after.nextDeadline === before.head.nextDeadline &&
    urgent === urgentSince(before.head) &&
    expiresAt.getTime() === threadExpiry(before.vault, thread, before.vault.expiresAt).getTime() &&
    !hardLimit &&
    !moved;
  const isClosing = change.doors.some((door) => door.thread === thread);
  if (stays || isClosing) return [];
  return doorsOf(before.vault, thread).map((doorId) => ({
    Update: updateItem({
      table: tables.vault,
      key: vaultKeys.door(doorId),
      set: {
        ...counters,
        nextDeadline: after.nextDeadline,
        urgentSince: urgent,
        ...(moved && { channel: after.channel }),
        hardLimit: hardLimit?.toISOString(),
        expiresAt: expiresAt.toISOString(),
        ttl: vaultTimeToLive(expiresAt),
      },
      remove: urgent === undefined ? ['urgentSince'] : [],
      condition: 'attribute_exists(wrappedThreadKey) AND expiresAt > :now',
      values: { now: now.toISOString() },
    }),
  }));
};

/** Closes what opened a thread, and puts a new door in its place where there is one. */
const doorChangeItems = (
  tables: TableNames,
  { before, after, threads, threadLimits, hardLimit, ...change }: CaseChange,
  { thread, made, closing }: DoorChange,
  now: Date,
): TransactWriteItem[] => {
  const expiresAt = threadExpiry({ threadLimits }, thread, change.expiresAt);
  const closed = closing.map((doorId) => closeDoor(tables, doorId, { closed: 'closed', now }));
  if (!made) return closed;
  const counters = threads.find((one) => one.thread === thread)?.counters ?? noEntries;
  const row = {
    ...vaultKeys.door(made.doorId),
    caseId: before.head.caseId,
    thread,
    channel: after.channel,
    wrappedThreadKey: made.wrappedThreadKey,
    handover: made.handover && { until: made.handover.until.toISOString() },
    endsAt: made.endsAt?.toISOString(),
    ...counters,
    nextDeadline: after.nextDeadline,
    urgentSince: urgentSince({ ...before.head, ...after }),
    hardLimit: (hardLimit ?? before.head.hardLimit).toISOString(),
    expiresAt: expiresAt.toISOString(),
    ttl: vaultTimeToLive(expiresAt),
  };
  return [
    ...closed,
    { Put: { TableName: tables.vault, Item: toAttributes(row), ConditionExpression: itemIsNew } },
  ];
};

/**
 * What stands in clear of a head. What tells of a reporter, or was typed, stands in the sealed summary; the counters of
 * the reporter's thread stand as they did in release 0.1.0, for the reporter function writes them.
 */
const headAttributes = (after: CaseChange['after'] | CaseHead) => {
  const { [reporterThread]: reporter = noEntries, ...threads } = after.threads;
  return {
    channel: after.channel,
    sentTo: after.sentTo,
    state: after.state,
    unread: after.unread,
    ...reporter,
    threads: Object.keys(threads).length > 0 ? threads : undefined,
    records: after.records,
    deadlines: after.deadlines,
    nextDeadline: after.nextDeadline,
    openedBy: after.openedBy,
    assignee: after.assignee,
    assignedByLead: after.assignedByLead,
    taken: after.taken,
    inTouch: after.inTouch && { by: after.inTouch.by, memberId: after.inTouch.memberId },
    movedDates: after.movedDates,
    taskDates: after.taskDates,
    audit: after.audit,
    registered: after.registered,
  };
};
const removedWhenAbsent = ['assignee', 'assignedByLead', 'taken', 'inTouch'] as const;
/** What of release 0.1.0 stands elsewhere from the next change on. */
const formerAttributes = [
  'erasureBy',
  'appealAcknowledgeBy',
  'appealAnswerBy',
  'identityOpened',
  'originalsOpened',
  'tasks',
  'noteBytes',
];

const headItem = (
  tables: TableNames,
  { before, after, nextActionAt, hardLimit, ...change }: CaseChange,
  now: Date,
): TransactWriteItem => {
  const { head } = before;
  const order = orderOfHead({ ...head, ...after }, now);
  return {
    Update: updateItem({
      table: tables.cases,
      key: caseKeys.head(head.caseId),
      set: {
        ...headAttributes(after),
        ...(hardLimit && { hardLimit: hardLimit.toISOString(), ttl: contentTimeToLive(hardLimit) }),
        rowsUntil: after.rowsUntil?.toISOString(),
        ...inQueue(queuePartition(after.channel, queueStatus(after.state)), order),
        erasedThreads: change.reporterErasure && erasedAfter(before.vault, change.reporterErasure),
        ...dueAt(nextActionAt, change.retentionAt),
      },
      remove: [...removedWhenAbsent.filter((name) => after[name] === undefined), ...formerAttributes],
      add: { version: 1 },
      condition: `${itemExists} AND #version = :before`,
      values: { before: head.version },
    }),
  };
};

const threadItems = (
  place: Place,
  { before }: CaseChange,
  { thread, sealedSummary, entries }: ThreadChange,
): ChangeItem[] => {
  const { tables, caseId, ttl } = place;
  const summaryBefore = before.summaries.get(thread);
  const summary: TransactWriteItem = {
    Put: {
      TableName: tables.cases,
      Item: toAttributes({
        ...caseKeys.summary(caseId, thread),
        revision: before.head.version + 1,
        sealed: sealedSummary,
        ttl,
      }),
      // Head and summary are not read at one moment, and the new summary carries on what the old one says.
      ...(summaryBefore && {
        ConditionExpression: '#revision = :revision',
        ExpressionAttributeNames: { '#revision': 'revision' },
        ExpressionAttributeValues: toAttributes({ ':revision': summaryBefore.revision }),
      }),
    },
  };
  return [
    ...(sealedSummary ? [changed(summary)] : []),
    ...entries.flatMap(({ number, sealed, sentKey, objects }): ChangeItem[] => [
      changed(
        put(place, caseKeys.entry(caseId, thread, number), { number, sealed, ...entryObjects(objects) }),
      ),
      ...attachedItems(tables, objects, ttl).map((item) => ({ name: 'files-gone' as const, item })),
      ...(sentKey === undefined ? [] : [sentMark(place, caseKeys.sent(caseId, thread, sentKey), number)]),
    ]),
  ];
};

const recordItems = (place: Place, { kind, record, isNew, sentKey }: RecordChange): ChangeItem[] => {
  const { tables, caseId, ttl } = place;
  const key = caseKeys.record(caseId, kind, record.number);
  const rewritten = { Put: { TableName: tables.cases, Item: toAttributes({ ...key, ...record, ttl }) } };
  return [
    changed(isNew ? put(place, key, record) : rewritten),
    ...(sentKey === undefined ? [] : [sentMark(place, caseKeys.sentRecord(caseId, sentKey), record.number)]),
  ];
};

/** The row of a case in the public list, which the head guards against what came in between. */
const publicBanItems = ({ tables, caseId }: Place, bans: CaseChange['publicBans']): TransactWriteItem[] => {
  if (!bans) return [];
  const key = caseKeys.publicBansOf(caseId);
  if (bans.length === 0) return [{ Delete: { TableName: tables.cases, Key: toAttributes(key) } }];
  const last = bans.reduce((latest, { until }) => (until > latest ? until : latest), '');
  const row = { ...key, bans, ttl: logTimeToLive(last) };
  return [{ Put: { TableName: tables.cases, Item: toAttributes(row) } }];
};

/** What a report can take of a case, which the head guards against what came in between. */
const narrativeItems = (
  { tables, caseId, ttl }: Place,
  narrative: CaseChange['narrative'],
): TransactWriteItem[] => {
  if (narrative === undefined) return [];
  const key = caseKeys.narrative(narrativeIdOf(caseId));
  if (narrative === 'none') return [{ Delete: { TableName: tables.cases, Key: toAttributes(key) } }];
  const row = { ...key, sealed: narrative.sealed, ttl };
  return [{ Put: { TableName: tables.cases, Item: toAttributes(row) } }];
};

/** A line is rewritten in its place, or goes from one channel's log into another's. */
const logLineItems = (
  table: string,
  { channel, line, keptUntil, before }: LogLineChange,
): TransactWriteItem[] => {
  const { id, revision, sealed } = line;
  const row = {
    ...caseKeys.logLine(channel, id),
    ...dueLogLine(logEndsAt(keptUntil)),
    ...{ revision, sealed, ttl: logTimeToLive(keptUntil) },
  };
  const asBefore = {
    ConditionExpression: '#revision = :before',
    ExpressionAttributeNames: { '#revision': 'revision' },
    ExpressionAttributeValues: toAttributes({ ':before': before?.revision }),
  };
  const isInPlace = before?.channel === channel;
  const written = isInPlace ? asBefore : { ConditionExpression: itemIsNew };
  const left = before && !isInPlace ? [toAttributes(caseKeys.logLine(before.channel, id))] : [];
  return [
    { Put: { TableName: table, Item: toAttributes(row), ...written } },
    ...left.map((Key) => ({ Delete: { TableName: table, Key, ...asBefore } })),
  ];
};
