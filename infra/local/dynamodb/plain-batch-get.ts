import dynalite, { type Table, type WireItem } from 'dynalite/db/index.js';
import { readItem } from './item-rows.ts';
import type { Store } from './store.ts';

type Key = Readonly<Record<string, { readonly S: string }>>;
type PlainBatchGet = { readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Key[] }>> };

/** DynamoDB's, and dynalite's. */
const mostKeys = 100;
/** Characters. DynamoDB counts bytes, at most 1,024 of a sort key: whoever has more is checked in full. */
const surelyShort = 250;
/** Bytes in one answer; what is beyond it is left unprocessed. */
const answerLimit = (store: Store): number => 1024 * 1024 + store.options.maxItemSize - 3;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const hasOnly = (value: object, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

const isText = (value: unknown): boolean => {
  if (!isObject(value) || !hasOnly(value, ['S'])) return false;
  const { S } = value;
  return typeof S === 'string' && S.length > 0 && S.length <= surelyShort;
};

/** The names of partition and sort key, where both are texts. */
const textKeys = ({ KeySchema, AttributeDefinitions }: Table): readonly string[] => {
  const names = KeySchema.map(({ AttributeName }) => AttributeName);
  const areTexts = names.every((name) =>
    AttributeDefinitions.some((one) => one.AttributeName === name && one.AttributeType === 'S'),
  );
  return areTexts && names.length === 2 ? names : [];
};

const isPlainPart = (store: Store, name: string, part: unknown): boolean => {
  if (!store.tableNames().includes(name) || !isObject(part)) return false;
  const { Keys, ConsistentRead = false } = part;
  if (!hasOnly(part, ['Keys', 'ConsistentRead']) || typeof ConsistentRead !== 'boolean') return false;
  if (!Array.isArray(Keys) || Keys.length === 0 || Keys.length > mostKeys) return false;
  const names = textKeys(store.table(name));
  const areKeys = Keys.every(
    (key: unknown) =>
      isObject(key) && Object.keys(key).length === names.length && names.every((each) => isText(key[each])),
  );
  if (!areKeys || names.length === 0) return false;
  // Each has just been seen to be a key.
  const written = (Keys as readonly Key[]).map((key) => names.map((each) => key[each]?.S).join('\0'));
  return new Set(written).size === Keys.length;
};

/**
 * Whether a BatchGetItem asks for whole items by keys of two short texts, as ours always do, and so needs no other check
 * than this one: dynalite's checks and its reading of each key took most of the time of reading a case.
 */
export const isPlainBatchGet = (store: Store, request: object): request is PlainBatchGet => {
  if (!hasOnly(request, ['RequestItems']) || !('RequestItems' in request)) return false;
  const { RequestItems } = request;
  if (!isObject(RequestItems)) return false;
  const parts = Object.entries(RequestItems);
  if (parts.length === 0 || !parts.every(([name, part]) => isPlainPart(store, name, part))) return false;
  // Each has just been seen to have them.
  const keys = (parts as [string, { readonly Keys: readonly Key[] }][]).map(([, { Keys }]) => Keys.length);
  return keys.reduce((sum, count) => sum + count, 0) <= mostKeys;
};

/** @returns what dynalite answers; undefined when that would be more than fits in an answer */
export const plainBatchGet = (
  store: Store,
  { RequestItems }: PlainBatchGet,
): Promise<{ readonly Responses: object; readonly UnprocessedKeys: object } | undefined> =>
  store.atOneMoment((snapshot) => {
    let sizeBytes = 0;
    const Responses: Record<string, WireItem[]> = {};
    for (const [name, { Keys }] of Object.entries(RequestItems)) {
      const keyOf = rowKeyMaker(store.table(name));
      const items = Keys.map((key) => readItem(store, name, keyOf(key), snapshot)).filter(
        (item) => item !== undefined,
      );
      for (const item of items) sizeBytes += dynalite.itemSize(item);
      Responses[name] = shuffled(items);
    }
    return Promise.resolve(sizeBytes > answerLimit(store) ? undefined : { Responses, UnprocessedKeys: {} });
  });

/** What the keys of a partition begin with. The same partitions are asked for again and again, rows in place of others too. */
const beginnings = new Map<string, string>();
const mostBeginnings = 10_000;

/** As `dynalite.createKey`, which hashes the partition key every time. */
const rowKeyMaker = (table: Table): ((key: Key) => string) => {
  const [partition = '', sort = ''] = textKeys(table);
  const hex = (text: string | undefined): string => Buffer.from(text ?? '', 'utf8').toString('hex');
  return (key) => {
    const of = key[partition]?.S ?? '';
    const end = `${hex(key[sort]?.S)}/`;
    const known = beginnings.get(of);
    if (known !== undefined) return known + end;
    const whole = dynalite.createKey(key, table);
    if (beginnings.size >= mostBeginnings) beginnings.clear();
    beginnings.set(of, whole.slice(0, -end.length));
    return whole;
  };
};

/** DynamoDB answers in no order. */
const shuffled = (items: readonly WireItem[]): WireItem[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
