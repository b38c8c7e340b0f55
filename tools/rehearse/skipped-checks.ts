import * as z from 'zod';
import { unfinishedPrefix } from '../../functions/adapters/s3/object-names.ts';
import type { ReadTemplate } from './stand-ins.ts';

/** What holds of a template, in words; `problem` when it does not. */
export type TemplateCheck = { readonly what: string; readonly problem: string | undefined };

type Found = {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly whole: unknown;
};

const apiStage = z.looseObject({
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  AccessLogSettings: z.undefined().optional(),
  DefaultRouteSettings: z.looseObject({
    ThrottlingRateLimit: z.number(),
    ThrottlingBurstLimit: z.number(),
    DetailedMetricsEnabled: z.literal(false),
  }),
});
const httpApi = z.looseObject({
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z.undefined().optional(),
});
const integration = z.looseObject({
  IntegrationType: z.literal('AWS_PROXY'),
  PayloadFormatVersion: z.literal('2.0'),
});
const schedule = z.looseObject({
  ScheduleExpression: z.literal('rate(1 minute)'),
  State: z.literal('ENABLED').optional(),
  Target: z.looseObject({
    RoleArn: z.unknown(),
    RetryPolicy: z.looseObject({ MaximumRetryAttempts: z.literal(0) }),
  }),
});
const table = z.looseObject({
  Properties: z.looseObject({
    TimeToLiveSpecification: z.looseObject({ Enabled: z.literal(true) }),
    PointInTimeRecoverySpecification: z.looseObject({
      PointInTimeRecoveryEnabled: z.literal(true),
      RecoveryPeriodInDays: z.number(),
    }),
    DeletionProtectionEnabled: z.literal(true),
  }),
  DeletionPolicy: z.literal('Retain'),
  UpdateReplacePolicy: z.literal('Retain'),
});
const vaultTable = z.looseObject({
  Properties: z.looseObject({
    PointInTimeRecoverySpecification: z.looseObject({ RecoveryPeriodInDays: z.number().max(7) }),
  }),
});
const configurationSet = z.looseObject({
  DeliveryOptions: z.looseObject({ TlsPolicy: z.literal('REQUIRE') }),
});
const identity = z.looseObject({ EmailIdentity: z.string().includes('@') });
/** A domain that mails come to; SES signs answers for it. */
const domain = z.looseObject({
  DkimSigningAttributes: z.looseObject({ NextSigningKeyLength: z.literal('RSA_2048_BIT') }),
});
const receiptRule = z.looseObject({
  Rule: z.looseObject({
    Enabled: z.literal(true),
    ScanEnabled: z.literal(true),
    Actions: z.array(
      z.strictObject({ S3Action: z.looseObject({ ObjectKeyPrefix: z.string().endsWith('/') }) }),
    ),
  }),
});
const alarm = z.looseObject({ AlarmActions: z.array(z.unknown()).min(1) });
const unfinishedGo = z.looseObject({
  LifecycleConfiguration: z.looseObject({
    Rules: z
      .array(z.looseObject({ Prefix: z.string().optional(), ExpirationInDays: z.number().optional() }))
      .refine((rules) =>
        rules.some(({ Prefix, ExpirationInDays }) => Prefix === unfinishedPrefix && ExpirationInDays === 1),
      ),
  }),
  VersioningConfiguration: z.undefined().optional(),
});
const refusesPlainHttp = z.string().includes('aws:SecureTransport');

const every = (
  what: string,
  found: readonly Found[],
  schema: z.ZodType,
  { least = 1, look = ({ properties }: Found): unknown => properties } = {},
): TemplateCheck => {
  if (found.length < least) return { what, problem: `${found.length} of at least ${least} are there` };
  const wrong = found.filter((one) => !schema.safeParse(look(one)).success).map(({ id }) => id);
  return { what: `${what} (${found.length})`, problem: wrong.length > 0 ? wrong.join(', ') : undefined };
};

/** Whom SES knows: an address, which is the sender's, and domains. */
const identityChecks = (identities: readonly Found[]): readonly TemplateCheck[] => {
  const isAddress = ({ properties }: Found): boolean => identity.safeParse(properties).success;
  const domains = identities.filter((one) => !isAddress(one));
  return [
    every('the sender is an identity of SES', identities.filter(isAddress), identity),
    every('domains of mails are signed for', domains, domain, { least: 0 }),
  ];
};

/** Asserts on the template what moto skips without a word, so that a green deployment there does not vouch for it. */
export const skippedChecks = ({ Resources }: ReadTemplate): readonly TemplateCheck[] => {
  const ofType = (type: string): Found[] =>
    Object.entries(Resources).flatMap(([id, whole]) =>
      whole.Type === type ? [{ id, properties: whole.Properties, whole }] : [],
    );
  const whole = { look: ({ whole: resource }: Found): unknown => resource };
  const buckets = ofType('AWS::S3::Bucket');
  return [
    every('HTTP APIs without CORS', ofType('AWS::ApiGatewayV2::Api'), httpApi, { least: 2 }),
    every('whole requests go to the functions', ofType('AWS::ApiGatewayV2::Integration'), integration, {
      least: 2,
    }),
    every('stages are throttled and keep no access log', ofType('AWS::ApiGatewayV2::Stage'), apiStage, {
      least: 2,
    }),
    every(
      'the scheduled run comes every minute and is not repeated',
      ofType('AWS::Scheduler::Schedule'),
      schedule,
    ),
    ...identityChecks(ofType('AWS::SES::EmailIdentity')),
    every('mails are scanned and put into their bucket', ofType('AWS::SES::ReceiptRule'), receiptRule, {
      least: 0,
    }),
    every('mail leaves over TLS only', ofType('AWS::SES::ConfigurationSet'), configurationSet),
    every('tables: time to live, recovery, protected from deletion', ofType('AWS::DynamoDB::Table'), table, {
      least: 3,
      ...whole,
    }),
    every(
      'the vault is recovered for 7 days at most',
      ofType('AWS::DynamoDB::Table').filter(({ id }) => id === 'VaultTable'),
      vaultTable,
      whole,
    ),
    every('alarms have somebody to tell', ofType('AWS::CloudWatch::Alarm'), alarm, { least: 0 }),
    every(
      'what was uploaded and not attached goes after a day, for good',
      buckets.filter(({ id }) => id === 'AttachmentsBucket'),
      unfinishedGo,
    ),
    every('buckets refuse plain HTTP', ofType('AWS::S3::BucketPolicy'), refusesPlainHttp, {
      least: buckets.length,
      look: ({ properties }) => JSON.stringify(properties),
    }),
  ];
};
