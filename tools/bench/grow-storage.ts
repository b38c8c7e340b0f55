import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { loadRingPublicKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { toAttributes, type Attributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { batchGet } from '../../functions/adapters/dynamodb/client/batch-get.ts';
import {
  caseKeys,
  due,
  dueRegister,
  queuedBy,
  vaultKeys,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import { queueOrder } from '../../functions/adapters/dynamodb/rows/case-rows.ts';
import { addDays, day } from '../../functions/domain/kernel/clock.ts';
import { newId } from '../../functions/domain/kernel/random.ts';
import type { BenchService } from './bench-service.ts';
import { writeMany, type BulkRow } from './bulk-rows.ts';
import { lineRow } from './deciding.ts';

/** Of so many lines each is sealed for itself; the others are copies of one, dated before all of these. */
const ownLines = 1_000;
const daysOfOwnLines = 701;
/** Index rows of an entry that is only stored, of the 32 that a real one has: nobody looks for any of them. */
const indexRows = 2;
const random = { bytes: (length: number) => randomBytes(length), integer: () => 0 };

const farOff = (): Date => addDays(new Date(), 300);

/** A head that stands behind all real ones in every order, as large as they are, and a place in the vault without content. */
const caseCopies = async (client: DynamoDBClient, { tables }: BenchService, caseId: string) => {
  const rows = await batchGet(client, { [tables.cases]: [caseKeys.head(caseId)] });
  const [head] = rows[tables.cases] ?? [];
  if (!head) throw new Error('the first case is there');
  const behind = toAttributes({ ...queuedBy(queueOrder(true, farOff().toISOString())), ...due(farOff()) });
  return (): readonly BulkRow[] => {
    const id = newId(random);
    const of = (key: object) => toAttributes({ ...key, caseId: id });
    return [
      { table: tables.vault, item: of(vaultKeys.case(id)) },
      { table: tables.cases, item: { ...head, ...behind, ...of(caseKeys.head(id)) } },
    ];
  };
};

/** The row of an entry of the register that nobody opens, which holds no content, and index rows under keys of its own. */
const entryCopies = async (client: DynamoDBClient, { tables }: BenchService) => {
  const { channel } = await loadRingPublicKey(client, tables.team, 'conduct', 'register');
  const row = toAttributes({ channel, revision: 1, ...dueRegister(farOff()) });
  return (): readonly BulkRow[] => {
    const id = newId(random);
    const matchKeys = Array.from({ length: indexRows }, () => newId(random));
    const own = toAttributes({ ...caseKeys.registerEntry(id), caseId: newId(random), matchKeys });
    return [
      { table: tables.cases, item: { ...row, ...own } },
      ...matchKeys.map((key) => ({ table: tables.cases, item: toAttributes(caseKeys.match(key, id)) })),
    ];
  };
};

const linesOf = async (client: DynamoDBClient, { tables }: BenchService) => {
  const ring = await loadRingPublicKey(client, tables.team, 'conduct', 'register');
  const copied: Attributes = lineRow(ring, 1);
  return (number: number): readonly BulkRow[] => {
    if (number < ownLines) return [{ table: tables.cases, item: lineRow(ring, number) }];
    const decidedOn = day(addDays(new Date(), -daysOfOwnLines - (number % 2_000)));
    const key = caseKeys.logLine(ring.channel, `${decidedOn}#${newId(random)}`);
    return [{ table: tables.cases, item: { ...copied, ...toAttributes(key) } }];
  };
};

/** How many there are of each kind. */
export type Stored = { readonly cases: number; readonly others: number };

/** Fills the storage up to a size: cases, entries of the register with index rows, and lines of the enforcement log. */
export const startGrowing = async (client: DynamoDBClient, service: BenchService, caseId: string) => {
  const copiedCase = await caseCopies(client, service, caseId);
  const entry = await entryCopies(client, service);
  const line = await linesOf(client, service);
  return async (before: Stored, after: Stored): Promise<void> => {
    await writeMany(client, after.cases - before.cases, copiedCase);
    await writeMany(client, after.others - before.others, (number) => [
      ...entry(),
      ...line(before.others + number),
    ]);
  };
};
