import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { HeldStore, SealedHeld } from '../../../domain/held/held-store.ts';
import { addDays, epochSeconds, fullHour } from '../../../domain/kernel/clock.ts';
import { contentTimeToLive, vaultTimeToLive } from '../../../domain/retention/expiry.ts';
import { reporterThread } from '../../../domain/thread/thread-name.ts';
import { toAttributes } from '../client/attributes.ts';
import type { TableNames } from '../client/tables.ts';
import { transact, type NamedItem } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';
import { caseKeys, itemIsNew, vaultKeys, type ItemKey } from '../item-keys.ts';
import { heldInboxItem, releaseItems } from '../rows/held-items.ts';
import { closeDoor } from './reporter-doors.ts';

type FileRefusal = 'already-filed' | 'lane-full' | 'taken';

/** Days for which it is remembered how many reports have begun to wait on one. */
const laneDays = 2;

/** The rows of a report that waits: no head, no brief and no key of the team's. */
// eslint-disable-next-line max-lines-per-function -- one list of all rows
const newHeldItems = (tables: TableNames, report: SealedHeld): NamedItem<FileRefusal>[] => {
  const { caseId, channel, doorId, lane, expiresAt } = report;
  const until = expiresAt.toISOString();
  const [vaultTtl, ttl] = [vaultTimeToLive(expiresAt), contentTimeToLive(expiresAt)];
  const put = (
    name: FileRefusal,
    table: string,
    key: ItemKey,
    row: Readonly<Record<string, unknown>>,
  ): NamedItem<FileRefusal> => ({
    name,
    item: {
      Put: { TableName: table, Item: toAttributes({ ...key, ...row }), ConditionExpression: itemIsNew },
    },
  });
  const thread = reporterThread;
  return [
    put('already-filed', tables.vault, vaultKeys.door(doorId), {
      caseId,
      thread,
      channel,
      wrappedThreadKey: report.wrappedThreadKey,
      held: true,
      entries: 1,
      textBytes: report.textBytes,
      attachmentBytes: 0,
      nextDeadline: until,
      hardLimit: until,
      expiresAt: until,
      ttl: vaultTtl,
    }),
    put('taken', tables.vault, vaultKeys.case(caseId), {
      caseId,
      channel,
      held: { textBytes: report.textBytes },
      threads: {},
      doors: { [thread]: [doorId] },
      expiresAt: until,
      ttl: vaultTtl,
    }),
    put('taken', tables.cases, caseKeys.entry(caseId, thread, 1), {
      number: 1,
      sealed: report.sealedEntry,
      ttl,
    }),
    put('taken', tables.cases, caseKeys.summary(caseId, thread), {
      revision: 1,
      sealed: report.sealedPage,
      ttl,
    }),
    {
      name: 'lane-full',
      item: {
        Update: updateItem({
          table: tables.cases,
          key: caseKeys.heldBudget(lane.day, channel),
          set: { ttl: epochSeconds(addDays(new Date(lane.day), laneDays)) },
          add: { held: 1 },
          condition: 'attribute_not_exists(#held) OR #held < :most',
          values: { most: lane.perDay },
        }),
      },
    },
  ];
};

/**
 * What the reporter function does with reports that wait.
 * @throws {Error} from `fileHeld`, when a row of a random key is there already
 */
export const heldReports = (
  client: DynamoDBClient,
  tables: TableNames,
  randomId: () => string,
  // eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
): Pick<HeldStore, 'fileHeld' | 'answerHeld' | 'tellHeld' | 'withdrawHeld'> => ({
  async fileHeld(report) {
    const result = await transact<FileRefusal>(client, [
      ...newHeldItems(tables, report),
      heldInboxItem(tables.cases, randomId(), report.message),
    ]);
    if (result.kind === 'written') return 'filed';
    if (result.failed.has('already-filed')) return 'already-filed';
    if (result.failed.has('lane-full')) return 'lane-full';
    throw new Error('what has a random key is new');
  },

  async answerHeld({ doorId, caseId, revisionBefore, sealedPage, written, message }, now) {
    const result = await transact(client, [
      {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.door(doorId),
          set: { written: { hour: written.hour.toISOString(), entries: written.entries } },
          condition: 'attribute_exists(held) AND expiresAt > :now',
          values: { now: now.toISOString() },
        }),
      },
      {
        Update: updateItem({
          table: tables.cases,
          key: caseKeys.summary(caseId, reporterThread),
          set: { revision: revisionBefore + 1, sealed: sealedPage },
          condition: 'revision = :before',
          values: { before: revisionBefore },
        }),
      },
      heldInboxItem(tables.cases, randomId(), message),
    ]);
    return result.kind === 'written' ? 'written' : 'changed-meanwhile';
  },

  async tellHeld({ doorId, released, message }, now) {
    const result = await transact(client, [
      ...releaseItems(tables, released, [doorId], { now, randomId }),
      heldInboxItem(tables.cases, randomId(), message),
    ]);
    return result.kind === 'written' ? 'told' : 'changed-meanwhile';
  },

  async withdrawHeld({ doorId, caseId, message }, now) {
    // As of any report: the full hour, which is past, so that it is gone at once.
    const hour = fullHour(now);
    const result = await transact(client, [
      {
        Update: updateItem({
          table: tables.vault,
          key: vaultKeys.case(caseId),
          set: {
            withdrawnAt: hour.toISOString(),
            expiresAt: hour.toISOString(),
            ttl: vaultTimeToLive(hour),
          },
          remove: ['threads'],
          condition: 'attribute_exists(held) AND expiresAt > :now',
          values: { now: now.toISOString() },
        }),
      },
      closeDoor(tables, doorId, { closed: 'withdrawn', now }),
      heldInboxItem(tables.cases, randomId(), message),
    ]);
    return result.kind === 'written' ? 'withdrawn' : 'changed-meanwhile';
  },
});
