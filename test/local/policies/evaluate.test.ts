import { describe, expect, it } from 'vitest';
import { allow, deny, type Conditions, type Statement } from '../../../infra/aws/statement.ts';
import { Policy, verdictOn } from '../../../infra/local/policies/evaluate.ts';
import { contextOf } from '../../../infra/local/policies/request.ts';

const role = 'arn:aws:iam::000000000000:role/reader';
const root = 'arn:aws:iam::000000000000:root';
const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/cases';

type Said = Readonly<Record<string, readonly string[]>>;
const verdict = (
  statements: readonly Statement[],
  {
    action = 'dynamodb:GetItem',
    resource = table,
    said = {},
  }: { readonly action?: string; readonly resource?: string; readonly said?: Said } = {},
  keyPolicy?: readonly Statement[],
) =>
  verdictOn(
    { arn: role, policy: new Policy(statements) },
    { action, resource, context: contextOf(said) },
    keyPolicy && new Policy(keyPolicy),
  );
const granted = (conditions?: Conditions, actions = ['dynamodb:GetItem'], resources = [table]): Statement =>
  allow({ sid: 'Granted', actions, resources, ...(conditions && { conditions }) });
const holds = (conditions: Conditions, said: Said): boolean =>
  verdict([granted(conditions)], { said }) === 'allowed';

describe('actions and resources', () => {
  it('are allowed as they are named and not otherwise', () => {
    expect(verdict([granted()])).toBe('allowed');
    expect(verdict([granted()], { action: 'dynamodb:Scan' })).toBe('not allowed');
    expect(verdict([granted()], { resource: `${table}/index/due` })).toBe('not allowed');
    expect(verdict([])).toBe('not allowed');
  });

  it.each([
    ['dynamodb:*', true],
    ['dynamodb:Get*', true],
    ['dynamodb:?etItem', true],
    ['*', true],
    ['DynamoDB:getitem', true],
    ['dynamodb:Get', false],
    ['dynamodb:GetItem?', false],
    ['s3:*', false],
  ])('the action %s means dynamodb:GetItem: %s', (action, means) => {
    expect(verdict([granted(undefined, [action])])).toBe(means ? 'allowed' : 'not allowed');
  });

  it.each([
    [`${table}*`, true],
    ['arn:aws:dynamodb:*:*:table/c?ses', true],
    ['*', true],
    [`${table}/index/*`, false],
    ['arn:aws:dynamodb:us-east-1:000000000000:table/Cases', false],
    ['arn.aws.dynamodb.*', false],
  ])('the resource %s means the table: %s', (resource, means) => {
    expect(verdict([granted(undefined, undefined, [resource])])).toBe(means ? 'allowed' : 'not allowed');
  });
});

