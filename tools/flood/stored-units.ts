import { withoutFiles } from '../bench/seed-cases.ts';
import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient, type AttributeValue, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { reporterStore } from '../../functions/adapters/dynamodb/reporter/reporter-store.ts';
import { newReportReader } from '../../functions/domain/intake/new-report.ts';
import { submitReport } from '../../functions/domain/intake/submit-report.ts';
import { sealEntry } from '../../functions/domain/thread/entry.ts';
import { shownBytes } from '../../functions/reporter/thread/conversation-part.ts';
import { messageLimitBytes, reportLimitBytes, threadLimitBytes } from '../../functions/domain/kernel/text.ts';
import { newRingKeyPair } from '../../functions/envelope/key-pair.ts';
import { newId } from '../../functions/domain/kernel/random.ts';
import type { Settings } from '../../functions/settings/schema.ts';
import { tables } from '../../infra/tables.ts';
import { prices } from '../prices.ts';

/** What the largest report and message take in DynamoDB, by sealing them as the functions do. */
export type StoredUnits = {
  readonly report: { readonly writeUnits: number; readonly bytes: number };
  /** Of a few lines. */
  readonly smallReport: { readonly writeUnits: number };
  readonly message: { readonly writeUnits: number; readonly bytes: number };
  /** To read the fullest conversation, which is the one of the most and smallest messages: each row has its own frame. */
  readonly threadReadUnits: number;
  /** A page with the newest part of a conversation. */
  readonly threadPageBytes: number;
};

const { writeUnitBytes, readUnitBytes, unitsInTransaction } = prices.dynamoDb;
const random = { bytes: (length: number) => randomBytes(length), integer: (most: number) => randomInt(most) };
/** Keys, names, nonce and tag of an entry's row. */
const rowFrameBytes = 256;
const summaryBytes = 16 * 1024;
const framePageBytes = 40 * 1024;
const place = { caseId: newId(random), thread: 'reporter', number: 1 };

/** The size DynamoDB counts: names and values, three bytes and one for each element of a map or list. */
const valueSize = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.B !== undefined) return value.B.length;
  if (value.L !== undefined) return value.L.reduce((sum, element) => sum + 1 + valueSize(element), 3);
  if (value.M !== undefined) return itemSize(value.M) + 3 + Object.keys(value.M).length;
  return 1;
};

const itemSize = (item: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

const largest = {
  answers: {
    whatHappened: 'x'.repeat(reportLimitBytes - 1200),
    who: 'x'.repeat(600),
    where: 'x'.repeat(600),
  },
  identity: { name: 'x'.repeat(2048), contact: 'x'.repeat(2048) },
};
const small = { answers: { whatHappened: 'x'.repeat(400) } };

/** The sizes of the items the store would write for a report; nothing leaves the process. */
const itemSizes = async (settings: Settings, content: object): Promise<readonly number[]> => {
  const written: TransactWriteItem[] = [];
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  client.middlewareStack.add(
    () => (args) => {
      const { TransactItems } = args.input as { readonly TransactItems: readonly TransactWriteItem[] };
      written.push(...TransactItems);
      return Promise.resolve({ output: { $metadata: {} }, response: undefined });
    },
    { step: 'initialize' },
  );
  const names = { vault: 'vault', cases: 'cases', team: 'team' };
  const report = newReportReader(settings).read(content);
  if (!report.success) throw new Error('what is measured is a report');
  const { publicKey } = newRingKeyPair();
  await submitReport(
    {
      settings,
      keys: {
        roster: { members: [] },
        ticketSecret: random.bytes(32),
        ring: (channel, purpose) => ({ channel, purpose, epoch: 1, publicKey }),
      },
      store: reporterStore(client, names, () => newId(random)),
      ...withoutFiles,
      random,
      now: new Date('2026-11-22T10:30:00Z'),
    },
    report.data,
  );
  client.destroy();
  return written.map(({ Put }) => itemSize(Put?.Item ?? {}));
};

export const storedUnits = async (settings: Settings): Promise<StoredUnits> => {
  const sizes = await itemSizes(settings, largest);
  const smallSizes = await itemSizes(settings, small);
  const sealedMessage = sealEntry(random.bytes(32), place, {
    from: 'reporter',
    kind: 'message',
    on: '2026-11-22T10:00:00.000Z',
    texts: new Map([['text', 'x'.repeat(messageLimitBytes)]]),
  }).length;
  const units = (bytes: number): number => Math.ceil(bytes / writeUnitBytes);
  // The head stands in both indexes as well; indexes are not written in the transaction, so they count once. What a
  // message writes beside its text (the door, the head, a notice, the key of its form) is less than 1 KB each.
  const indexUnits = tables.cases.indexes.length;
  const unitsOf = (written: readonly number[]): number =>
    written.reduce((sum, size) => sum + units(size) * unitsInTransaction, indexUnits);
  const smallItemsOfMessage = 4;
  return {
    smallReport: { writeUnits: unitsOf(smallSizes) },
    report: {
      writeUnits: unitsOf(sizes),
      bytes: sizes.reduce((sum, size) => sum + size, 0),
    },
    message: {
      writeUnits: (units(sealedMessage + 200) + smallItemsOfMessage) * unitsInTransaction + indexUnits * 2,
      bytes: sealedMessage + 1024,
    },
    // The door, then the thread in one query. What a thread counts of an entry is a kilobyte at least.
    threadReadUnits:
      1 + Math.ceil((threadLimitBytes * (1 + rowFrameBytes / 1024) + summaryBytes) / readUnitBytes),
    // A character takes up to six bytes as markup; the rest of the page comes on top.
    threadPageBytes: shownBytes * 6 + framePageBytes,
  };
};
