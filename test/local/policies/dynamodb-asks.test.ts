import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../infra/local/dynamodb/requests.ts';
import { dynamoDbAsks } from '../../../infra/local/policies/dynamodb-asks.ts';
import { attributesIn } from '../../../infra/local/policies/expression-attributes.ts';

const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/';
const asks = (operation: Operation, request: object) =>
  dynamoDbAsks(operation, request, (_table, index) => (index === undefined ? 'pk' : `${index}Pk`)).map(
    ({ action, resource, context }) => ({ action, resource, ...Object.fromEntries(context) }),
  );
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'HEAD' } });
const leading = (...keys: string[]) => ({ 'dynamodb:leadingkeys': keys });
const attributes = (...names: string[]) => ({ 'dynamodb:attributes': names });

describe('what DynamoDB asks IAM for', () => {
  it('one item: its partition key, every attribute it names, what it wants back', () => {
    expect(
      asks('GetItem', { TableName: 'cases', Key: key('CASE#1'), ProjectionExpression: 'a, #b.c' }),
    ).toEqual([
      {
        action: 'dynamodb:GetItem',
        resource: `${arn}cases`,
        ...leading('CASE#1'),
        ...attributes('pk', 'sk', 'a', '#b'),
      },
    ]);
    const update = {
      TableName: 'cases',
      Key: key('CASE#1'),
      UpdateExpression: 'SET #state = :state, marks.#who = if_not_exists(marks.#who, :none) REMOVE old[0]',
      ConditionExpression: 'attribute_exists(pk) AND (version = :version OR NOT contains(tags, :tag))',
      ExpressionAttributeNames: { '#state': 'state', '#who': 'm1' },
      ReturnValues: 'ALL_NEW',
    };
    expect(asks('UpdateItem', update)).toEqual([
      {
        action: 'dynamodb:UpdateItem',
        resource: `${arn}cases`,
        ...leading('CASE#1'),
        ...attributes('pk', 'sk', 'version', 'tags', 'state', 'marks', 'old'),
        'dynamodb:returnvalues': ['ALL_NEW'],
      },
    ]);
  });

  it('a new item: every attribute it has', () => {
    expect(asks('PutItem', { TableName: 'team', Item: { ...key('MEMBERS'), lead: { BOOL: true } } })).toEqual(
      [
        {
          action: 'dynamodb:PutItem',
          resource: `${arn}team`,
          ...leading('MEMBERS'),
          ...attributes('pk', 'sk', 'lead'),
        },
      ],
    );
  });

  it('a query: the one partition, of the table or of the index', () => {
    const of = (more: object) => ({
      TableName: 'cases',
      KeyConditionExpression: 'pk = :partition AND sk <= :last',
      ExpressionAttributeValues: { ':last': { S: 'no' }, ':partition': { S: 'OUTBOX' } },
      ...more,
    });
    expect(asks('Query', of({}))).toMatchObject([{ resource: `${arn}cases`, ...leading('OUTBOX') }]);
    expect(
      asks(
        'Query',
        of({
          IndexName: 'due',
          KeyConditionExpression: '#due = :partition',
          ExpressionAttributeNames: { '#due': 'duePk' },
        }),
      ),
    ).toMatchObject([{ resource: `${arn}cases/index/due`, ...leading('OUTBOX') }]);
  });

  it('a scan: no partition key, so that a condition on one refuses it', () => {
    expect(asks('Scan', { TableName: 'cases' })).toEqual([
      { action: 'dynamodb:Scan', resource: `${arn}cases` },
    ]);
  });

  it('a batch: one action for each table, on all its keys together', () => {
    const RequestItems = { vault: { Keys: [key('CASE#1'), key('DOOR#1')] }, team: { Keys: [key('RING#a')] } };
    expect(asks('BatchGetItem', { RequestItems })).toMatchObject([
      { action: 'dynamodb:BatchGetItem', resource: `${arn}vault`, ...leading('CASE#1', 'DOOR#1') },
      { action: 'dynamodb:BatchGetItem', resource: `${arn}team`, ...leading('RING#a') },
    ]);
    const writes = [{ DeleteRequest: { Key: key('WORK#1') } }, { PutRequest: { Item: key('THREAD#1') } }];
    expect(asks('BatchWriteItem', { RequestItems: { cases: writes } })).toMatchObject([
      { action: 'dynamodb:BatchWriteItem', resource: `${arn}cases`, ...leading('WORK#1', 'THREAD#1') },
    ]);
  });

  it('a transaction: the action of each of its parts', () => {
    const TransactItems = [
      { Put: { TableName: 'cases', Item: key('CASE#1') } },
      { ConditionCheck: { TableName: 'vault', Key: key('CASE#1'), ConditionExpression: 'expiresAt > :now' } },
      { Update: { TableName: 'cases', Key: key('OUTBOX'), UpdateExpression: 'ADD entries :one' } },
      { Delete: { TableName: 'vault', Key: key('DOOR#1') } },
    ];
    const both = attributes('pk', 'sk');
    expect(asks('TransactWriteItems', { TransactItems })).toEqual([
      { action: 'dynamodb:PutItem', resource: `${arn}cases`, ...leading('CASE#1'), ...both },
      {
        action: 'dynamodb:ConditionCheckItem',
        resource: `${arn}vault`,
        ...leading('CASE#1'),
        ...attributes('pk', 'sk', 'expiresAt'),
      },
      {
        action: 'dynamodb:UpdateItem',
        resource: `${arn}cases`,
        ...leading('OUTBOX'),
        ...attributes('pk', 'sk', 'entries'),
      },
      { action: 'dynamodb:DeleteItem', resource: `${arn}vault`, ...leading('DOOR#1'), ...both },
    ]);
    const gets = [{ Get: { TableName: 'team', Key: key('RING#a') } }];
    expect(asks('TransactGetItems', { TransactItems: gets })).toMatchObject([
      { action: 'dynamodb:GetItem', ...leading('RING#a') },
    ]);
  });

  it('a write that wants the row when its condition fails: to read it as well', () => {
    const write = { TableName: 'cases', Item: key('CASE#1'), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const reading = { action: 'dynamodb:GetItem', resource: `${arn}cases`, ...leading('CASE#1') };
    expect(asks('PutItem', write)).toMatchObject([{ action: 'dynamodb:PutItem' }, reading]);
    const TransactItems = [
      { Put: write },
      { Update: { ...write, ReturnValuesOnConditionCheckFailure: 'NONE' } },
    ];
    expect(asks('TransactWriteItems', { TransactItems })).toMatchObject([
      { action: 'dynamodb:PutItem' },
      reading,
      { action: 'dynamodb:UpdateItem' },
    ]);
  });

  it('the table itself, without items', () => {
    expect(asks('DescribeTable', { TableName: 'cases' })).toEqual([
      { action: 'dynamodb:DescribeTable', resource: `${arn}cases` },
    ]);
  });

  it('refuses to guess what requests from before expressions name', () => {
    const old = { TableName: 'cases', KeyConditions: {} };
    expect(() => asks('Query', old)).toThrow('KeyConditions');
  });
});

it.each([
  ['attribute_not_exists(pk) OR #a.#b = :c', ['pk', 'A']],
  ['SET a = list_append(b, :c), d[2].e = :f DELETE g :h', ['a', 'b', 'd', 'g']],
  ['size (a) BETWEEN :b AND :c and d IN (:e, f)', ['a', 'd', 'f']],
  ['', []],
])('%s names %j', (expression, expected) => {
  expect(attributesIn(expression, { '#a': 'A', '#b': 'B' })).toEqual(expected);
});
