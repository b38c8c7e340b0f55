import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import { chunkName, keptPrefix, unfinishedPrefix } from '../../../functions/adapters/s3/object-names.ts';
import { acknowledgeChunkPatterns, Attachments } from '../../../infra/aws/attachments.ts';
import { attachmentStatements } from '../../../infra/aws/attachment-statements.ts';
import { policyStatement } from '../../../infra/aws/policy-statement.ts';
import type { Statement } from '../../../infra/aws/statement.ts';
import { readTemplate } from '../template.ts';

const folder = mkdtempSync(join(tmpdir(), 'conductline-attachments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const app = new App({
  outdir: folder,
  autoSynth: false,
  builtinCloudFormationValidation: false,
  treeMetadata: false,
  context: { 'aws:cdk:disable-stack-trace': true },
});
const stack = new Stack(app, 'Attachments');
const attachments = new Attachments(stack, 'Attachments', { longestHardLimitDays: 1_825 });
const role = (id: string, statements: readonly Statement[]): void => {
  const made = new Role(stack, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const policy = new Policy(stack, `${id}Permissions`, {
    roles: [made],
    statements: statements.map(policyStatement),
  });
  acknowledgeChunkPatterns(policy);
};
const granted = attachmentStatements(attachments.bucketArn);
role('Reporter', granted.reporter);
role('Team', granted.team);
role('Scheduled', granted.scheduled);
const read = readTemplate({ Outputs: {}, ...Template.fromStack(stack).toJSON() });
const bucket = read.one('AWS::S3::Bucket', 'AttachmentsBucket');

describe('the bucket', () => {
  it('is the only one, pinned, and outlives the stack', () => {
    expect(bucket).toMatchObject({
      id: 'AttachmentsBucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('keeps no versions, no logs, no copies elsewhere, and tells nobody of what is put', () => {
    for (const name of [
      ...['VersioningConfiguration', 'LoggingConfiguration', 'ReplicationConfiguration', 'ObjectLockEnabled'],
      ...[
        'NotificationConfiguration',
        'InventoryConfigurations',
        'MetricsConfigurations',
        'WebsiteConfiguration',
      ],
      ...['AnalyticsConfigurations', 'CorsConfiguration', 'AccessControl', 'BucketName'],
    ])
      expect(bucket.Properties).not.toHaveProperty(name);
  });

  it('blocks public access of every kind and knows no access lists', () => {
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it('is encrypted under keys of S3', () => {
    expect(bucket.Properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    });
  });

  it('expires unfinished uploads after a day, parts of multipart uploads too, and the rest long after the longest limit', () => {
    const { Rules } = bucket.Properties.LifecycleConfiguration as { Rules: unknown };
    expect(Rules).toEqual([
      { Id: 'Unfinished', Prefix: 'unfinished/', ExpirationInDays: 1, Status: 'Enabled' },
      { Id: 'Kept', Prefix: 'kept/', ExpirationInDays: 1_825 + 366, Status: 'Enabled' },
      { Id: 'Multipart', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
    ]);
  });

  it('denies everybody requests without TLS 1.2, and its policy allows nobody anything', () => {
    const arn = { 'Fn::GetAtt': ['AttachmentsBucket', 'Arn'] };
    const Resource = [arn, { 'Fn::Join': ['', [arn, '/*']] }];
    const everything = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource };
    expect(read.one('AWS::S3::BucketPolicy', 'AttachmentsBucket').Properties.PolicyDocument).toMatchObject({
      Statement: [
        { ...everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        { ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
      ],
    });
  });
});

describe('the grants on attachments', () => {
  const objects = ['${AttachmentsBucket.Arn}/unfinished/*', '${AttachmentsBucket.Arn}/kept/*'];

  it.each(['ReporterRole', 'TeamRole'])(
    '%s puts new objects, reads them, and neither lists nor deletes',
    (name) => {
      expect(read.statementsOf(name)).toEqual([
        {
          Sid: 'PutNewChunks',
          Effect: 'Allow',
          Action: ['s3:PutObject'],
          Resource: objects,
          Condition: { Null: { 's3:if-none-match': ['false'] } },
        },
        { Sid: 'GetChunks', Effect: 'Allow', Action: ['s3:GetObject'], Resource: objects, Condition: {} },
      ]);
    },
  );

  it('the scheduled role lists and deletes, and neither reads nor puts', () => {
    expect(read.statementsOf('ScheduledRole')).toEqual([
      {
        Sid: 'ListChunks',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: ['${AttachmentsBucket.Arn}'],
        Condition: { StringLike: { 's3:prefix': ['unfinished/*', 'kept/*'] } },
      },
      { Sid: 'EraseChunks', Effect: 'Allow', Action: ['s3:DeleteObject'], Resource: objects, Condition: {} },
    ]);
  });

  it('reach every name that chunks have', () => {
    const id = 'A'.repeat(22);
    for (const prefix of [unfinishedPrefix, keptPrefix] as const) {
      const arn = `\${AttachmentsBucket.Arn}/${chunkName(prefix, id, 7)}`;
      expect(objects.some((pattern) => arn.startsWith(pattern.slice(0, -1)))).toBe(true);
    }
  });
});

it('the name of the bucket goes to the functions', () => {
  expect(Object.keys(attachments.environment)).toEqual(['ATTACHMENTS_BUCKET']);
  expect(stack.resolve(attachments.environment.ATTACHMENTS_BUCKET)).toEqual({ Ref: 'AttachmentsBucket' });
});

it('bucket and grants pass the AwsSolutions checks', () => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth({ force: true });
  const report = join(folder, 'validation-report.json');
  expect(existsSync(report)).toBe(true);
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ pluginReports: [] });
});