describe('conditions', () => {
  const leading = (operator: string, ...values: string[]): Conditions => ({
    [operator]: { 'dynamodb:LeadingKeys': values },
  });
  const keys = (...values: string[]): Said => ({ 'dynamodb:LeadingKeys': values });

  it.each<[Conditions, Said, boolean]>([
    [leading('ForAllValues:StringLike', 'CASE#*', 'OUTBOX'), keys('CASE#1', 'OUTBOX'), true],
    [leading('ForAllValues:StringLike', 'CASE#*', 'OUTBOX'), keys('CASE#1', 'WORK#1'), false],
    [leading('ForAllValues:StringLike', 'CASE#*'), keys('XCASE#1'), false],
    [leading('ForAllValues:StringLike', '*#open'), keys('conduct#open'), true],
    [leading('ForAllValues:StringLike', '*#open'), keys('conduct#open '), false],
    // IAM: true of a request that says nothing, which is why `Null` stands beside it.
    [leading('ForAllValues:StringLike', 'CASE#*'), {}, true],
    [leading('ForAllValues:StringEquals', 'pk', 'sk'), keys('pk'), true],
    [leading('ForAllValues:StringEquals', 'p*'), keys('pk'), false],
    [leading('StringEquals', 'a', 'b'), keys('b'), true],
    [leading('StringEquals', 'a'), keys('A'), false],
    [leading('StringEquals', 'a'), {}, false],
    [leading('StringEqualsIfExists', 'NONE'), {}, true],
    [leading('StringEqualsIfExists', 'NONE'), keys('ALL_OLD'), false],
    [leading('StringLike', 'new/*'), keys('new/1'), true],
    [leading('StringLike', 'new/*'), {}, false],
    [leading('Null', 'false'), keys('a'), true],
    [leading('Null', 'false'), {}, false],
    [leading('Null', 'true'), {}, true],
    [leading('Null', 'true'), keys('a'), false],
  ])('%j with %j: %s', (conditions, said, expected) => {
    expect(holds(conditions, said)).toBe(expected);
  });

  it('must all hold, of every key and every operator', () => {
    const both = { ...leading('Null', 'false'), ...leading('ForAllValues:StringLike', 'CASE#*') };
    expect(holds(both, keys('CASE#1'))).toBe(true);
    expect(holds(both, {})).toBe(false);
    expect(holds(both, keys('WORK#1'))).toBe(false);
  });

  it('take the names of their keys in capitals or small letters, as IAM does', () => {
    expect(holds({ Null: { 'DYNAMODB:leadingkeys': 'false' } }, keys('a'))).toBe(true);
  });

  it.each<[string, Conditions]>([
    ['an unknown operator', { StringEqualsIgnoreCase: { 'ses:FromAddress': 'a@example.org' } }],
    ['an unknown set operator', { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': 'CASE#*' } }],
    ['a key that no request is described by', { StringEquals: { 'aws:SourceIp': '127.0.0.1' } }],
    ['a policy variable', { StringLike: { 's3:prefix': '${aws:username}/*' } }],
    ['a pattern of principals', { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } }],
    ['a Null of neither true nor false', { Null: { 's3:prefix': 'no' } }],
  ])('%s is refused before anything is asked', (_, conditions) => {
    expect(() => new Policy([granted(conditions)])).toThrow(/not evaluated here|true or false/);
  });
});

describe('a deny', () => {
  it('wins over every allow, wherever it stands', () => {
    const denied = deny({ sid: 'Denied', actions: ['dynamodb:*'], resources: ['*'] });
    expect(verdict([granted(), denied])).toBe('explicitly denied');
    expect(verdict([denied, granted()])).toBe('explicitly denied');
  });

  it('without what it is conditioned on is none', () => {
    const conditions = { Null: { 'dynamodb:LeadingKeys': 'true' } };
    const denied = deny({ sid: 'Denied', actions: ['dynamodb:*'], resources: ['*'], conditions });
    expect(verdict([granted(), denied], { said: { 'dynamodb:LeadingKeys': ['a'] } })).toBe('allowed');
  });
});

describe("a key's own policy", () => {
  const key = { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:000000000000:key/1' };
  const own = [allow({ sid: 'Own', actions: ['kms:*'], resources: ['*'] })];
  const statement = (AWS: string, actions = ['kms:Decrypt']) =>
    allow({ sid: 'Key', principals: { AWS }, actions, resources: ['*'] });

  it('allows whom it names, whatever their own policy says', () => {
    expect(verdict([], key, [statement(role)])).toBe('allowed');
    expect(verdict(own, key, [statement('arn:aws:iam::000000000000:role/other')])).toBe('not allowed');
    expect(verdict(own, key, [])).toBe('not allowed');
  });

  it('that leaves an action to the account leaves it to the own policies', () => {
    expect(verdict(own, key, [statement(root)])).toBe('allowed');
    expect(verdict([], key, [statement(root)])).toBe('not allowed');
    expect(verdict(own, key, [statement(root, ['kms:DescribeKey'])])).toBe('not allowed');
    expect(verdict(own, key, [statement('arn:aws:iam::111111111111:root')])).toBe('not allowed');
  });

  it('denies everybody but the principals it excepts', () => {
    const others = (...roles: string[]) =>
      deny({
        sid: 'Others',
        principals: { AWS: '*' },
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
      });
    expect(verdict(own, key, [statement(root), others('arn:aws:iam::000000000000:role/other')])).toBe(
      'explicitly denied',
    );
    expect(verdict(own, key, [statement(root), others(role)])).toBe('allowed');
  });

  it('for principals of another kind is refused', () => {
    const service = { ...statement(role), Principal: { Service: 'sns.amazonaws.com' } };
    expect(() => new Policy([service])).toThrow('not evaluated here');
  });
});
