import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { fullHour } from '../../../domain/kernel/clock.ts';
import { closedDoorTimeToLive, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import type { DoorReplacement } from '../../../domain/thread/new-passphrase.ts';
import type { DoorClosed } from '../../../domain/thread/open-thread.ts';
import type { SealedReply } from '../../../domain/thread/reply.ts';
import { parseRow, toAttributes } from '../client/attributes.ts';
import { itemIsNew, vaultKeys } from '../item-keys.ts';
import { doorRow, vaultDoorsRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { transact, type NamedItem } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

/**
 * A case keeps the ids of this many closed doors, so that its erasure stays one transaction. What is left of older ones
 * names no case, and goes by its time to live.
 */
const mostClosedDoors = 20;

/** The latest of them. */
export const withClosedDoors = (
  before: readonly string[] | undefined,
  closed: readonly string[],
): readonly string[] => [...(before ?? []), ...closed].slice(-mostClosedDoors);

const doorContent = Object.keys(doorRow.shape).filter((name) => name !== 'expiresAt');

/**
 * What goes with the last that a reporter takes back: who they are, to whom answers are mailed, and what led mails into
 * the thread.
 */
export const reporterAttributes = ['identity', 'mail', 'mailDoor'] as const;

/** What is left of a door once it is closed, and what goes. */
export const doorLeftBehind = (closed: DoorClosed, hour: Date) => ({
  set: { closed, expiresAt: hour.toISOString(), ttl: closedDoorTimeToLive(hour) },
  remove: doorContent,
});

/** Takes everything off a door that is open, but that it was there: a form that comes back must not file it again. */
export const closeDoor = (
  tables: TableNames,
  doorId: string,
  closing: {
    readonly closed: DoorClosed;
    readonly now: Date;
    /** What else must hold, after ` AND `, and the values it names. */
    readonly condition?: string;
    readonly values?: Readonly<Record<string, unknown>>;
  },
): TransactWriteItem => {
  const { closed, now, condition, values = {} } = closing;
  // The full hour: no exact time of a reporter is stored, and it is past.
  const hour = fullHour(now);
  return {
    Update: updateItem({
      table: tables.vault,
      key: vaultKeys.door(doorId),
      ...doorLeftBehind(closed, hour),
      condition: `attribute_exists(wrappedThreadKey) AND expiresAt > :now${condition === undefined ? '' : ` AND ${condition}`}`,
      values: { now: now.toISOString(), ...values },
    }),
  };
};

/** A door of a thread, by which the doors of its case are found. */
type DoorPlace = { readonly caseId: string; readonly thread: string; readonly doorId: string };

/** The open doors of one thread, and the closed ones of the case. */
type Doors = { readonly ofThread: readonly string[]; readonly closedDoors: readonly string[] };

/** The doors of a case with one of them closed; another one may take its place. */
const readDoorsWithout = async (
  client: DynamoDBClient,
  tables: TableNames,
  place: DoorPlace,
  inItsPlace: readonly string[],
): Promise<Doors | undefined> => {
  const { caseId, thread, doorId } = place;
  const Key = toAttributes(vaultKeys.case(caseId));
  const { Item } = await faultsOf(
    client.send(new GetItemCommand({ TableName: tables.vault, Key, ConsistentRead: true })),
  );
  if (!Item) return undefined;
  const { doors, closedDoors = [] } = parseRow(vaultDoorsRow, Item);
  const open = (doors[thread] ?? []).filter((id) => id !== doorId);
  return { ofThread: [...open, ...inItsPlace], closedDoors: withClosedDoors(closedDoors, [doorId]) };
};

/** Writes what `readDoorsWithout` made of the doors, while the one that closes still stands among the open ones. */
const writeDoors = (
  tables: TableNames,
  place: DoorPlace,
  written: Doors & { readonly remove?: readonly string[] },
  now: Date,
): TransactWriteItem => ({
  Update: updateItem({
    table: tables.vault,
    key: vaultKeys.case(place.caseId),
    set: { closedDoors: written.closedDoors },
    // Doors of other threads may be made meanwhile.
    setIn: [['doors', place.thread, written.ofThread]],
    remove: written.remove ?? [],
    condition: 'contains(#doors.#thread, :closing) AND attribute_exists(threads) AND expiresAt > :now',
    names: { '#thread': place.thread },
    values: { closing: place.doorId, now: now.toISOString() },
  }),
});

/** Closes the door of a reporter who leaves, and erases who they are. */
export const leave = async (
  client: DynamoDBClient,
  tables: TableNames,
  last: { readonly reply: SealedReply; readonly items: readonly (TransactWriteItem | NamedItem<string>)[] },
  now: Date,
): Promise<'left' | 'changed-meanwhile'> => {
  const { reply, items } = last;
  const doors = await readDoorsWithout(client, tables, reply, []);
  if (!doors) return 'changed-meanwhile';
  const result = await transact(client, [
    writeDoors(tables, reply, { ...doors, remove: reporterAttributes }, now),
    closeDoor(tables, reply.doorId, {
      closed: 'left',
      now,
      condition: 'channel = :channel',
      values: { channel: reply.notice.channel },
    }),
    ...items,
  ]);
  return result.kind === 'written' ? 'left' : 'changed-meanwhile';
};

/** Forgets to whom a reporter's answers are mailed, and closes the mail door. */
export const stopMails = async (
  client: DynamoDBClient,
  tables: TableNames,
  last: { readonly reply: SealedReply; readonly items: readonly (TransactWriteItem | NamedItem<string>)[] },
  now: Date,
): Promise<'stopped' | 'changed-meanwhile'> => {
  const { reply, items } = last;
  const values = { now: now.toISOString() };
  const result = await transact(client, [
    {
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.case(reply.caseId),
        remove: ['mail', 'mailDoor'],
        condition: 'attribute_exists(threads) AND expiresAt > :now',
        values,
      }),
    },
    {
      Update: updateItem({
        table: tables.vault,
        key: vaultKeys.door(reply.doorId),
        set: {
          entries: reply.number,
          textBytes: reply.textBytes,
          written: { hour: reply.written.hour.toISOString(), entries: reply.written.entries },
        },
        remove: ['mailed'],
        condition:
          'attribute_exists(wrappedThreadKey) AND attribute_exists(mailed) AND expiresAt > :now AND channel = :channel',
        values: { ...values, channel: reply.notice.channel },
      }),
    },
    ...items,
  ]);
  return result.kind === 'written' ? 'stopped' : 'changed-meanwhile';
};

