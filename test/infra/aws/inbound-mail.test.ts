import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSettings } from '../../../functions/settings/defaults.ts';
import { settingsFrom } from '../../../infra/settings.ts';
import { receivingRegions, refuseRegionWithoutMail } from '../../../infra/mail-region.ts';
import { mailSettings, read as withoutMail, synthesize } from '../synthesized.ts';
import { statementsIn, written, type Statement } from '../template.ts';

const { read, template } = synthesize(mailSettings);
const account = '${AWS::AccountId}';
const bucketName = `conductline-mail-${account}-\${AWS::Region}`;
const bucketArn = `arn:\${AWS::Partition}:s3:::${bucketName}`;
const ruleArns = ['conduct', 'security'].map(
  (channel) =>
    `arn:\${AWS::Partition}:ses:\${AWS::Region}:${account}:receipt-rule-set/Conductline-mail:receipt-rule/${channel}`,
);
const bucket = read.one('AWS::S3::Bucket', 'MailBucket');
const lambda = read.one('AWS::Lambda::Function', 'Inbound');
const role = read.one('AWS::IAM::Role', 'InboundRole');
const roleArn = `\${${role.id}.Arn}`;
/** The version of TLS in a bucket's policy is a number, which no policy of ours has. */
const tlsAsText = (document: unknown): Statement[] =>
  statementsIn(JSON.parse(JSON.stringify(document).replace('"s3:TlsVersion":1.2', '"s3:TlsVersion":"1.2"')));
const onlyRules = { 'aws:SourceAccount': [account], 'aws:SourceArn': ruleArns };

describe('without an address for mails', () => {
  it('nothing that takes them is there', () => {
    const types = Object.values(withoutMail.resources).map(({ Type }) => Type);
    expect(types.filter((type) => /^AWS::SQS|Receipt/.test(type))).toEqual([]);
    expect(withoutMail.ofType('AWS::KMS::Key')).toHaveLength(1);
    expect(JSON.stringify(withoutMail.outputs)).not.toContain('inbound-smtp');
    const services = withoutMail
      .statementsOf('ScheduledRole')
      .flatMap(({ Action, Effect }) => (Effect === 'Allow' ? Action : []));
    expect(services.filter((action) => action.startsWith('lambda:'))).toEqual([]);
  });
});

describe('the bucket of mails', () => {
  it('keeps no versions, expires after a day, is closed, and goes with the last address', () => {
    expect(bucket).toMatchObject({ id: 'MailBucket', DeletionPolicy: 'Delete' });
    expect(bucket.Properties).not.toHaveProperty('VersioningConfiguration');
    expect(bucket.Properties).not.toHaveProperty('ReplicationConfiguration');
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { Rules } = z
      .looseObject({ Rules: z.array(z.looseObject({ ExpirationInDays: z.number(), Status: z.string() })) })
      .parse(bucket.Properties.LifecycleConfiguration);
    expect(Rules).toEqual([
      {
        Id: 'OneDay',
        Status: 'Enabled',
        ExpirationInDays: 1,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
  });

  it('is encrypted under a key of its own, each mail with its own data key', () => {
    expect(bucket.Properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: false,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': ['MailKey', 'Arn'] },
          },
        },
      ],
    });
  });

  it('takes mails from the rules alone, and nothing without TLS', () => {
    const policy = tlsAsText(read.one('AWS::S3::BucketPolicy', 'MailIn').Properties.PolicyDocument);
    const allows = policy.filter(({ Effect }) => Effect === 'Allow');
    expect(allows).toEqual([
      {
        Sid: 'ReceiptRulesWrite',
        Effect: 'Allow',
        Principal: { Service: ['ses.amazonaws.com'] },
        Action: ['s3:PutObject'],
        Resource: [`${bucketArn}/*`],
        Condition: { StringEquals: onlyRules },
      },
    ]);
    expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":["false"]');
  });

  it('tells the mail function of each, which it may call by its name alone, before it is made', () => {
    expect(written(bucket.Properties.BucketName)).toBe(bucketName);
    expect(bucket.Properties.NotificationConfiguration).toEqual({
      LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: { 'Fn::GetAtt': [lambda.id, 'Arn'] } }],
    });
    const permission = read.one('AWS::Lambda::Permission', 'MailIn');
    expect(permission.Properties).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    expect(written(permission.Properties.SourceArn)).toBe(bucketArn);
    expect(z.looseObject({ DependsOn: z.array(z.string()) }).parse(bucket).DependsOn).toContain(
      permission.id,
    );
    const types = Object.values(read.resources).map(({ Type }) => Type);
    expect(types.filter((type) => type.startsWith('Custom::'))).toEqual([]);
    expect(read.ofType('AWS::Lambda::Function')).toHaveLength(4);
  });
});

