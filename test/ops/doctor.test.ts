import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  BatchGetItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { DescribeActiveReceiptRuleSetCommand, SESClient } from '@aws-sdk/client-ses';
import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import type { Finding } from '../../infra/ops/doctor/check.ts';
import { checks } from '../../infra/ops/doctor/checks.ts';
import { none, type Fact, type Facts } from '../../infra/ops/doctor/facts.ts';
import { stackFacts, type DoctorClients } from '../../infra/ops/doctor/read-stack.ts';
import { teamFacts } from '../../infra/ops/doctor/read-team.ts';
import { startService } from '../harness/service.ts';

const now = new Date('2026-03-10T09:20:30.000Z');
const options = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

const bucketPolicy = (Bool: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    Statement: [
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:*',
        Resource: ['arn:aws:s3:::files-x', 'arn:aws:s3:::files-x/*'],
        Condition: { Bool },
      },
    ],
  });

/** An account in which nothing is missing, as its services answer. */
const account = () => {
  const mx: { exchange: string; priority: number }[] = [
    { exchange: 'inbound-smtp.eu-central-1.amazonaws.com.', priority: 10 },
  ];
  const clients: DoctorClients = {
    stacks: new CloudFormationClient(options),
    dynamo: new DynamoDBClient(options),
    kms: new KMSClient(options),
    lambda: new LambdaClient(options),
    scheduler: new SchedulerClient(options),
    files: new S3Client(options),
    mail: new SESv2Client(options),
    topics: new SNSClient(options),
    rules: new SESClient(options),
    queues: new SQSClient(options),
    resolveMx: () =>
      mx.length > 0
        ? Promise.resolve(mx)
        : Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' })),
  };
  const stacks = mockClient(clients.stacks);
  const dynamo = mockClient(clients.dynamo);
  const kms = mockClient(clients.kms);
  const lambda = mockClient(clients.lambda);
  const scheduler = mockClient(clients.scheduler);
  const files = mockClient(clients.files);
  const mail = mockClient(clients.mail);
  const topics = mockClient(clients.topics);
  const rules = mockClient(clients.rules);
  const queues = mockClient(clients.queues);
  const resource = (LogicalResourceId: string, ResourceType: string, PhysicalResourceId: string) => ({
    LogicalResourceId,
    ResourceType,
    PhysicalResourceId,
    Timestamp: now,
    ResourceStatus: 'CREATE_COMPLETE' as const,
  });
  const resources = [
    resource('VaultTable', 'AWS::DynamoDB::Table', 'vault-x'),
    resource('CasesTable', 'AWS::DynamoDB::Table', 'cases-x'),
    resource('TeamTable', 'AWS::DynamoDB::Table', 'team-x'),
    resource('AttachmentsBucket', 'AWS::S3::Bucket', 'files-x'),
    resource('RingKey', 'AWS::KMS::Key', 'key-x'),
    resource('TeamFunction1', 'AWS::Lambda::Function', 'team-function'),
    resource('ScheduledFunction1', 'AWS::Lambda::Function', 'scheduled-function'),
    resource('ScheduleSchedule1', 'AWS::Scheduler::Schedule', 'schedule-x'),
    resource('MailIdentity1', 'AWS::SES::EmailIdentity', 'conduct@example.org'),
    resource('MailInDomainsInExampleOrg1', 'AWS::SES::EmailIdentity', 'in.example.org'),
    resource('MailBucket', 'AWS::S3::Bucket', 'mails-x'),
    resource('MailKey', 'AWS::KMS::Key', 'mail-key-x'),
    resource('MailDeadLetters', 'AWS::SQS::Queue', 'https://sqs.example/dead'),
    resource('InboundFunction1', 'AWS::Lambda::Function', 'Conductline-mail'),
    resource('MailInRulesSet1', 'AWS::SES::ReceiptRuleSet', 'Conductline-mail'),
    resource('MailInRulesconduct1', 'AWS::SES::ReceiptRule', 'conduct'),
    resource('Topic1', 'AWS::SNS::Topic', 'arn:aws:sns:eu-central-1:1:alarms'),
    resource('Budget1', 'AWS::Budgets::Budget', 'budget-x'),
  ];
  const setResources = (StackResources: typeof resources): void =>
    void stacks.on(DescribeStackResourcesCommand).resolves({ StackResources });
  setResources(resources);
  const FirstMember = 'npm run member -- add --table team-x --name "<name>" --channels conduct,security';
  stacks.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'Conductline',
        CreationTime: now,
        StackStatus: 'CREATE_COMPLETE',
        Outputs: [
          { OutputKey: 'FirstMember', OutputValue: FirstMember },
          {
            OutputKey: 'MailDkim1InExampleOrg',
            OutputValue: 'CNAME a._domainkey.in.example.org a.dkim.example',
          },
        ],
      },
    ],
  });
  dynamo.on(DescribeTableCommand).resolves({ Table: { DeletionProtectionEnabled: true } });
  dynamo.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED' } });
  const recovery = (days: number) => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED' as const,
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: 'ENABLED' as const,
        RecoveryPeriodInDays: days,
      },
    },
  });
  dynamo.on(DescribeContinuousBackupsCommand).resolves(recovery(35));
  dynamo.on(DescribeContinuousBackupsCommand, { TableName: 'vault-x' }).resolves(recovery(4));
  const member = (over: object = {}) =>
    toAttributes({
      ...teamKeys.member('m1'),
      memberId: 'm1',
      name: 'Ada',
      email: 'ada@example.org',
      channels: ['conduct', 'security'],
      role: 'lead',
      addedOn: '2026-03-01',
      ...over,
    });
  const setMember = (...over: object[]): void =>
    void dynamo.on(QueryCommand).resolves({ Items: over.map(member) });
  setMember({});
  const setLease = (takenAt: string | undefined): void =>
    void dynamo.on(BatchGetItemCommand).resolves({
      Responses: { 'team-x': takenAt === undefined ? [] : [toAttributes({ ...teamKeys.lease(), takenAt })] },
    });
  // The roster is read the same way: a row of it and of the lease parse by their own schemas.
  setLease('2026-03-10T09:20:00.000Z');
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key-x', KeyState: 'Enabled' } });
  kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: true });
  const limits = (ConcurrentExecutions: number, UnreservedConcurrentExecutions: number): void =>
    void lambda
      .on(GetAccountSettingsCommand)
      .resolves({ AccountLimit: { ConcurrentExecutions, UnreservedConcurrentExecutions } });
  limits(1_000, 985);
  lambda.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions: 10 });
  scheduler.on(GetScheduleCommand).resolves({ State: 'ENABLED' });
  const all = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  files.on(GetPublicAccessBlockCommand).resolves({ PublicAccessBlockConfiguration: all });
  files.on(GetBucketVersioningCommand).resolves({});
  const rule = (Prefix: string, Days: number) =>
    ({ Status: 'Enabled', Filter: { Prefix }, Expiration: { Days } }) as const;
  const lifecycle = [rule('unfinished/', 1), rule('kept/', 2_191)];
  files.on(GetBucketLifecycleConfigurationCommand).resolves({ Rules: lifecycle });
  files.on(GetBucketPolicyCommand).resolves({ Policy: bucketPolicy({ 'aws:SecureTransport': 'false' }) });
  mail.on(GetAccountCommand).resolves({ ProductionAccessEnabled: true, SendingEnabled: true });
  mail.on(GetEmailIdentityCommand).resolves({
    VerifiedForSendingStatus: true,
    DkimAttributes: { Status: 'SUCCESS' },
  });
  const activeRules = (Name: string | undefined, ...on: boolean[]): void =>
    void rules.on(DescribeActiveReceiptRuleSetCommand).resolves({
      ...(Name !== undefined && { Metadata: { Name } }),
      Rules: on.map((Enabled) => ({ Name: 'conduct', Enabled })),
    });
  activeRules('Conductline-mail', true);
  const left = (minutes: readonly number[], deadLetters = 0): void => {
    files.on(ListObjectsV2Command).resolves({
      Contents: [
        { Key: 'conduct/AMAZON_SES_SETUP_NOTIFICATION', LastModified: new Date(0) },
        ...minutes.map((before, index) => ({
          Key: `conduct/${index}`,
          LastModified: new Date(now.getTime() - before * 60_000),
        })),
      ],
    });
    queues
      .on(GetQueueAttributesCommand)
      .resolves({ Attributes: { ApproximateNumberOfMessages: String(deadLetters) } });
  };
  left([59]);
  mail.on(GetSuppressedDestinationCommand).rejects(new NotFoundException({ message: '', $metadata: {} }));
  const subscription = (SubscriptionArn: string): void =>
    void topics
      .on(ListSubscriptionsByTopicCommand)
      .resolves({ Subscriptions: [{ Endpoint: 'ops@example.org', SubscriptionArn }] });
  subscription('arn:aws:sns:eu-central-1:1:alarms:2');
  const mocks = { stacks, dynamo, kms, lambda, scheduler, files, mail, topics };
  const receiving = { mx, activeRules, left };
  return { clients, mocks, resources, setResources, setMember, setLease, subscription, limits, receiving };
};
type Account = ReturnType<typeof account>;

