import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { reporterThread } from '../../domain/case/case-id.ts';
import { fullHour } from '../../domain/clock.ts';
import type { SealedReport, ReportStore } from '../../domain/report/submit-report.ts';
import type { PassphraseStore } from '../../domain/thread/new-passphrase.ts';
import type { SealedReply } from '../../domain/thread/reply.ts';
import type { WithdrawStore } from '../../domain/thread/withdraw.ts';
import { contentTimeToLive, vaultTimeToLive } from '../../domain/retention/expiry.ts';
import { parseRow, toAttributes } from './attributes.ts';
import { queueOrder, queuePartition } from './case-rows.ts';
import {
  caseKeys,
  due,
  dueAt,
  indexes,
  inQueue,
  isQueued,
  itemIsNew,
  vaultKeys,
  type ItemKey,
} from './item-keys.ts';
import { queryPartition } from './query.ts';
import { findSent } from './find-sent.ts';
import { closeDoor, leave, replaceDoor } from './reporter-doors.ts';
import { doorRow } from './rows.ts';
import { faultsOf } from './send.ts';
import type { TableNames } from './tables.ts';
import { threadOfRows } from './thread-rows.ts';
import { transact } from './transact.ts';
import { updateItem } from './update.ts';

/** Everything the reporter function does with the store. Its role allows these calls and no others. */
export const reporterStore = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
): ReportStore & WithdrawStore & PassphraseStore => {
  const put = (table: string, key: ItemKey, row: Readonly<Record<string, unknown>>): TransactWriteItem => ({
    Put: {
      TableName: table,
      Item: toAttributes({ ...key, ...row }),
      ConditionExpression: itemIsNew,
    },
  });

  const outbox = (notice: SealedReport['notice'], ttl: number): TransactWriteItem => {
    const { caseId, channel, urgent, notBefore } = notice;
    return put(tables.cases, caseKeys.outbox(notBefore, randomId()), {
      caseId,
      channel,
      urgent,
      attempts: 0,
      ttl,
    });
  };

  /** The head, the entry and the notice, in this order. */
  const entryItems = (reply: SealedReply): TransactWriteItem[] => {
    const { caseId, thread, number, nextDeadline } = reply;
    const ttl = contentTimeToLive(reply.hardLimit);
    return [
      {
        Update: updateItem({
          table: tables.cases,
          key: caseKeys.head(caseId),
          // A closed case stands in the open queue until the team has read the reply.
          set: {
            unread: true,
            entries: number,
            textBytes: reply.textBytes,
            ...inQueue(queuePartition(reply.notice.channel, 'open'), queueOrder(true, nextDeadline)),
          },
          add: { version: 1 },
          condition: isQueued,
        }),
      },
      put(tables.cases, caseKeys.entry(caseId, thread, number), { number, sealed: reply.sealedEntry, ttl }),
      outbox(reply.notice, ttl),
    ];
  };

  return {
    async fileReport(report) {
      const { caseId, channel, summary } = report;
      const thread = reporterThread;
      const nextDeadline = summary.deadlines.acknowledgeBy;
      const expiresAt = report.expiresAt.toISOString();
      const hardLimit = expiresAt;
      const entries = report.sealedReceipt === undefined ? 1 : 2;
      const keyTtl = vaultTimeToLive(report.expiresAt);
      const contentTtl = contentTimeToLive(report.expiresAt);
      const result = await transact(client, [
        put(tables.vault, vaultKeys.door(report.doorId), {
          caseId,
          thread,
          channel,
          wrappedThreadKey: report.wrappedThreadKey,
          expiresAt,
          entries,
          textBytes: report.textBytes,
          nextDeadline,
          hardLimit,
          ttl: keyTtl,
        }),
        put(tables.vault, vaultKeys.case(caseId), {
          caseId,
          channel,
          threads: { [thread]: report.sealedThreadKey },
          doors: { [thread]: [report.doorId] },
          sealedBrief: report.sealedBrief,
          identity: report.sealedIdentity,
          expiresAt,
          ttl: keyTtl,
        }),
        put(tables.cases, caseKeys.head(caseId), {
          caseId,
          caseName: report.caseName,
          channel,
          state: summary.state,
          urgent: report.urgent,
          unread: true,
          version: 1,
          entries,
          textBytes: report.textBytes,
          sentAt: report.sentAt.toISOString(),
          hardLimit,
          deadlines: summary.deadlines,
          nextDeadline,
          ...inQueue(queuePartition(channel, 'open'), queueOrder(true, nextDeadline)),
          ...due(report.nextActionAt),
          ttl: contentTtl,
        }),
        put(tables.cases, caseKeys.entry(caseId, thread, 1), {
          number: 1,
          sealed: report.sealedEntry,
          ttl: contentTtl,
        }),
        ...(report.sealedReceipt === undefined
          ? []
          : [
              put(tables.cases, caseKeys.entry(caseId, thread, 2), {
                number: 2,
                sealed: report.sealedReceipt,
                ttl: contentTtl,
              }),
            ]),
        put(tables.cases, caseKeys.summary(caseId, thread), {
          revision: 1,
          sealed: report.sealedSummary,
          ttl: contentTtl,
        }),
        outbox(report.notice, contentTtl),
      ]);
      return result.kind === 'written' ? 'filed' : 'already-filed';
    },

    async findDoor(doorId) {
      const { Item } = await faultsOf(
        client.send(
          new GetItemCommand({
            TableName: tables.vault,
            Key: toAttributes(vaultKeys.door(doorId)),
            ConsistentRead: true,
          }),
        ),
      );
      if (!Item) return undefined;
      const { wrappedThreadKey, ...door } = parseRow(doorRow, Item);
      return { ...door, wrappedThreadKey };
    },

    readThread: async (caseId, thread) =>
      threadOfRows(await queryPartition(client, tables.cases, caseKeys.thread(caseId, thread))),

    async appendReply(reply: SealedReply, now) {
      const { caseId, thread, number } = reply;
      const ttl = contentTimeToLive(reply.hardLimit);
      const items: TransactWriteItem[] = [
        {
          Update: updateItem({
            table: tables.vault,
            key: vaultKeys.door(reply.doorId),
            set: {
              entries: number,
              textBytes: reply.textBytes,
              written: { hour: reply.written.hour.toISOString(), entries: reply.written.entries },
            },
            condition: 'attribute_exists(wrappedThreadKey) AND expiresAt > :now',
            values: { now: now.toISOString() },
          }),
        },
        ...entryItems(reply),
      ];
      if (reply.replyKey !== undefined) {
        items.push(put(tables.cases, caseKeys.sent(caseId, thread, reply.replyKey), { number, ttl }));
      }
      const result = await transact(client, items);
      if (result.kind === 'written') return 'appended';
      const [doorClosed, headGone, numberTaken, , alreadySent] = result.failed;
      if (doorClosed || headGone) return 'case-gone';
      if (alreadySent) return 'already-sent';
      if (numberTaken) return 'number-taken';
      throw new Error('an outbox row is new by its random key');
    },

    findSent: (caseId, thread, replyKey) =>
      findSent(client, tables.cases, caseKeys.sent(caseId, thread, replyKey)),

    async withdraw({ doorId, caseId }, now) {
      // The full hour: no exact time of a reporter is stored, and it is past, so the report is gone at once.
      const hour = fullHour(now);
      const at = hour.toISOString();
      const values = { now: now.toISOString() };
      const result = await transact(client, [
        {
          Update: updateItem({
            table: tables.vault,
            key: vaultKeys.case(caseId),
            set: { withdrawnAt: at, expiresAt: at, ttl: vaultTimeToLive(hour) },
            remove: ['threads', 'sealedBrief', 'identity'],
            condition: 'attribute_not_exists(openedAt) AND expiresAt > :now',
            values,
          }),
        },
        closeDoor(tables, doorId, 'withdrawn', now),
        {
          Update: updateItem({
            table: tables.cases,
            key: caseKeys.head(caseId),
            set: dueAt(hour),
            remove: [indexes.queue.pk, indexes.queue.sk],
            add: { version: 1 },
            condition: isQueued,
          }),
        },
      ]);
      if (result.kind === 'written') return 'withdrawn';
      const [caseRefused, doorClosed] = result.failed;
      return caseRefused && !doorClosed ? 'opened' : 'case-gone';
    },

    leave: (last, now) => leave(client, tables, last, entryItems(last), now),
    replaceDoor: (replacement, now) => replaceDoor(client, tables, replacement, now),
  };
};
