import { GetItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { hex, type Hex } from '../../../domain/audit/anchor.ts';
import { addDays, epochSeconds } from '../../../domain/kernel/clock.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { AnchorStore } from '../../../domain/audit/anchor-audit-logs.ts';
import { bytes, parseRow, toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import {
  caseIdOfPartition,
  caseKeys,
  duePartition,
  indexes,
  itemIsNew,
  partitionOf,
  teamKeys,
  type ItemKey,
} from '../item-keys.ts';
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
  work: z.object({ day: z.iso.date(), parts: z.int(), filled: z.int() }).optional(),
});
const listedRow = z.object({ caseIds: z.array(z.string()) });
const leavesRow = z.object({ leaves: bytes });
const headEndRow = z.object({ audit: z.object({ number: z.int(), hash: bytes }) });
const seedRow = z.object({ seed: bytes });

const leafBytes = 32;
const headsAtOnce = 100;
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
      const found = new Set<string>();
      let from: QueryCommand['input']['ExclusiveStartKey'];
      do {
        const page = await faultsOf(
          client.send(
            new QueryCommand({
              TableName: tables.cases,
              IndexName: indexes.due.name,
              KeyConditionExpression: `${indexes.due.pk} = :due`,
              ExpressionAttributeValues: toAttributes({ ':due': duePartition }),
              ExclusiveStartKey: from,
            }),
          ),
        );
        for (const row of page.Items ?? []) found.add(caseIdOfPartition(partitionOf(row)));
        from = page.LastEvaluatedKey;
      } while (from);
      return [...found];
    },

    async begin(day, parts) {
      for (const [index, caseIds] of parts.entries()) {
        const row = put(teamKeys.anchorPart(day, index + 1), { caseIds, ttl: ttlOf(day) });
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
      return row.leaves === undefined ? parseRow(listedRow, row).caseIds : undefined;
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

    async fillPart({ day, parts }, part, leaves) {
      const row = { leaves: Buffer.concat(leaves), ttl: ttlOf(day) };
      await transact(client, [
        { Put: put(teamKeys.anchorPart(day, part), row) },
        { Update: updateItem(progress({ work: { day, parts, filled: part } })) },
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

/** The leaves of one part. */
export const leavesOfRow = (row: Attributes): Uint8Array[] => {
  const { leaves } = parseRow(leavesRow, row);
  return Array.from({ length: Math.floor(leaves.length / leafBytes) }, (_, index) =>
    leaves.subarray(index * leafBytes, (index + 1) * leafBytes),
  );
};
