import {
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { addDays, epochSeconds, fullHour } from '../../../domain/kernel/clock.ts';
import type {
  Counted,
  MailCase,
  MailCaseStore,
  MailedCase,
  MailedEntry,
} from '../../../domain/mail/mail-case-store.ts';
import { contentTimeToLive } from '../../../domain/retention/expiry.ts';
import { isThreadOver } from '../../../domain/thread/thread-limits.ts';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import { newCaseItems } from '../case/new-case-items.ts';
import { parseRow, toAttributes, type Attributes } from '../client/attributes.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';
import { caseKeys, inQueue, isQueued, itemIsNew, vaultKeys, type ItemKey } from '../item-keys.ts';
import { attachedItems, entryObjects } from '../rows/attached-items.ts';
import { queueOrder, queuePartition, urgentSince } from '../rows/case-rows.ts';
import { heldInboxItem } from '../rows/held-items.ts';
import { outboxItem } from '../rows/outbox-item.ts';
import { outgoingMailItem } from '../rows/outgoing-mail-item.ts';
import { headRow, mailCountRow, vaultCaseRow } from '../rows/rows.ts';

/** Longer than a mail lies in the bucket, and than a server tries to deliver it once more. */
const seenDays = 30;
const countDays = 2;

const ttlAfter = (now: Date, days: number): number => epochSeconds(addDays(fullHour(now), days));

/**
 * Everything the mail function does with the store. Its role allows these calls and no others.
 * @throws {Fault} from its calls, `storage-…` when storage fails
 */
export const mailCaseStore = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
  // eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
): MailCaseStore => {
  const read = async (table: string, key: ItemKey): Promise<Attributes | undefined> => {
    const get = new GetItemCommand({ TableName: table, Key: toAttributes(key), ConsistentRead: true });
    return (await faultsOf(client.send(get))).Item;
  };

  const markSeen = async (mark: string, now: Date): Promise<void> => {
    const Item = toAttributes(seenRow(mark, now));
    await faultsOf(client.send(new PutItemCommand({ TableName: tables.cases, Item })));
  };

  return {
    isSeen: async (mark) => (await read(tables.cases, caseKeys.mailSeen(mark))) !== undefined,

    markSeen,

    async countOf(mark) {
      const row = await read(tables.cases, caseKeys.mailCount(mark));
      return row ? parseRow(mailCountRow, row) : { cases: 0, answers: 0 };
    },

    async fileMail(filed, { seenMark, counts, now }) {
      const { received, heldMessage, ...sealed } = filed;
      const ttl = contentTimeToLive(filed.expiresAt);
      const result = await transact(client, [
        { name: 'seen' as const, item: seenItem(tables, seenMark, now) },
        ...newCaseItems(tables, sealed),
        ...counts.map((counted) => ({
          name: 'counted-meanwhile' as const,
          item: countItem(tables, counted),
        })),
        ...(received ? [mailOutItem(tables, randomId(), filed, received)] : []),
        ...(heldMessage ? [heldInboxItem(tables.cases, randomId(), heldMessage)] : []),
        outboxItem(tables.cases, randomId(), filed.notice, ttl),
      ]);
      if (result.kind === 'written') return 'filed';
      // The case of the same mail is there, or what is left of it: the mark of it was older than it is kept.
      const { failed } = result;
      if (failed.has('seen') || failed.has('already-filed') || failed.has('case-taken')) return 'seen';
      return failed.has('counted-meanwhile') ? 'counted-meanwhile' : 'files-gone';
    },

    async findMailCase(caseId, now) {
      const vault = await read(tables.vault, vaultKeys.case(caseId));
      const head = vault && (await read(tables.cases, caseKeys.head(caseId)));
      return vault && head && mailCaseOf(vault, head, now);
    },

    async appendMail(entry, now) {
      const result = await transact(client, [
        { name: 'seen' as const, item: seenItem(tables, entry.seenMark, now) },
        ...entryItems(tables, entry, now).map((item) => ({ name: 'changed-meanwhile' as const, item })),
        ...attachedItems(tables, entry.objects, contentTimeToLive(entry.to.hardLimit)).map((item) => ({
          name: 'files-gone' as const,
          item,
        })),
        outboxItem(tables.cases, randomId(), entry.notice, contentTimeToLive(entry.to.hardLimit)),
      ]);
      if (result.kind === 'written') return 'appended';
      const refusals = ['seen', 'changed-meanwhile'] as const;
      return refusals.find((refusal) => result.failed.has(refusal)) ?? 'files-gone';
    },

    async markBounced({ to, seenMark, on }, now) {
      const head: TransactWriteItem = {
        Update: updateItem({
          table: tables.cases,
          key: caseKeys.head(to.caseId),
          set: { mailFailedOn: on },
          add: { version: 1 },
          condition: isQueued,
        }),
      };
      const seen = seenItem(tables, seenMark, now);
      const result = await transact(client, [
        { name: 'seen', item: seen },
        { name: 'case-gone', item: head },
      ]);
      if (result.kind === 'refused') await markSeen(seenMark, now);
    },
  };
};