describe('the key of mails', () => {
  const key = read.one('AWS::KMS::Key', 'MailKey');
  const policy = statementsIn(key.Properties.KeyPolicy);
  const using = (statement: Statement): boolean =>
    statement.Action.some((action) => /^kms:(Decrypt|Encrypt|GenerateDataKey|\*)/.test(action));

  it('rotates, and outlives by weeks what is under it when it goes', () => {
    expect(key.DeletionPolicy).toBe('Delete');
    expect(key.Properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
  });

  it('is used by the rules and the mail function, and by nobody else', () => {
    expect(policy.filter((statement) => statement.Effect === 'Allow' && using(statement))).toEqual([
      {
        Sid: 'ReceiptRulesEncrypt',
        Effect: 'Allow',
        Principal: { Service: ['ses.amazonaws.com'] },
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        Resource: ['*'],
        Condition: { StringEquals: onlyRules },
      },
      {
        Sid: 'MailFunctionOpens',
        Effect: 'Allow',
        Principal: { AWS: [roleArn] },
        Action: ['kms:Decrypt'],
        Resource: ['*'],
        Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': [`${bucketArn}/*`] } },
      },
    ]);
  });

  it('is denied to everybody else whatever another policy says, and passed on by nobody', () => {
    expect(policy.filter(({ Effect }) => Effect === 'Deny')).toEqual([
      {
        Sid: 'NobodyElseDecrypts',
        Effect: 'Deny',
        Principal: { AWS: ['*'] },
        Action: ['kms:Decrypt'],
        Resource: ['*'],
        Condition: {
          ArnNotEquals: { 'aws:PrincipalArn': [roleArn] },
          Bool: { 'aws:PrincipalIsAWSService': ['false'] },
        },
      },
      expect.objectContaining({ Action: ['kms:CreateGrant', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'] }),
    ]);
  });
});

describe('the key of rings', () => {
  it('lets the mail role open the ring of marks and no other, and is denied to all but three', () => {
    const policy = statementsIn(read.one('AWS::KMS::Key', 'RingKey').Properties.KeyPolicy);
    const ofMail = policy.filter(({ Principal }) => Principal?.AWS?.includes(roleArn));
    expect(ofMail.map(({ Action, Condition }) => [Action, Condition.StringEquals])).toEqual([
      [['kms:Decrypt'], { 'kms:EncryptionContext:purpose': ['mail-marks'] }],
    ]);
    const deny = policy.find(({ Sid }) => Sid === 'NobodyElseDecrypts');
    expect(deny?.Condition.ArnNotEquals?.['aws:PrincipalArn']).toHaveLength(3);
  });
});

describe('the mail function', () => {
  it('has minutes for a mail, and logs as the others do', () => {
    expect(lambda.Properties).toMatchObject({
      FunctionName: 'Conductline-mail',
      Timeout: 300,
      MemorySize: 1769,
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', ApplicationLogLevel: 'INFO' },
    });
    expect(lambda.Properties).not.toHaveProperty('TracingConfig');
    expect(lambda.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('is told the names of resources and nothing else', () => {
    const { Variables } = z
      .object({ Variables: z.record(z.string(), z.unknown()) })
      .parse(lambda.Properties.Environment);
    const names = ['VAULT_TABLE', 'CASES_TABLE', 'TEAM_TABLE', 'ATTACHMENTS_BUCKET', 'KEY_ID', 'MAIL_BUCKET'];
    expect(Object.keys(Variables).sort()).toEqual(names.sort());
    expect(written(Variables.MAIL_BUCKET)).toBe(bucketName);
  });

  it('reads as many mails at once as the settings say', () => {
    const { read: own } = synthesize({
      ...mailSettings,
      reservedConcurrency: { team: 5, scheduled: 1, mail: 3 },
    });
    expect(own.one('AWS::Lambda::Function', 'Inbound').Properties.ReservedConcurrentExecutions).toBe(3);
  });

  it('is tried twice more within six hours, then its event goes to a queue for two weeks', () => {
    const queue = read.one('AWS::SQS::Queue', 'MailDeadLetters');
    const config = read
      .ofType('AWS::Lambda::EventInvokeConfig')
      .find(
        ({ Properties }) => JSON.stringify(Properties.FunctionName) === JSON.stringify({ Ref: lambda.id }),
      );
    expect(config?.Properties).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue.id, 'Arn'] } } },
    });
    expect(queue.Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 86_400,
    });
  });

  it('sends no mail, lists no tables and deletes no row: its role reaches what its work needs', () => {
    const allowed = read.statementsOf('InboundRole').filter(({ Effect }) => Effect === 'Allow');
    const actions = new Set(allowed.flatMap(({ Action }) => Action));
    expect([...actions].filter((action) => /^ses:|Delete|Scan|Query|BatchWrite|\*/.test(action))).toEqual([
      's3:DeleteObject',
    ]);
    const written = JSON.stringify(allowed).replace(/\$\{\w+(\.Arn)?\}/g, 'x'.repeat(110));
    expect(written.length).toBeLessThan(10_240);
    for (const { Action, Condition } of allowed)
      if (Action.some((action) => action.startsWith('dynamodb:'))) {
        expect(Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).not.toContain('*');
        expect(Condition.Null).toEqual({ 'dynamodb:LeadingKeys': ['false'] });
        expect(Condition.StringEqualsIfExists).toEqual({ 'dynamodb:ReturnValues': ['NONE'] });
      }
  });

  it('leaves dead letters in its own queue', () => {
    const sends = read.statementsOf('InboundRole').filter(({ Action }) => Action.includes('sqs:SendMessage'));
    expect(sends.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['sqs:SendMessage'], ['${MailDeadLetters.Arn}']],
    ]);
  });
});

