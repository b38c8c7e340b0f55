import type { WireItem, WireValue } from 'dynalite/db/index.js';
import type { Operation } from '../dynamodb/requests.ts';
import { attributesIn, equalTo, type PlaceholderNames } from './expression-attributes.ts';
import { localArns } from './local-arns.ts';
import { contextOf, type Asked } from './request.ts';

/** The attribute that is the partition key of a table or of its index; `undefined` when there is no such table. */
export type PartitionKeyOf = (table: string, index: string | undefined) => string | undefined;

/** What the requests for items have in common; which parts there are depends on the operation. */
type ItemRequest = {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: WireItem;
  readonly Item?: WireItem;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly KeyConditionExpression?: string;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: PlaceholderNames;
  readonly ExpressionAttributeValues?: Readonly<Record<string, WireValue>>;
};
type BatchGet = {
  readonly RequestItems: Readonly<
    Record<string, Omit<ItemRequest, 'TableName'> & { readonly Keys: readonly WireItem[] }>
  >;
};
type BatchWrite = {
  readonly RequestItems: Readonly<
    Record<
      string,
      readonly {
        readonly PutRequest?: { readonly Item: WireItem };
        readonly DeleteRequest?: { readonly Key: WireItem };
      }[]
    >
  >;
};
type Transaction = { readonly TransactItems: readonly Readonly<Record<string, ItemRequest>>[] };

const expressions = [
  'KeyConditionExpression',
  'ConditionExpression',
  'UpdateExpression',
  'FilterExpression',
  'ProjectionExpression',
] as const;
/** What came before expressions names attributes too, and nothing here reads it. */
const legacy = [
  ...['AttributesToGet', 'AttributeUpdates', 'Expected', 'KeyConditions', 'QueryFilter', 'ScanFilter'],
  'ConditionalOperator',
];

/**
 * What DynamoDB asks IAM for: the action on a table or an index, with the partition keys of all items it names
 * (`dynamodb:LeadingKeys`), the attributes and `ReturnValues`. A transaction needs the action of each of its parts; a
 * batch one action for each table, on all its keys together.
 * @param request as it was sent, once it is known to be a valid one of its operation
 */
export const dynamoDbAsks = (
  operation: Operation,
  request: object,
  partitionKeyOf: PartitionKeyOf,
): Asked[] => {
  const item = (action: string, part: ItemRequest): Asked[] => {
    const items = [part.Key, part.Item].filter((one) => one !== undefined);
    const { TableName, ReturnValuesOnConditionCheckFailure: onFailure = 'NONE' } = part;
    const itself = asked(action, part, items, partitionKeyOf);
    // AWS has no condition key for this one: `dynamodb:ReturnValues` does not speak of it. Here it is a read as well, so
    // that nothing of ours comes to be handed a row that its role may not read.
    return onFailure === 'NONE' ? [itself] : [itself, asked('GetItem', { TableName }, items, partitionKeyOf)];
  };
  // `requests.validated` has established the shape that belongs to the operation.
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
    case 'Query':
    case 'Scan':
      return item(operation, request as ItemRequest);
    case 'BatchGetItem':
      return Object.entries((request as BatchGet).RequestItems).map(([TableName, { Keys, ...part }]) =>
        asked(operation, { ...part, TableName }, Keys, partitionKeyOf),
      );
    case 'BatchWriteItem':
      return Object.entries((request as BatchWrite).RequestItems).map(([TableName, parts]) => {
        const items = parts.flatMap(({ PutRequest, DeleteRequest }) => [
          ...(PutRequest ? [PutRequest.Item] : []),
          ...(DeleteRequest ? [DeleteRequest.Key] : []),
        ]);
        return asked(operation, { TableName }, items, partitionKeyOf);
      });
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return (request as Transaction).TransactItems.flatMap((part) =>
        Object.entries(part).flatMap(([kind, write]) => item(`${kind}Item`, write)),
      );
    case 'ListTables':
      return [ofTable(operation, '*')];
    case 'CreateTable':
    case 'DescribeTable':
    case 'DeleteTable':
    case 'UpdateTimeToLive':
    case 'DescribeTimeToLive':
    case 'UpdateContinuousBackups':
    case 'DescribeContinuousBackups':
      return [ofTable(operation, (request as { readonly TableName: string }).TableName)];
  }
};

const ofTable = (action: string, table: string): Asked => ({
  action: `dynamodb:${action}`,
  resource: localArns.table(table),
  context: contextOf({}),
});

const asked = (
  action: string,
  part: Omit<ItemRequest, 'Key' | 'Item'>,
  items: readonly WireItem[],
  partitionKeyOf: PartitionKeyOf,
): Asked => {
  for (const name of legacy)
    if (Object.hasOwn(part, name)) throw new Error(`No policy is evaluated for a request with ${name}.`);
  const { TableName, IndexName, ReturnValues, ExpressionAttributeNames: names = {} } = part;
  const partitionKey = partitionKeyOf(TableName, IndexName);
  const keys = items.map((item) => textOf(partitionKey === undefined ? undefined : item[partitionKey]));
  const attributes = new Set([
    ...items.flatMap((item) => Object.keys(item)),
    ...expressions.flatMap((name) => attributesIn(part[name] ?? '', names)),
  ]);
  const table = localArns.table(TableName);
  return {
    action: `dynamodb:${action}`,
    resource: IndexName === undefined ? table : `${table}/index/${IndexName}`,
    context: contextOf({
      'dynamodb:LeadingKeys': someOf([...keys, queried(part, partitionKey)]),
      'dynamodb:Attributes': someOf([...attributes]),
      'dynamodb:ReturnValues': ReturnValues === undefined ? undefined : [ReturnValues],
    }),
  };
};

/** The one partition a query reads. */
const queried = (part: ItemRequest, partitionKey: string | undefined): string | undefined => {
  const { KeyConditionExpression = '', ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = part;
  if (partitionKey === undefined) return undefined;
  const placeholder = equalTo(partitionKey, KeyConditionExpression, ExpressionAttributeNames);
  return placeholder === undefined ? undefined : textOf(ExpressionAttributeValues[placeholder]);
};

/** Keys are texts, numbers or bytes, which are written as text on the wire. */
const textOf = (value: WireValue | undefined): string | undefined => {
  const [text] = Object.values(value ?? {});
  return typeof text === 'string' ? text : undefined;
};

const someOf = (values: readonly (string | undefined)[]): string[] | undefined => {
  const there = [...new Set(values.filter((value) => value !== undefined))];
  return there.length === 0 ? undefined : there;
};
