import type { Update } from '@aws-sdk/client-dynamodb';
import { toAttributes } from './attributes.ts';
import type { ItemKey } from '../item-keys.ts';

export type UpdateParts = {
  readonly table: string;
  readonly key: ItemKey;
  /** Attributes to set; those that are `undefined` are left as they are. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Attributes to set where there are none yet; those that are `undefined` are left as they are. */
  readonly setIfAbsent?: Readonly<Record<string, unknown>>;
  /** Values inside of an attribute that is a map, and is there: `[the attribute, the key in it, the value]`. */
  readonly setIn?: readonly (readonly [attribute: string, key: string, value: unknown])[];
  readonly remove?: readonly string[];
  readonly add?: Readonly<Record<string, number>>;
  /** Uses `#name` and `:name` of what `set` and `add` bring, and `values`. */
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

/** An update with a placeholder for every attribute name, so that none can be a reserved word. */
export const updateItem = (parts: UpdateParts): Update & { UpdateExpression: string } => {
  const set = Object.entries(parts.set ?? {}).filter(([, value]) => value !== undefined);
  const absent = Object.entries(parts.setIfAbsent ?? {}).filter(([, value]) => value !== undefined);
  const add = Object.entries(parts.add ?? {});
  const remove = parts.remove ?? [];
  const inside = parts.setIn ?? [];
  const changed = [
    ...set.map(([name]) => name),
    ...absent.map(([name]) => name),
    ...inside.map(([name]) => name),
    ...add.map(([name]) => name),
    ...remove,
  ];
  const clauses = [
    clause('SET', [
      ...set.map(([name]) => `#${name} = :${name}`),
      ...absent.map(([name]) => `#${name} = if_not_exists(#${name}, :${name})`),
      ...inside.map(([name], at) => `#${name}.#in${at} = :in${at}`),
    ]),
    clause(
      'ADD',
      add.map(([name]) => `#${name} :${name}`),
    ),
    clause(
      'REMOVE',
      remove.map((name) => `#${name}`),
    ),
  ];
  const values = Object.fromEntries(
    [
      ...set,
      ...absent,
      ...inside.map(([, , value], at) => [`in${at}`, value] as const),
      ...add,
      ...Object.entries(parts.values ?? {}),
    ].map(colon),
  );
  return {
    TableName: parts.table,
    Key: toAttributes(parts.key),
    UpdateExpression: clauses.filter((text) => text !== '').join(' '),
    ...(parts.condition === undefined ? {} : { ConditionExpression: parts.condition }),
    ExpressionAttributeNames: {
      ...Object.fromEntries(changed.map((name) => [`#${name}`, name])),
      ...Object.fromEntries(inside.map(([, key], at) => [`#in${at}`, key])),
      ...parts.names,
    },
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: toAttributes(values) }),
  };
};

const clause = (keyword: string, parts: readonly string[]): string =>
  parts.length === 0 ? '' : `${keyword} ${parts.join(', ')}`;

const colon = ([name, value]: readonly [string, unknown]): [string, unknown] => [`:${name}`, value];
