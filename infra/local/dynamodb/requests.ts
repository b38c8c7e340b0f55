import type { WireItem } from 'dynalite/db/index.js';
import batchGetItem from 'dynalite/validations/batchGetItem.js';
import batchWriteItem from 'dynalite/validations/batchWriteItem.js';
import createTable from 'dynalite/validations/createTable.js';
import deleteItem from 'dynalite/validations/deleteItem.js';
import deleteTable from 'dynalite/validations/deleteTable.js';
import describeTable from 'dynalite/validations/describeTable.js';
import getItem from 'dynalite/validations/getItem.js';
import listTables from 'dynalite/validations/listTables.js';
import putItem from 'dynalite/validations/putItem.js';
import query from 'dynalite/validations/query.js';
import scan from 'dynalite/validations/scan.js';
import updateItem from 'dynalite/validations/updateItem.js';
import validations, { type Custom, type Types } from 'dynalite/validations/index.js';
import { fromDynalite, invalid } from './refusals.ts';
import type { Store } from './store.ts';

export type TableRequest = { readonly TableName: string };
export type GetRequest = TableRequest & { readonly Key: WireItem };
export type QueryRequest = TableRequest & { readonly ExclusiveStartKey?: WireItem };
export type WriteRequest = TableRequest & {
  readonly Key: WireItem;
  readonly Item: WireItem;
  readonly ReturnValuesOnConditionCheckFailure?: string;
};
export type BatchWriteRequest = {
  readonly RequestItems: Readonly<Record<string, readonly BatchWriteEntry[]>>;
};
type BatchWriteEntry = {
  readonly PutRequest?: { readonly Item: WireItem };
  readonly DeleteRequest?: { readonly Key: WireItem };
};
export type TransactWriteRequest = {
  readonly TransactItems: readonly Partial<Record<WriteKind, WriteRequest>>[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
};
export type TransactGetRequest = { readonly TransactItems: readonly { readonly Get: GetRequest }[] };
export type TimeToLiveRequest = TableRequest & {
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
};
export type BackupsRequest = TableRequest & {
  readonly PointInTimeRecoverySpecification: {
    readonly PointInTimeRecoveryEnabled: boolean;
    readonly RecoveryPeriodInDays?: number;
  };
};

const onFailure = {
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};
const pick = (types: Types, names: readonly string[]): Types =>
  Object.fromEntries(names.flatMap((name) => (types[name] === undefined ? [] : [[name, types[name]]])));

const conditionFields = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];
const inTransaction = (types: Types, fields: readonly string[]): object => ({
  type: 'FieldStruct<TransactItem>',
  children: { ...pick(types, [...conditionFields, ...fields]), ...onFailure },
});

/** The kinds of a TransactWriteItem; each is validated like the call of its own. */
export const writeKinds = {
  ConditionCheck: { types: deleteItem.types, custom: deleteItem.custom, fields: ['Key'] },
  Put: { types: putItem.types, custom: putItem.custom, fields: ['Item'] },
  Delete: { types: deleteItem.types, custom: deleteItem.custom, fields: ['Key'] },
  Update: { types: updateItem.types, custom: updateItem.custom, fields: ['Key', 'UpdateExpression'] },
} as const;
export type WriteKind = keyof typeof writeKinds;

const upTo100 = { type: 'List', notNull: true, lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 100 };
const transactWriteTypes: Types = {
  ...pick(putItem.types, ['ReturnConsumedCapacity', 'ReturnItemCollectionMetrics']),
  ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
  TransactItems: {
    ...upTo100,
    children: {
      type: 'ValueStruct<TransactWriteItem>',
      children: Object.fromEntries(
        Object.entries(writeKinds).map(([kind, { types, fields }]) => [kind, inTransaction(types, fields)]),
      ),
    },
  },
};

const transactGetTypes: Types = {
  ...pick(getItem.types, ['ReturnConsumedCapacity']),
  TransactItems: {
    ...upTo100,
    children: {
      type: 'ValueStruct<TransactGetItem>',
      children: {
        Get: {
          type: 'FieldStruct<Get>',
          notNull: true,
          children: pick(getItem.types, [
            'TableName',
            'Key',
            'ProjectionExpression',
            'ExpressionAttributeNames',
          ]),
        },
      },
    },
  },
};

const tableName = pick(describeTable.types, ['TableName']);
const timeToLiveTypes: Types = {
  ...tableName,
  TimeToLiveSpecification: {
    type: 'FieldStruct<TimeToLiveSpecification>',
    notNull: true,
    children: {
      Enabled: { type: 'Boolean', notNull: true },
      AttributeName: {
        type: 'String',
        notNull: true,
        lengthGreaterThanOrEqual: 1,
        lengthLessThanOrEqual: 255,
      },
    },
  },
};
const backupsTypes: Types = {
  ...tableName,
  PointInTimeRecoverySpecification: {
    type: 'FieldStruct<PointInTimeRecoverySpecification>',
    notNull: true,
    children: {
      PointInTimeRecoveryEnabled: { type: 'Boolean', notNull: true },
      RecoveryPeriodInDays: { type: 'Integer', greaterThanOrEqual: 1, lessThanOrEqual: 35 },
    },
  },
};

const requestRules = {
  GetItem: getItem,
  PutItem: { types: { ...putItem.types, ...onFailure }, custom: putItem.custom },
  UpdateItem: { types: { ...updateItem.types, ...onFailure }, custom: updateItem.custom },
  DeleteItem: { types: { ...deleteItem.types, ...onFailure }, custom: deleteItem.custom },
  Query: query,
  Scan: scan,
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  TransactWriteItems: { types: transactWriteTypes },
  TransactGetItems: { types: transactGetTypes },
  CreateTable: createTable,
  DescribeTable: describeTable,
  ListTables: listTables,
  DeleteTable: deleteTable,
  UpdateTimeToLive: { types: timeToLiveTypes },
  DescribeTimeToLive: { types: tableName },
  UpdateContinuousBackups: { types: backupsTypes },
  DescribeContinuousBackups: { types: tableName },
} as const satisfies Record<string, { readonly types: Types; readonly custom?: Custom | undefined }>;

export type Operation = keyof typeof requestRules;

export const isOperation = (name: string): name is Operation => Object.hasOwn(requestRules, name);

/**
 * The request in the shape of its operation, with the expressions parsed and left in it for dynalite's actions.
 * @throws {Refusal} SerializationException or ValidationException.
 */
export const validated = (store: Store, operation: Operation, request: object): object => {
  const rules: { readonly types: Types; readonly custom?: Custom | undefined } = requestRules[operation];
  try {
    const typed = validations.checkTypes(request, rules.types);
    validations.checkValidations(typed, rules.types, rules.custom, store);
    return typed;
  } catch (error) {
    throw fromDynalite(error);
  }
};

/**
 * Validates one part of a request like a call of its own, and leaves its parsed expressions in it.
 * @throws {Refusal} ValidationException.
 */
export const validatePart = (store: Store, custom: Custom | undefined, part: object): void => {
  const problem = custom?.(part, store);
  if (problem !== undefined) throw invalid(problem);
};
