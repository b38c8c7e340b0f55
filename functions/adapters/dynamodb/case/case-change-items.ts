import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type {
  CaseChange,
  CaseHead,
  LogLineChange,
  RecordChange,
  ReporterErasure,
  ThreadChange,
} from '../../../domain/casework/change/case-store.ts';
import { logEndsAt, logTimeToLive } from '../../../domain/register/log-retention.ts';
import { contentTimeToLive, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { threadExpiry, type ThreadLimits } from '../../../domain/retention/thread-limits.ts';
import { noEntries, reporterThread } from '../../../domain/thread/thread-name.ts';
import { closeDoor } from '../reporter/reporter-doors.ts';
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
import { outboxItem } from '../rows/outbox-item.ts';
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
    changed(headItem(tables, change, now)),
    ...change.threads.flatMap((thread) => threadItems(place, change, thread)),
    ...change.records.flatMap((record) => recordItems(place, record)),
    ...change.logLines.flatMap((line) => logLineItems(tables.cases, line)).map(changed),
    ...publicBanItems(place, change.publicBans).map(changed),
    changed(put(place, caseKeys.audit(head.caseId, change.audit.number), change.audit)),
    ...change.notices.map((notice) => changed(outboxItem(tables.cases, randomId(), notice, place.ttl))),
  ];
};

// Head and vault are read in one call but not at one moment: the vault must still be as it was read, or a change in
// between (closing, or the first casework key) would be undone.
const vaultItem = (tables: TableNames, change: CaseChange, now: Date): TransactWriteItem => {
  const { before, after, reporterErasure: erasure } = change;
  const { vault } = before;
  const vaultUnchanged = [
    'attribute_not_exists(withdrawnAt)',
    'expiresAt > :now',
    'expiresAt = :before',
    'channel = :channelBefore',
    ...(change.newCaseworkKey ? ['attribute_not_exists(sealedCaseworkKey)'] : []),
    ...(change.newSealedBrief ? ['sealedBrief.#bytes = :briefBefore'] : []),
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
        expiresAt: change.expiresAt.toISOString(),
        heldUntil: change.heldUntil?.toISOString(),
        threadLimits: change.threadLimits && limitsAsStored(change.threadLimits),
        ...(erasure && erasedAttributes(vault, erasure)),
        ttl: vaultTimeToLive(change.expiresAt),
      },
      setIn: erasure
        ? [
            ['threads', reporterThread, erasure.newKey],
            ['doors', reporterThread, []],
          ]
        : [],
      remove: [...(change.heldUntil === null ? ['heldUntil'] : []), ...(erasure ? ['identity'] : [])],
      condition: vaultUnchanged,
      ...(change.newSealedBrief ? { names: { '#bytes': 'bytes' } } : {}),
      values: {
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

/** What says in the vault that the reporter's words are gone; of their doors nothing is left that names the case. */
const erasedAttributes = (vault: CaseChange['before']['vault'], { erased }: ReporterErasure) => ({
  erasedThreads: { ...vault.erasedThreads, [reporterThread]: erased },
  threadsToSweep: [...new Set([...(vault.threadsToSweep ?? []), reporterThread])],
});

/** A door that has gone with its case, or was closed while the case goes on, refuses: the next reading tells. */
const doorItems = (
  tables: TableNames,
  { before, after, hardLimit, moved, ...change }: CaseChange,
  { thread, counters }: ThreadChange,
  now: Date,
): TransactWriteItem[] => {
  if (change.reporterErasure && thread === reporterThread)
    return (before.vault.doors[thread] ?? []).map((doorId) =>
      closeDoor(tables, doorId, { closed: 'withdrawn', now }),
    );
  const { threadLimits = before.vault.threadLimits } = change;
  const expiresAt = threadExpiry({ threadLimits }, thread, change.expiresAt);
  const urgent = urgentSince({ ...before.head, ...after });
  return (before.vault.doors[thread] ?? []).map((doorId) => ({
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
  };
};
const removedWhenAbsent = ['assignee', 'assignedByLead', 'taken', 'inTouch'] as const;
/** What of release 0.1.0 stands elsewhere from the next change on. */
const formerAttributes = ['erasureBy', 'identityOpened', 'originalsOpened', 'tasks', 'noteBytes'];

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
