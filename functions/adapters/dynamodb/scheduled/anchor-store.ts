import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { hex, type Hex } from '../../../domain/audit/anchor.ts';
import { addDays, epochSeconds } from '../../../domain/kernel/clock.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { AnchorStore, ListedPart, LogPlace } from '../../../domain/audit/anchor-audit-logs.ts';
import type { SealedLogLine } from '../../../domain/register/sealed-log-line.ts';
import { bytes, parseRow, toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import {
  caseIdOfPartition,
  caseKeys,
  channelOfLog,
  dueLogPartition,
  duePartition,
  indexes,
  itemIsNew,
  partitionOf,
  publicReportsPartition,
  sortKey,
  sortKeyOf,
  teamKeys,
  type ItemKey,
} from '../item-keys.ts';
import { queryAll } from '../client/query.ts';
import { queryKeys } from '../client/query-keys.ts';
import { logLineOfRow } from '../rows/log-rows.ts';
import { publicReportRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

const rootText = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text): Hex => hex(Buffer.from(text, 'hex')));
const progressRow = z.object({
  anchored: z.object({ day: z.iso.date(), root: rootText }).optional(),
  work: z
    .object({
      day: z.iso.date(),
      parts: z.int(),
      filled: z.int(),
      lines: z.int().optional(),
      reports: z.int().optional(),
    })
    .optional(),
});
const leavesRow = z.object({ leaves: bytes, lines: z.int().optional(), reports: z.int().optional() });
const listedRow = z.union([
  leavesRow,
  z.object({ caseIds: z.array(z.string()) }),
  z.object({ reportIds: z.array(z.string()) }),
  z.object({ places: z.array(z.object({ channel: z.string(), id: z.string() })) }),
]);
const headEndRow = z.object({ audit: z.object({ number: z.int(), hash: bytes }) });
const seedRow = z.object({ seed: bytes });

const leafBytes = 32;
const headsAtOnce = 100;
/** Files of reports are large. */
const reportsAtOnce = 20;
const partsAtOnce = 50;

/**
 * Where the scheduled function keeps what it anchors.
 * @param keptDays how long the leaves of a day are kept: as long as its line in the log group
 * @throws {Fault} from its calls: `row-unreadable` when a part that is listed is missing or short, `storage-busy`
 *   when the signing seed is neither written nor there
 */
// eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
export const anchorStore = (client: DynamoDBClient, tables: TableNames, keptDays: number): AnchorStore => {
  const read = async (key: ItemKey): Promise<Attributes | undefined> =>
    (
      await faultsOf(
        client.send(
          new GetItemCommand({ TableName: tables.team, Key: toAttributes(key), ConsistentRead: true }),
        ),
      )
    ).Item;
  const put = (key: ItemKey, row: Readonly<Record<string, unknown>>) => ({
    TableName: tables.team,
    Item: toAttributes({ ...key, ...row }),
  });
  const ttlOf = (day: string): number => epochSeconds(addDays(new Date(day), keptDays + 1));
  const progress = (set: Readonly<Record<string, unknown>>) => ({
    table: tables.team,
    key: teamKeys.anchorProgress(),
    set,
  });

  return {
    async progress() {
      const row = await read(teamKeys.anchorProgress());
      return row ? parseRow(progressRow, row) : {};
    },

    async caseIds() {
      const rows = await inDuePartition(client, tables.cases, duePartition);
      return [...new Set(rows.map((row) => caseIdOfPartition(partitionOf(row))))];
    },

    async logPlaces() {
      const rows = await inDuePartition(client, tables.cases, dueLogPartition);
      return rows.map((row) => ({ channel: channelOfLog(partitionOf(row)), id: sortKeyOf(row) }));
    },

    async reportIds() {
      return (await queryKeys(client, tables.cases, publicReportsPartition)).map(sortKey);
    },

    async begin(day, parts) {
      for (const [index, part] of parts.entries()) {
        const row = put(teamKeys.anchorPart(day, index + 1), { ...listedIn(part), ttl: ttlOf(day) });
        // What another process has filled meanwhile stays filled.
        await transact(client, [{ Put: { ...row, ConditionExpression: 'attribute_not_exists(leaves)' } }]);
      }
      const work = { day, parts: parts.length, filled: 0 };
      await transact(client, [{ Update: updateItem(progress({ work })) }]);
      return work;
    },

    async listedPart(day, part) {
      const row = await read(teamKeys.anchorPart(day, part));
      if (!row) throw new Fault('row-unreadable');
      const listed = parseRow(listedRow, row);
      if ('leaves' in listed)
        return { kind: 'filled', lines: listed.lines ?? 0, reports: listed.reports ?? 0 };
      if ('reportIds' in listed) return { kind: 'reports', ...listed };
      return 'caseIds' in listed ? { kind: 'cases', ...listed } : { kind: 'log', ...listed };
    },

    async auditHeads(caseIds) {
      const heads = new Map<string, z.infer<typeof headEndRow>['audit']>();
      for (let at = 0; at < caseIds.length; at += headsAtOnce) {
        const keys = caseIds.slice(at, at + headsAtOnce).map((caseId) => caseKeys.head(caseId));
        const found = await batchGet(client, { [tables.cases]: keys });
        for (const row of found[tables.cases] ?? []) {
          const head = tryRow(headEndRow, row);
          if (head) heads.set(caseIdOfPartition(partitionOf(row)), head.audit);
        }
      }
      return heads;
    },

    async logLines(places) {
      const lines: (SealedLogLine & LogPlace)[] = [];
      for (let at = 0; at < places.length; at += headsAtOnce) {
        const keys = places
          .slice(at, at + headsAtOnce)
          .map(({ channel, id }) => caseKeys.logLine(channel, id));
        const rows = (await batchGet(client, { [tables.cases]: keys }))[tables.cases] ?? [];
        for (const row of rows) {
          const line = logLineOfRow(row);
          if (line.revision > 0) lines.push({ ...line, channel: channelOfLog(partitionOf(row)) });
        }
      }
      return lines;
    },

    async reportFiles(ids) {
      const files: { readonly id: string; readonly file: string }[] = [];
      for (let at = 0; at < ids.length; at += reportsAtOnce) {
        const keys = ids.slice(at, at + reportsAtOnce).map((id) => caseKeys.publicReport(id));
        const rows = (await batchGet(client, { [tables.cases]: keys }))[tables.cases] ?? [];
        for (const row of rows) {
          const report = tryRow(publicReportRow, row);
          if (report) files.push({ id: sortKeyOf(row), file: report.file });
        }
      }
      return files;
    },

    async fillPart({ day, parts, lines, reports }, part, filled) {
      const counts = { lines: filled.lines, reports: filled.reports };
      const row = { leaves: Buffer.concat(filled.leaves), ...counts, ttl: ttlOf(day) };
      await transact(client, [
        { Put: put(teamKeys.anchorPart(day, part), row) },
        { Update: updateItem(progress({ work: { day, parts, filled: part, lines, reports } })) },
      ]);
    },

    async leaves({ day, parts }) {
      const found: Uint8Array[] = [];
      for (let at = 0; at < parts; at += partsAtOnce) {
        const length = Math.min(partsAtOnce, parts - at);
        const keys = Array.from({ length }, (_, index) => teamKeys.anchorPart(day, at + index + 1));
        const rows = (await batchGet(client, { [tables.team]: keys }))[tables.team] ?? [];
        if (rows.length < length) throw new Fault('row-unreadable');
        for (const row of rows) found.push(...leavesOfRow(row));
      }
      return found;
    },

    async finish(day, root) {
      const result = await transact(client, [
        {
          Update: updateItem({
            ...progress({ anchored: { day, root } }),
            remove: ['work'],
            condition: 'attribute_not_exists(anchored) OR anchored.#day < :day',
            names: { '#day': 'day' },
            values: { day },
          }),
        },
      ]);
      return result.kind === 'written';
    },

    async signingSeed(made) {
      const key = teamKeys.anchorSecret();
      const there = await read(key);
      if (there) return parseRow(seedRow, there).seed;
      const result = await transact(client, [
        { Put: { ...put(key, { seed: made }), ConditionExpression: itemIsNew } },
      ]);
      if (result.kind === 'written') return made;
      const other = await read(key);
      if (!other) throw new Fault('storage-busy');
      return parseRow(seedRow, other).seed;
    },
  };
};

/** What a part lists, as it is stored until its leaves are. */
const listedIn = (part: ListedPart): Readonly<Record<string, unknown>> => {
  switch (part.kind) {
    case 'cases':
      return { caseIds: part.caseIds };
    case 'log':
      return { places: part.places };
    case 'reports':
      return { reportIds: part.reportIds };
  }
};

/** The keys of everything in a partition of the index of what is due. */
const inDuePartition = (client: DynamoDBClient, table: string, partition: string): Promise<Attributes[]> =>
  queryAll(client, {
    TableName: table,
    IndexName: indexes.due.name,
    KeyConditionExpression: `${indexes.due.pk} = :due`,
    ExpressionAttributeValues: toAttributes({ ':due': partition }),
  });

/** The leaves of one part. */
export const leavesOfRow = (row: Attributes): Uint8Array[] => {
  const { leaves } = parseRow(leavesRow, row);
  return Array.from({ length: Math.floor(leaves.length / leafBytes) }, (_, index) =>
    leaves.subarray(index * leafBytes, (index + 1) * leafBytes),
  );
};