const findings = async ({ clients }: Account): Promise<Finding[]> => {
  const facts = await stackFacts(clients, 'Conductline', now);
  return checks.map((check) => check(facts));
};
const notWell = async (at: Account): Promise<string[]> =>
  (await findings(at)).filter(({ kind }) => kind !== 'well').map(({ check, says }) => `${check}: ${says}`);

describe('the doctor', () => {
  it('finds nothing where nothing is missing', async () => {
    expect(await notWell(account())).toEqual([]);
  });

  const cases: readonly (readonly [string, (at: Account) => unknown, RegExp])[] = [
    [
      'SES in its sandbox',
      ({ mocks }) => mocks.mail.on(GetAccountCommand).resolves({ ProductionAccessEnabled: false }),
      /^SES sends to everybody: SES is in its sandbox/,
    ],
    [
      'sending that SES has paused',
      ({ mocks }) =>
        mocks.mail.on(GetAccountCommand).resolves({ ProductionAccessEnabled: true, SendingEnabled: false }),
      /^SES sends to everybody: SES has paused/,
    ],
    [
      'a sender that is not verified',
      ({ mocks }) =>
        mocks.mail
          .on(GetEmailIdentityCommand, { EmailIdentity: 'conduct@example.org' })
          .resolves({ VerifiedForSendingStatus: false }),
      /^the sender: conduct@example.org is not verified/,
    ],
    [
      'a member SES sends nothing to',
      ({ mocks }) => mocks.mail.on(GetSuppressedDestinationCommand).resolves({}),
      /^members get mail: SES sends nothing to ada@example.org/,
    ],
    [
      'a domain without a record for mail',
      ({ receiving }) => receiving.mx.splice(0),
      /^the records of mail: mail for in.example.org does not come here/,
    ],
    [
      'a domain whose mail goes elsewhere first',
      ({ receiving }) => receiving.mx.push({ exchange: 'mx.example.net', priority: 5 }),
      /^the records of mail: mail for in.example.org does not come here/,
    ],
    [
      'a domain for which another server takes mail too',
      ({ receiving }) => receiving.mx.push({ exchange: 'mx.example.net', priority: 20 }),
      /^the records of mail: other servers take mail for in.example.org too/,
    ],
    [
      'a domain that is not verified',
      ({ mocks }) =>
        mocks.mail
          .on(GetEmailIdentityCommand, { EmailIdentity: 'in.example.org' })
          .resolves({ DkimAttributes: { Status: 'PENDING' } }),
      /^the domains of mail are verified: in.example.org is not/,
    ],
    [
      'receipt rules that nobody has made active',
      ({ receiving }) => receiving.activeRules(undefined),
      /^the receipt rules: no rule set is active/,
    ],
    [
      'the rules of somebody else that are active',
      ({ receiving }) => receiving.activeRules('other', true),
      /^the receipt rules: another rule set, other, is active/,
    ],
    [
      'a rule that is off',
      ({ receiving }) => receiving.activeRules('Conductline-mail', false),
      /^the receipt rules: there is no rule, or none that is on, for conduct/,
    ],
    [
      'mails that have waited for an hour',
      ({ receiving }) => receiving.left([10, 60, 600]),
      /^mails are filed: 2 lie in the bucket for an hour or longer/,
    ],
    [
      'dead letters',
      ({ receiving }) => receiving.left([], 3),
      /^mails are filed: 3 that were given up are in the queue/,
    ],
    [
      'a key of mails that is disabled',
      ({ mocks }) =>
        mocks.kms
          .on(DescribeKeyCommand, { KeyId: 'mail-key-x' })
          .resolves({ KeyMetadata: { KeyId: 'm', KeyState: 'Disabled' } }),
      /^the key of mails: it is Disabled/,
    ],
    ['a team nobody leads', (at) => at.setMember({ role: 'member' }), /^a lead: nobody leads/],
    [
      'a channel nobody reads',
      (at) => at.setMember({ channels: ['conduct'] }),
      /^somebody in every channel: nobody reads security/,
    ],
    [
      'a channel without a lead',
      (at) =>
        at.setMember(
          { channels: ['conduct'] },
          { memberId: 'm2', name: 'Bo', email: 'bo@example.org', role: 'member' },
        ),
      /^a lead in every channel: no lead reads security/,
    ],
    [
      'a member of a channel that there is not',
      (at) => at.setMember({ channels: ['conduct', 'security', 'securty'] }),
      /^members of channels that there are: there is no such channel: Ada \(securty; security was meant\?\)/,
    ],
    [
      'two members with one address',
      (at) => at.setMember({}, { memberId: 'm2', name: 'Ada too', email: 'ADA@example.org' }),
      /^one address for each member: the same address: Ada, Ada too/,
    ],
    [
      'a member whose mail came back',
      (at) => at.setMember({ mailProblem: { kind: 'bounce', on: '2026-03-09' } }),
      /^mail to members arrives: mail does not reach Ada \(came back, 2026-03-09\)$/,
    ],
    [
      'runs that could be set aside',
      ({ mocks }) => mocks.lambda.on(GetFunctionConcurrencyCommand).resolves({}),
      /^runs set aside: none for team, scheduled, mail: .* erasures$/,
    ],
    [
      'an account that lets none be set aside',
      (at) => {
        at.limits(10, 10);
        at.mocks.lambda.on(GetFunctionConcurrencyCommand).resolves({});
      },
      /^runs set aside: .*; this account, with 10 runs at once, allows none$/,
    ],
    [
      'a key that is disabled',
      ({ mocks }) =>
        mocks.kms
          .on(DescribeKeyCommand, { KeyId: 'key-x' })
          .resolves({ KeyMetadata: { KeyId: 'k', KeyState: 'Disabled' } }),
      /^the KMS key: it is Disabled/,
    ],
    [
      'a key that will be deleted',
      ({ mocks }) =>
        mocks.kms.on(DescribeKeyCommand, { KeyId: 'key-x' }).resolves({
          KeyMetadata: {
            KeyId: 'k',
            KeyState: 'PendingDeletion',
            DeletionDate: new Date('2026-04-01T00:00:00Z'),
          },
        }),
      /^the KMS key: it will be deleted on 2026-04-01/,
    ],
    [
      'a key that does not rotate',
      ({ mocks }) => mocks.kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: false }),
      /^the KMS key: it does not rotate/,
    ],
    [
      'a schedule that is disabled',
      ({ mocks }) => mocks.scheduler.on(GetScheduleCommand).resolves({ State: 'DISABLED' }),
      /^the schedule: it is disabled/,
    ],
    [
      'a scheduled run that has stalled',
      (at) => at.setLease('2026-03-10T08:20:00.000Z'),
      /^the scheduled run: the last one was 60 minutes ago/,
    ],
    [
      'a scheduled run that never came',
      (at) => at.setLease(undefined),
      /^the scheduled run: there has been none/,
    ],
    [
      'recovery that is off',
      ({ mocks }) =>
        mocks.dynamo.on(DescribeContinuousBackupsCommand, { TableName: 'cases-x' }).resolves({
          ContinuousBackupsDescription: {
            ContinuousBackupsStatus: 'ENABLED',
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
          },
        }),
      /^recovery: point-in-time recovery is off for cases/,
    ],
    [
      'keys that stay in backups for longer than promised',
      ({ mocks }) =>
        mocks.dynamo.on(DescribeContinuousBackupsCommand, { TableName: 'vault-x' }).resolves({
          ContinuousBackupsDescription: {
            ContinuousBackupsStatus: 'ENABLED',
            PointInTimeRecoveryDescription: {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: 35,
            },
          },
        }),
      /^recovery: keys of erased cases stay in backups for 35 days/,
    ],
    [
      'time to live that is off',
      ({ mocks }) =>
        mocks.dynamo
          .on(DescribeTimeToLiveCommand, { TableName: 'vault-x' })
          .resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }),
      /^time to live: it is off for vault/,
    ],
    [
      'a table somebody can delete',
      ({ mocks }) =>
        mocks.dynamo
          .on(DescribeTableCommand, { TableName: 'team-x' })
          .resolves({ Table: { DeletionProtectionEnabled: false } }),
      /^protected from deletion: not protected: team/,
    ],
    [
      'a bucket that can be made public',
      ({ mocks }) =>
        mocks.files
          .on(GetPublicAccessBlockCommand)
          .resolves({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
      /^the bucket of files: what is in it can be made public/,
    ],
    [
      'a bucket whose block of public access was taken away',
      ({ mocks }) =>
        mocks.files
          .on(GetPublicAccessBlockCommand)
          .rejects(Object.assign(new Error('none'), { name: 'NoSuchPublicAccessBlockConfiguration' })),
      /^the bucket of files: what is in it can be made public/,
    ],
    [
      'a bucket that keeps versions',
      ({ mocks }) => mocks.files.on(GetBucketVersioningCommand).resolves({ Status: 'Enabled' }),
      /^the bucket of files: it keeps versions/,
    ],
    [
      'a bucket in which uploads that never end stay',
      ({ mocks }) =>
        mocks.files.on(GetBucketLifecycleConfigurationCommand).resolves({
          Rules: [
            { Status: 'Enabled', Filter: { Prefix: 'kept/' }, Expiration: { Days: 2_191 } },
            { Status: 'Disabled', Filter: { Prefix: 'unfinished/' }, Expiration: { Days: 1 } },
          ],
        }),
      /^the bucket of files: nothing expires under unfinished/,
    ],
    [
      'a bucket whose lifecycle was taken away',
      ({ mocks }) =>
        mocks.files
          .on(GetBucketLifecycleConfigurationCommand)
          .rejects(Object.assign(new Error('none'), { name: 'NoSuchLifecycleConfiguration' })),
      /^the bucket of files: nothing expires under unfinished\/, kept\//,
    ],
    [
      'a bucket that answers without TLS',
      ({ mocks }) =>
        mocks.files
          .on(GetBucketPolicyCommand)
          .resolves({ Policy: bucketPolicy({ 'aws:SecureTransport': 'true' }) }),
      /^the bucket of files: it answers without TLS/,
    ],
    [
      'alarms whose address has not confirmed',
      (at) => at.subscription('PendingConfirmation'),
      /^somebody hears the alarms: ops@example.org has not confirmed/,
    ],
    [
      'alarms that nobody hears',
      ({ mocks }) => mocks.topics.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] }),
      /^somebody hears the alarms: nobody/,
    ],
    [
      'a missing budget',
      (at) =>
        at.setResources(at.resources.filter(({ LogicalResourceId }) => LogicalResourceId !== 'Budget1')),
      /^a budget: none/,
    ],
  ];
  it.each(cases)('names %s, and nothing else, with what to do', async (_, make, expected) => {
    const at = account();
    make(at);
    const open = await notWell(at);
    expect(open).toHaveLength(1);
    expect(open[0]).toMatch(expected);
    const [finding] = (await findings(at)).filter(({ kind }) => kind === 'wrong');
    expect(finding && 'todo' in finding && finding.todo.length).toBeGreaterThan(20);
  });

  it('asks nothing of mail where no channel takes reports by mail', async () => {
    const at = account();
    at.setResources(
      at.resources.filter(
        ({ LogicalResourceId: id }) => !/^(MailIn|MailBucket|MailKey|MailDead|Inbound)/.test(id),
      ),
    );
    at.receiving.mx.splice(0);
    const found = (await findings(at)).filter(({ kind }) => kind !== 'well');
    expect(new Set(found.map(({ kind, says }) => `${kind}: ${says}`))).toEqual(
      new Set(['elsewhere: no channel takes reports by mail']),
    );
  });

  it('names a region in which SES receives no mail', async () => {
    const at = account();
    at.clients.stacks.config.region = () => Promise.resolve('il-central-1');
    expect(await notWell(at)).toEqual(
      expect.arrayContaining(['mail is received here: SES is not known to receive mail in il-central-1']),
    );
  });

  it('says what it may not read, and goes on', async () => {
    const at = account();
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    at.mocks.mail.on(GetAccountCommand).rejects(denied);
    const open = await findings(at);
    expect(open.filter(({ kind }) => kind === 'unreadable').map(({ says }) => says)).toEqual(
      Array.from({ length: 3 }, () => 'could not be read (AccessDeniedException)'),
    );
    expect(open.filter(({ kind }) => kind === 'well').length).toBe(checks.length - 3);
  });

  it('names a host that leads elsewhere, with the line for its DNS', () => {
    const read = <T>(value: T): Fact<T> => ({ kind: 'read', value });
    const facts: Facts = {
      now,
      ...{
        team: none,
        mail: none,
        key: none,
        tables: none,
        schedule: none,
        bucket: none,
        concurrency: none,
        subscribers: none,
        hasBudget: none,
        mailDomains: none,
        mailRules: none,
        mailKey: none,
        mailsLeft: none,
      },
      hosts: read([
        {
          host: 'report.example.org',
          target: 'd-1.execute-api.eu-central-1.amazonaws.com',
          pointsHere: false,
        },
      ]),
    };
    const found = checks.map((check) => check(facts)).filter(({ kind }) => kind === 'wrong');
    expect(found).toMatchObject([
      {
        says: 'report.example.org does not lead here',
        todo: 'Put into your DNS: CNAME report.example.org d-1.execute-api.eu-central-1.amazonaws.com',
      },
    ]);
  });
});

describe('what the doctor reads of a team', () => {
  let close: (() => Promise<void>) | undefined;
  afterEach(() => close?.());

  it('its members, the channels with key rings, and when the last scheduled run began', async () => {
    const service = await startService();
    close = service.close;
    await service.addMember({ name: 'Ada', role: 'lead' });
    await service.scheduledRun();
    const team = await teamFacts(service.dynamo, service.ops.table, undefined);
    expect(team).toMatchObject({
      members: [{ name: 'Ada', role: 'lead' }],
      unreadable: 0,
      channels: ['conduct', 'security'],
      lastBeat: service.clock.now,
    });
  });
});