export const replaceDoor = async (
  client: DynamoDBClient,
  tables: TableNames,
  { old, doorId, wrappedThreadKey }: DoorReplacement,
  now: Date,
): Promise<'replaced' | 'changed-meanwhile'> => {
  const {
    caseId,
    thread,
    channel,
    entries,
    textBytes,
    attachmentBytes,
    written,
    nextDeadline,
    hardLimit,
    expiresAt,
  } = old.door;
  const place = { caseId, thread, doorId: old.doorId };
  const doors = await readDoorsWithout(client, tables, place, [doorId]);
  if (!doors) return 'changed-meanwhile';
  const opened = {
    caseId,
    thread,
    channel,
    wrappedThreadKey,
    expiresAt: expiresAt.toISOString(),
    entries,
    textBytes,
    attachmentBytes,
    written: written && { hour: written.hour.toISOString(), entries: written.entries },
    toldReaders: old.door.toldReaders,
    toldLeads: old.door.toldLeads,
    toldOutside: old.door.toldOutside,
    nextDeadline,
    urgentSince: old.door.urgentSince?.toISOString(),
    hardLimit: hardLimit.toISOString(),
    endsAt: old.door.endsAt?.toISOString(),
    held: old.door.held,
    mailed: old.door.mailed,
    ttl: vaultTimeToLive(expiresAt),
  };
  const result = await transact(client, [
    writeDoors(tables, place, doors, now),
    // What is copied must be what stands there: somebody may have written or moved a date since it was read.
    closeDoor(tables, old.doorId, {
      closed: 'replaced',
      now,
      condition: `entries = :entries AND expiresAt = :was AND nextDeadline = :next AND hardLimit = :limit AND channel = :channel AND attribute_${old.door.held === true ? '' : 'not_'}exists(held)`,
      values: { channel, entries, was: opened.expiresAt, next: nextDeadline, limit: opened.hardLimit },
    }),
    {
      Put: {
        TableName: tables.vault,
        Item: toAttributes({ ...vaultKeys.door(doorId), ...opened }),
        ConditionExpression: itemIsNew,
      },
    },
  ]);
  return result.kind === 'written' ? 'replaced' : 'changed-meanwhile';
};
