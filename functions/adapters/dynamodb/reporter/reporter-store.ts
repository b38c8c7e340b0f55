import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { fullHour } from '../../../domain/kernel/clock.ts';
import type { SealedReport, ReportStore } from '../../../domain/intake/submit-report.ts';
import { countAnswer } from './count-answer.ts';
import type { SurveyStore } from '../../../domain/survey/answer-survey.ts';
import type { PublicListStore } from '../../../domain/register/public-list.ts';
import type { PublishedReports } from '../../../domain/transparency/transparency-store.ts';
import type { PassphraseStore } from '../../../domain/thread/new-passphrase.ts';
import type { SealedReply } from '../../../domain/thread/reply.ts';
import type { StopMailsStore } from '../../../domain/thread/stop-mails.ts';
import type { WithdrawStore } from '../../../domain/thread/withdraw.ts';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import { contentTimeToLive, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { attachedItems, entryObjects } from '../rows/attached-items.ts';
import { parseRow, toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { queueOrder, queuePartition } from '../rows/case-rows.ts';
import {
  caseKeys,
  dueAt,
  indexes,
  inQueue,
  isQueued,
  itemIsNew,
  publicBansPartition,
  vaultKeys,
  type ItemKey,
} from '../item-keys.ts';
import { newCaseItems } from '../case/new-case-items.ts';
import { queueOfNotice } from '../rows/outbox-item.ts';
import { queryPartition } from '../client/query.ts';
import { findSent } from '../rows/find-sent.ts';
import { heldInboxItem } from '../rows/held-items.ts';
import { heldReports } from './held-reports.ts';
import { closeDoor, leave, replaceDoor, reporterAttributes, stopMails } from './reporter-doors.ts';
import { readPublicReports } from '../rows/public-reports.ts';
import { closedDoorRow, doorRow, publicBansRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { threadOfRows } from '../rows/thread-rows.ts';
import { transact, type NamedItem } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

/** Why a reply was not written, the first of which that holds counts. */
const appendRefusals = ['door-changed', 'case-gone', 'already-sent', 'files-gone', 'number-taken'] as const;
type AppendRefusal = (typeof appendRefusals)[number];

type ReporterStore = ReportStore &
  StopMailsStore &
  WithdrawStore &
  PassphraseStore &
  PublicListStore &
  SurveyStore &
  PublishedReports;

/**
 * Everything the reporter function does with the store. Its role allows these calls and no others.
 * @throws {Error} from `appendReply`, when an outbox row of its random key is there already
 */
export const reporterStore = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
  // eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
): ReporterStore => {
  const put = (table: string, key: ItemKey, row: Readonly<Record<string, unknown>>): TransactWriteItem => ({
    Put: {
      TableName: table,
      Item: toAttributes({ ...key, ...row }),
      ConditionExpression: itemIsNew,
    },
  });

  const outbox = (notice: SealedReport['notice'], ttl: number): TransactWriteItem => {
    const { caseId, channel, urgent, notBefore } = notice;
    return put(tables.cases, caseKeys.outbox(queueOfNotice(notice), notBefore, randomId()), {
      caseId,
      channel,
      urgent,
      attempts: 0,
      ttl,
    });
  };

  const readDoor = async (doorId: string): Promise<Attributes | undefined> => {
    const Key = toAttributes(vaultKeys.door(doorId));
    const read = new GetItemCommand({ TableName: tables.vault, Key, ConsistentRead: true });
    return (await faultsOf(client.send(read))).Item;
  };

  /** The head, the entry and the notice. */
  const entryItems = (
    reply: SealedReply,
  ): (TransactWriteItem | NamedItem<'case-gone' | 'number-taken'>)[] => {
    const { caseId, thread, number, nextDeadline } = reply;
    const { urgent } = reply.notice;
    const ttl = contentTimeToLive(reply.hardLimit);
    const { erasureAnswerBy, appealBy } = reply;
    const dates = [erasureAnswerBy, appealBy?.acknowledge].flatMap((date) => date?.toISOString() ?? []);
    const first = dates.reduce((next, date) => (date < next ? date : next), nextDeadline);
    const order = queueOrder(true, first, reply.urgentSince?.toISOString());
    // The reporter's stand in the head as in release 0.1.0, all others in a map by their names.
    const isReporters = thread === reporterThread;
    const { textBytes, attachmentBytes } = reply;
    const counters = { entries: number, textBytes, attachmentBytes };
    return [
      {
        name: 'case-gone',
        item: {
          Update: updateItem({
            table: tables.cases,
            key: caseKeys.head(caseId),
            // A closed case stands in the open queue until the team has read the reply.
            set: {
              unread: true,
              ...(isReporters ? counters : {}),
              ...(urgent ? { urgent } : {}),
              // The scheduled function looks at the next scheduled run, and sets its clock by the new date.
              erasureBy: erasureAnswerBy?.toISOString(),
              ...(dates.length > 0 ? dueAt(reply.written.hour) : {}),
              ...inQueue(queuePartition(reply.notice.channel, 'open'), order),
            },
            // The earliest that nobody has taken up yet counts.
            setIfAbsent: {
              appealAcknowledgeBy: appealBy?.acknowledge.toISOString(),
              appealAnswerBy: appealBy?.answer.toISOString(),
            },
            setIn: isReporters ? [] : [['threads', thread, counters]],
            // Anybody who took up what was urgent before need not know of this.
            remove: urgent ? ['taken'] : [],
            add: { version: 1 },
            condition: isQueued,
          }),
        },
      },
      {
        name: 'number-taken',
        item: put(tables.cases, caseKeys.entry(caseId, thread, number), {
          number,
          sealed: reply.sealedEntry,
          ...entryObjects(reply.objects),
          ttl,
        }),
      },
      outbox(reply.notice, ttl),
    ];
  };

  return {
    ...heldReports(client, tables, randomId),

    async fileReport(report) {
      const { doorId, wrappedThreadKey, handover, heldMessage, ...sealed } = report;
      const result = await transact(client, [
        ...newCaseItems(tables, { ...sealed, door: { doorId, wrappedThreadKey, handover } }),
        outbox(report.notice, contentTimeToLive(report.expiresAt)),
        ...(heldMessage ? [heldInboxItem(tables.cases, randomId(), heldMessage)] : []),
      ]);
      if (result.kind === 'written') return 'filed';
      const refusals = ['already-filed', 'case-taken'] as const;
      return refusals.find((refusal) => result.failed.has(refusal)) ?? 'files-gone';
    },

    async findDoor(doorId) {
      const row = await readDoor(doorId);
      return row && !('closed' in row) ? parseRow(doorRow, row) : undefined;
    },

    async doorState(doorId) {
      const row = await readDoor(doorId);
      if (!row) return undefined;
      return 'closed' in row ? parseRow(closedDoorRow, row).closed : 'open';
    },

    readThread: async (caseId, thread) =>
      threadOfRows(await queryPartition(client, tables.cases, caseKeys.thread(caseId, thread))),

    async appendReply(reply: SealedReply, now) {
      const { caseId, thread, number } = reply;
      const ttl = contentTimeToLive(reply.hardLimit);
      const door: TransactWriteItem = {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.door(reply.doorId),
          set: {
            entries: number,
            textBytes: reply.textBytes,
            attachmentBytes: reply.attachmentBytes,
            written: { hour: reply.written.hour.toISOString(), entries: reply.written.entries },
            urgentSince: reply.notice.urgent ? reply.urgentSince?.toISOString() : undefined,
          },
          // Of another channel now: what was sealed for the old one's queue is made again.
          condition: 'attribute_exists(wrappedThreadKey) AND expiresAt > :now AND channel = :channel',
          values: { now: now.toISOString(), channel: reply.notice.channel },
        }),
      };
      const sent = (sentKey: string): NamedItem<'already-sent'> => ({
        name: 'already-sent',
        item: put(tables.cases, caseKeys.sent(caseId, thread, sentKey), { number, ttl }),
      });
      const result = await transact<AppendRefusal>(client, [
        { name: 'door-changed', item: door },
        ...entryItems(reply),
        ...(reply.sentKey === undefined ? [] : [sent(reply.sentKey)]),
        ...attachedItems(tables, reply.objects, ttl).map((item) => ({ name: 'files-gone' as const, item })),
      ]);
      if (result.kind === 'written') return 'appended';
      const refusal = appendRefusals.find((name) => result.failed.has(name));
      if (!refusal) throw new Error('an outbox row is new by its random key');
      return refusal;
    },

    findSent: (caseId, thread, sentKey) =>
      findSent(client, tables.cases, caseKeys.sent(caseId, thread, sentKey)),

    async withdraw({ doorId, caseId }, now) {
      // The full hour: no exact time of a reporter is stored, and it is past, so the report is gone at once.
      const hour = fullHour(now);
      const at = hour.toISOString();
      const values = { now: now.toISOString() };
      const unopened: TransactWriteItem = {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.case(caseId),
          set: { withdrawnAt: at, expiresAt: at, ttl: vaultTimeToLive(hour) },
          // What it is counted as stays for the sweep, sealed: members alone are named in it.
          remove: ['threads', 'sealedBrief', 'sealedCaseworkKey', ...reporterAttributes],
          condition: 'attribute_not_exists(openedAt) AND expiresAt > :now',
          values,
        }),
      };
      const result = await transact(client, [
        { name: 'opened', item: unopened },
        { name: 'door-closed', item: closeDoor(tables, doorId, { closed: 'withdrawn', now }) },
        {
          Update: updateItem({
            table: tables.cases,
            key: caseKeys.head(caseId),
            set: dueAt(hour, hour),
            remove: [indexes.queue.pk, indexes.queue.sk],
            add: { version: 1 },
            condition: isQueued,
          }),
        },
      ]);
      if (result.kind === 'written') return 'withdrawn';
      return result.failed.has('opened') && !result.failed.has('door-closed') ? 'opened' : 'case-gone';
    },

    countAnswer: (door, row) => countAnswer(client, tables, door, row),

    // A row that does not parse is left out of what everybody reads.
    publicBans: async () =>
      (await queryPartition(client, tables.cases, publicBansPartition)).flatMap(
        (row) => tryRow(publicBansRow, row)?.bans ?? [],
      ),

    publishedReports: () => readPublicReports(client, tables.cases),

    leave: (last, now) => leave(client, tables, { reply: last, items: entryItems(last) }, now),
    stopMails: (last, now) => stopMails(client, tables, { reply: last, items: entryItems(last) }, now),
    replaceDoor: (replacement, now) => replaceDoor(client, tables, replacement, now),
  };
};
