import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCounted } from '../../tools/cost/counted.ts';
import {
  idleMonth,
  scheduledGigabytes,
  thousandAttachments,
  thousandReports,
  total,
} from '../../tools/cost/months.ts';
import { costPage } from '../../tools/cost/page.ts';
import { monthlyPrices } from '../../tools/cost/prices.ts';
import { addedByMail, alarmsOfStack } from '../../tools/cost/stack-counts.ts';
import { s3ChargeOf, unitsOfCall } from '../../tools/cost/units.ts';
import { worstDayIn } from '../../tools/cost/worst-day-in.ts';
import { pricesAsOf } from '../../tools/prices.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { mailSettings, read, synthesize } from '../infra/synthesized.ts';

const page = (name: string): string =>
  readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');
const settings = settingsFrom({ sender: 'conduct@example.org' }, 'the test');
const counted = readCounted();
const { operations } = counted;
const channels = Object.keys(settings.channels).length;

describe('what it costs', () => {
  it('docs/cost.md says what follows from the counts, the prices and docs/flood.md: else `npm run cost -- --write`', () => {
    const worstDay = worstDayIn(page('flood'));
    expect(page('cost')).toBe(costPage({ counted, worstDay, channels }));
    for (const said of [
      pricesAsOf,
      'US dollars',
      'us-east-1',
      'Free tiers are left out',
      `$${worstDay.toFixed(2)}`,
    ])
      expect(page('cost')).toContain(said);
    expect(worstDay).toBeLessThan(100);
    expect(() => worstDayIn('# What a flood can cost')).toThrow('does not say');
  });

  it('the alarms, the dashboard, and the metrics that are always there are those of the template', () => {
    expect(read.ofType('AWS::CloudWatch::Alarm')).toHaveLength(alarmsOfStack.alarms);
    expect(read.ofType('AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(read.ofType('AWS::KMS::Key')).toHaveLength(1);
    for (const { Properties } of read.ofType('AWS::CloudWatch::Alarm'))
      expect(Number(Properties.Period)).toBeGreaterThanOrEqual(60);
    expect(read.one('AWS::Lambda::Function', 'Scheduled').Properties.MemorySize).toBe(
      scheduledGigabytes * 1024,
    );
  });

  it('reports by mail add what their template adds', () => {
    const { read: withMail } = synthesize(mailSettings);
    const added = (type: string): number => withMail.ofType(type).length - read.ofType(type).length;
    expect(added('AWS::CloudWatch::Alarm')).toBe(addedByMail.alarms);
    expect(added('AWS::KMS::Key')).toBe(addedByMail.keys);
    const { MemorySize } = withMail.one('AWS::Lambda::Function', 'Inbound').Properties;
    expect(MemorySize).toBe(addedByMail.memoryMegabytes);
  });

  it('nothing the stack has is left out that is paid by the month', () => {
    const known = [
      ...[
        'AWS::DynamoDB::Table',
        'AWS::S3::Bucket',
        'AWS::S3::BucketPolicy',
        'AWS::KMS::Key',
        'AWS::KMS::Alias',
      ],
      ...['AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::Lambda::EventInvokeConfig'],
      ...[
        'AWS::ApiGatewayV2::Api',
        'AWS::ApiGatewayV2::Integration',
        'AWS::ApiGatewayV2::Route',
        'AWS::ApiGatewayV2::Stage',
      ],
      ...[
        'AWS::IAM::Role',
        'AWS::IAM::Policy',
        'AWS::Logs::LogGroup',
        'AWS::Logs::MetricFilter',
        'AWS::Scheduler::Schedule',
      ],
      ...[
        'AWS::SES::ConfigurationSet',
        'AWS::SES::ConfigurationSetEventDestination',
        'AWS::SES::EmailIdentity',
        'AWS::SNS::Topic',
        'AWS::SNS::TopicPolicy',
      ],
      ...[
        'AWS::CloudWatch::Alarm',
        'AWS::CloudWatch::Dashboard',
        'AWS::CloudTrail::Trail',
        'AWS::Events::Rule',
      ],
      ...['AWS::Budgets::Budget', 'AWS::CDK::Metadata'],
    ];
    const types = new Set(Object.values(read.resources).map(({ Type }) => Type));
    expect([...types].filter((type) => !known.includes(type))).toEqual([]);
  });

  it('an idle month is a few dollars, most of them for the key and for watching', () => {
    const lines = idleMonth(operations, channels);
    expect(total(lines)).toBeGreaterThan(monthlyPrices.kms.keyMonth);
    expect(total(lines)).toBeLessThan(settings.alarms.monthlyBudgetDollars);
    const scheduledRun = lines.filter(({ what }) => what.startsWith('The scheduled run'));
    expect(total(scheduledRun)).toBeLessThan(0.5);
  });

  it('a file costs more than a report, and both are cents', () => {
    expect(total(thousandReports(operations))).toBeLessThan(10);
    expect(total(thousandAttachments(operations))).toBeLessThan(10);
  });

  it('the counts are what the design allows: one call to send, two to look and to reply, no key of KMS', () => {
    expect(operations.submit.calls).toBeLessThan(1.5);
    expect(operations.followUp.calls).toBe(2);
    expect(operations.reply.calls).toBe(2);
    for (const name of ['page', 'submit', 'followUp', 'reply'] as const)
      expect(operations[name].kmsCalls).toBe(0);
    expect(operations.idle.kmsCalls).toBe(0);
  });

  it('every chunk of a file is put once as it comes, once cleaned, and copied once for each of both; a reading gets it once', () => {
    // Two chunks: 2 MB.
    expect(operations.attach.s3Puts).toBe(2 + 2 + 2 * 2);
    for (const name of ['readFile', 'readFileByTeam'] as const)
      expect([operations[name].s3Puts, operations[name].s3Gets]).toEqual([0, 2]);
    for (const name of ['attach', 'readFile', 'readFileByTeam'] as const)
      expect(operations[name].kmsCalls).toBe(0);
    for (const name of ['idle', 'page', 'submit', 'followUp', 'reply', 'queue', 'open', 'message'] as const)
      expect([operations[name].s3Puts, operations[name].s3Gets]).toEqual([0, 0]);
  });
});

describe('the units of a call', () => {
  const text = (length: number) => ({ text: { S: 'x'.repeat(length) } });

  it('a read is charged by 4 KB, half when it need not be consistent, and also when nothing is found', () => {
    const reads = (body: object, answer: object) => unitsOfCall('GetItem', body, answer).reads;
    expect(reads({ ConsistentRead: true }, { Item: text(100) })).toBe(1);
    expect(reads({ ConsistentRead: true }, { Item: text(5_000) })).toBe(2);
    expect(reads({}, { Item: text(100) })).toBe(0.5);
    expect(reads({}, {})).toBe(0.5);
    const batch = { RequestItems: { cases: { Keys: [{}, {}, {}], ConsistentRead: true } } };
    expect(unitsOfCall('BatchGetItem', batch, { Responses: { cases: [text(5_000)] } }).reads).toBe(4);
    expect(unitsOfCall('Query', {}, { Items: [text(3_000), text(3_000)] }).reads).toBe(1);
  });

  it('a write is charged by 1 KB, twice in a transaction, and once more for each index of a head', () => {
    const writes = (operation: string, body: object) => unitsOfCall(operation, body, {}).writes;
    expect(writes('PutItem', { Item: text(2_500) })).toBe(3);
    expect(writes('TransactWriteItems', { TransactItems: [{ Put: { Item: text(2_500) } }] })).toBe(6);
    const head = { pk: { S: 'CASE#x' }, sk: { S: 'HEAD' } };
    expect(writes('TransactWriteItems', { TransactItems: [{ Put: { Item: head } }] })).toBe(4);
    expect(writes('TransactWriteItems', { TransactItems: [{ Update: { Key: head } }] })).toBe(6);
    expect(writes('BatchWriteItem', { RequestItems: { cases: [{}, {}] } })).toBe(4);
  });

  it('S3 charges what puts, copies and lists as one kind, what gets and looks as another, and nothing to delete', () => {
    const kinds = ['PutObject', 'CopyObject', 'ListObjectsV2', 'GetObject', 'HeadObject', 'DeleteObjects'];
    expect(kinds.map(s3ChargeOf)).toEqual(['put', 'put', 'put', 'get', 'get', 'free']);
  });

  it('a call nobody has said the charge of is an error', () => {
    expect(() => unitsOfCall('Scan', {}, {})).toThrow('Scan');
    expect(() => s3ChargeOf('GetBucketAcl')).toThrow('GetBucketAcl');
    expect(() => s3ChargeOf(undefined)).toThrow('call of S3');
  });
});