const seenRow = (mark: string, now: Date) => ({ ...caseKeys.mailSeen(mark), ttl: ttlAfter(now, seenDays) });

const seenItem = (tables: TableNames, mark: string, now: Date): TransactWriteItem => ({
  Put: {
    TableName: tables.cases,
    Item: toAttributes(seenRow(mark, now)),
    ConditionExpression: itemIsNew,
  },
});

/** The count as it was read, or it is refused: every mail of an address is counted once. */
const countItem = (tables: TableNames, { mark, hour, before, after }: Counted): TransactWriteItem => ({
  Update: updateItem({
    table: tables.cases,
    key: caseKeys.mailCount(mark),
    set: { ...after, ttl: ttlAfter(hour, countDays) },
    ...(before.cases + before.answers === 0
      ? { condition: itemIsNew }
      : {
          condition: '#cases = :casesBefore AND #answers = :answersBefore',
          values: { casesBefore: before.cases, answersBefore: before.answers },
        }),
  }),
});

const mailOutItem = (
  tables: TableNames,
  id: string,
  { caseId, channel }: Pick<MailedCase, 'caseId' | 'channel'>,
  { sealed, notBefore }: NonNullable<MailedCase['received']>,
): TransactWriteItem => ({ Put: outgoingMailItem(tables.vault, id, { caseId, channel, sealed, notBefore }) });

/** What the vault and the head say of a case that mails are added to; `undefined` when none are. */
const mailCaseOf = (vaultRow: Attributes, head: Attributes, now: Date): MailCase | undefined => {
  if ('tombstone' in head) return undefined;
  const vault = parseRow(vaultCaseRow, vaultRow);
  const { caseId, mailDoor, expiresAt, withdrawnAt } = vault;
  const isOver = withdrawnAt !== undefined || expiresAt.getTime() <= now.getTime();
  if (!mailDoor || isOver || isThreadOver(vault, reporterThread, now)) return undefined;
  const read = parseRow(headRow, head);
  return {
    caseId,
    channel: vault.channel,
    mailDoor,
    doors: vault.doors[reporterThread] ?? [],
    counters: read.threads[reporterThread],
    nextDeadline: read.nextDeadline,
    urgentSince: urgentSince(read),
    hardLimit: read.hardLimit,
  };
};

/** The case as it was read: its mail door, and which doors open the thread. */
const caseItem = (tables: TableNames, { to }: MailedEntry, now: Date): TransactWriteItem => {
  const conditions = [
    'mailDoor.#id = :door',
    'channel = :channel',
    'expiresAt > :now',
    'attribute_not_exists(withdrawnAt)',
    'size(doors.#thread) = :doors',
    ...to.doors.map((_, at) => `contains(doors.#thread, :door${at})`),
  ];
  return {
    ConditionCheck: {
      TableName: tables.vault,
      Key: toAttributes(vaultKeys.case(to.caseId)),
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeNames: { '#id': 'id', '#thread': reporterThread },
      ExpressionAttributeValues: toAttributes({
        ':door': to.mailDoor.id,
        ':channel': to.channel,
        ':now': now.toISOString(),
        ':doors': to.doors.length,
        ...Object.fromEntries(to.doors.map((doorId, at) => [`:door${at}`, doorId])),
      }),
    },
  };
};

/** Every writer of a thread keeps what its doors say of it true. */
const doorItems = (tables: TableNames, { to, counters }: MailedEntry, now: Date): TransactWriteItem[] =>
  to.doors.map((doorId) => ({
    Update: updateItem({
      table: tables.vault,
      key: vaultKeys.door(doorId),
      set: counters,
      condition: 'attribute_exists(wrappedThreadKey) AND expiresAt > :now',
      values: { now: now.toISOString() },
    }),
  }));

const entryItems = (tables: TableNames, entry: MailedEntry, now: Date): TransactWriteItem[] => {
  const { to, number, counters } = entry;
  const { caseId, channel, nextDeadline } = to;
  const ttl = contentTimeToLive(to.hardLimit);
  const order = queueOrder(true, nextDeadline, to.urgentSince);
  return [
    caseItem(tables, entry, now),
    ...doorItems(tables, entry, now),
    {
      Update: updateItem({
        table: tables.cases,
        key: caseKeys.head(caseId),
        // A closed case stands in the open queue until the team has read the mail.
        set: { unread: true, ...counters, ...inQueue(queuePartition(channel, 'open'), order) },
        add: { version: 1 },
        condition: isQueued,
      }),
    },
    {
      Put: {
        TableName: tables.cases,
        Item: toAttributes({
          ...caseKeys.entry(caseId, reporterThread, number),
          number,
          sealed: entry.sealedEntry,
          ...entryObjects(entry.objects),
          ttl,
        }),
        ConditionExpression: itemIsNew,
      },
    },
  ];
};