describe('the receipt rules', () => {
  it('are one a channel, scan, and put mails under the name of their channel', () => {
    const rules = read.ofType('AWS::SES::ReceiptRule').map(({ Properties }) => Properties.Rule);
    expect(rules).toEqual(
      ['conduct', 'security'].map((channel) => ({
        Name: channel,
        Enabled: true,
        Recipients: [`${channel}@in.example.org`],
        ScanEnabled: true,
        TlsPolicy: 'Optional',
        Actions: [{ S3Action: { BucketName: bucket.Properties.BucketName, ObjectKeyPrefix: `${channel}/` } }],
      })),
    );
  });

  it('are made after the policy that SES tries', () => {
    const policy = read.one('AWS::S3::BucketPolicy', 'MailIn').id;
    for (const rule of read.ofType('AWS::SES::ReceiptRule'))
      expect(z.looseObject({ DependsOn: z.array(z.string()) }).parse(rule).DependsOn).toContain(policy);
  });
});

describe('the records', () => {
  const output = (name: string): string => written(read.outputs[name]?.Value);

  it('of one domain are there once: MX, three for DKIM, a hint of SPF and DMARC, and how rules become active', () => {
    expect(read.ofType('AWS::SES::EmailIdentity').map(({ Properties }) => Properties.EmailIdentity)).toEqual([
      'conduct@example.org',
      'in.example.org',
    ]);
    expect(output('MailMxInExampleOrg')).toBe(
      'MX in.example.org 10 inbound-smtp.${AWS::Region}.amazonaws.com',
    );
    const dkim = [1, 2, 3].map((number) => output(`MailDkim${number}InExampleOrg`));
    expect(new Set(dkim).size).toBe(3);
    for (const record of dkim)
      expect(record).toMatch(/^CNAME \$\{\w+\.DkimDNSTokenName\d\} \$\{\w+\.DkimDNSTokenValue\d\}$/);
    expect(output('MailPolicyInExampleOrg')).toContain('include:amazonses.com');
    expect(output('MailActivate')).toBe(
      'aws ses set-active-receipt-rule-set --rule-set-name Conductline-mail',
    );
  });
});

describe('the region', () => {
  const settings = settingsFrom(mailSettings, 'the test');

  it('matters only for who takes mails', () => {
    expect(() => refuseRegionWithoutMail(defaultSettings, 'il-central-1')).not.toThrow();
    expect(() => refuseRegionWithoutMail(settings, undefined)).not.toThrow();
    expect(() => refuseRegionWithoutMail(settings, 'eu-central-1')).not.toThrow();
    expect(() => refuseRegionWithoutMail(settings, 'il-central-1')).toThrow(
      'SES receives no mail in il-central-1.',
    );
  });

  it('is asked for once more by a rule of the template', () => {
    expect(receivingRegions.length).toBeGreaterThan(10);
    const rules = JSON.stringify(template.toJSON().Rules);
    expect(rules).toContain('SES receives no mail in this region');
    for (const region of receivingRegions) expect(rules).toContain(`"${region}"`);
  });
});
