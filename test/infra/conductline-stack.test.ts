import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../functions/reporter/routes.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { longestKeptDays } from '../../functions/domain/retention/expiry.ts';
import { mailProblemOf } from '../../functions/scheduled/mail-problem-event.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { read, synthesize, template } from './synthesized.ts';
import { written } from './template.ts';

const functions = read.ofType('AWS::Lambda::Function');
const stages = read.ofType('AWS::ApiGatewayV2::Stage');
const names = ['Reporter', 'Team', 'Scheduled'] as const;
/** Through which mail leaves. */
const setFor = {
  members: read.one('AWS::SES::ConfigurationSet', 'MailConfigurationSet'),
  reporters: read.one('AWS::SES::ConfigurationSet', 'MailReporterConfigurationSet'),
};
const routeSettingsOf = (properties: Readonly<Record<string, unknown>>) =>
  z.record(z.string(), z.record(z.string(), z.unknown())).parse(properties.RouteSettings ?? {});

describe('the functions', () => {
  it('are exactly three without mail, and no custom resource hides another', () => {
    expect(functions).toHaveLength(3);
    const types = Object.values(read.resources).map(({ Type }) => Type);
    const hidden =
      /^Custom::|^AWS::CloudFormation::|^AWS::Serverless::|^AWS::Lambda::(?!Function|Permission|EventInvoke)/;
    expect(types.filter((type) => hidden.test(type))).toEqual([]);
  });

  it.each(names)('%s runs its own code on arm64 with the newest runtime', (name) => {
    expect(read.one('AWS::Lambda::Function', name).Properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': [read.one('AWS::IAM::Role', `${name}Role`).id, 'Arn'] },
    });
    const code = functions.map(({ Properties }) => JSON.stringify(Properties.Code));
    expect(new Set(code).size).toBe(3);
  });

  it('answer before the gateway gives up, and the scheduled one ends before the next scheduled run', () => {
    const timeout = (name: string) => Number(read.one('AWS::Lambda::Function', name).Properties.Timeout);
    expect(timeout('Reporter')).toBeLessThan(29);
    expect(timeout('Team')).toBeLessThan(29);
    expect(timeout('Scheduled')).toBeLessThan(60);
  });

  it.each([
    ['Reporter', []],
    ['Team', ['KEY_ID', 'REPORTER_URL']],
    [
      'Scheduled',
      [...['KEY_ID', 'TEAM_URL', 'REPORTER_URL', 'CONFIGURATION_SET'], 'REPORTER_CONFIGURATION_SET'],
    ],
  ])('%s is told the names of resources and nothing else', (name, own) => {
    const expected = ['VAULT_TABLE', 'CASES_TABLE', 'TEAM_TABLE', 'ATTACHMENTS_BUCKET', ...own];
    const all: Record<string, unknown> = {
      ATTACHMENTS_BUCKET: { Ref: 'AttachmentsBucket' },
      VAULT_TABLE: { Ref: 'VaultTable' },
      CASES_TABLE: { Ref: 'CasesTable' },
      TEAM_TABLE: { Ref: 'TeamTable' },
      KEY_ID: { 'Fn::GetAtt': ['RingKey', 'Arn'] },
      REPORTER_URL: read.outputs.ReporterUrl?.Value,
      TEAM_URL: read.outputs.TeamUrl?.Value,
      CONFIGURATION_SET: { Ref: setFor.members.id },
      REPORTER_CONFIGURATION_SET: { Ref: setFor.reporters.id },
    };
    expect(read.one('AWS::Lambda::Function', name).Properties.Environment).toEqual({
      Variables: Object.fromEntries(expected.map((variable) => [variable, all[variable]])),
    });
  });

  it('reserve no concurrency, which small accounts refuse', () => {
    for (const { Properties } of functions) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  it.each(names)('%s logs JSON to its own group without START and REPORT lines', (name) => {
    expect(read.one('AWS::Lambda::Function', name).Properties.LoggingConfig).toEqual({
      LogFormat: 'JSON',
      SystemLogLevel: 'WARN',
      ApplicationLogLevel: 'INFO',
      LogGroup: { Ref: read.one('AWS::Logs::LogGroup', `${name}Logs`).id },
    });
  });

  it('have log groups that forget after the days of the settings', () => {
    const days = (from: typeof read) =>
      from.ofType('AWS::Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays);
    expect(days(read)).toEqual([30, 30, 30]);
    expect(days(synthesize({ sender: 'a@example.org', logs: { retentionDays: 7 } }).read)).toEqual([7, 7, 7]);
  });
});

describe('nothing watches who comes', () => {
  it('no function is traced', () => {
    for (const { Properties } of functions) {
      expect(Properties).not.toHaveProperty('TracingConfig');
      expect(Properties).not.toHaveProperty('Layers');
    }
  });

  it('no stage writes access logs or detailed metrics', () => {
    for (const { Properties } of stages) {
      expect(Properties).not.toHaveProperty('AccessLogSettings');
      expect(Properties).not.toHaveProperty('AccessLogSetting');
      for (const route of [Properties.DefaultRouteSettings, ...Object.values(routeSettingsOf(Properties))]) {
        expect(route).toMatchObject({ DetailedMetricsEnabled: false });
        expect(route).not.toHaveProperty('LoggingLevel');
        expect(route).not.toHaveProperty('DataTraceEnabled');
      }
    }
  });

  it('no resource follows requests: insights, log subscriptions, delivery, tracing groups', () => {
    const watching =
      /^AWS::(XRay|KinesisFirehose|Kinesis|RUM|ApplicationInsights|InternetMonitor)::|InsightRule|SubscriptionFilter|Delivery|^AWS::ApiGateway::Account/;
    const types = Object.values(read.resources).map(({ Type }) => Type);
    expect(types.filter((type) => watching.test(type))).toEqual([]);
    expect(JSON.stringify(read.resources)).not.toContain('ContributorInsights');
  });
});

describe('the two HTTP APIs', () => {
  it('are two, of HTTP and without CORS', () => {
    const apis = read.ofType('AWS::ApiGatewayV2::Api');
    expect(apis).toHaveLength(2);
    for (const { Properties } of apis) {
      expect(Properties.ProtocolType).toBe('HTTP');
      expect(Properties).not.toHaveProperty('CorsConfiguration');
    }
    expect(read.ofType('AWS::ApiGateway::RestApi')).toEqual([]);
    expect(read.ofType('AWS::Lambda::Url')).toEqual([]);
  });

  it.each([
    ['ReporterUrl', 'Reporter'],
    ['TeamUrl', 'Team'],
  ])('%s leads every path to the %s function and to no other', (output, name) => {
    const api = read.one('AWS::ApiGatewayV2::Api', name).id;
    const lambda = read.one('AWS::Lambda::Function', name).id;
    const integration = read.one('AWS::ApiGatewayV2::Integration', name);
    expect(read.outputs[output]?.Value).toEqual({ 'Fn::GetAtt': [api, 'ApiEndpoint'] });
    expect(integration.Properties).toMatchObject({
      ApiId: { Ref: api },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': [lambda, 'Arn'] },
      PayloadFormatVersion: '2.0',
    });
    const routes = read.ofType('AWS::ApiGatewayV2::Route').filter(({ id }) => id.startsWith(name));
    expect(routes.map(({ Properties }) => Properties.RouteKey)).toContain('$default');
    for (const { Properties } of routes) {
      expect(Properties.ApiId).toEqual({ Ref: api });
      expect(written(Properties.Target)).toBe(`integrations/\${${integration.id}}`);
    }
    const permission = read.one('AWS::Lambda::Permission', name).Properties;
    expect(permission).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      FunctionName: { 'Fn::GetAtt': [lambda, 'Arn'] },
    });
    expect(written(permission.SourceArn)).toBe(
      `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*/*`,
    );
  });

  it('let nobody else invoke a function', () => {
    const invoking = read.ofType('AWS::Lambda::Permission').map(({ Properties }) => Properties);
    expect(invoking.map(({ Principal }) => Principal).sort()).toEqual([
      ...['apigateway.amazonaws.com', 'apigateway.amazonaws.com'],
      ...['events.amazonaws.com', 'events.amazonaws.com'],
    ]);
    for (const { SourceArn } of invoking) expect(SourceArn).toBeDefined();
  });

  it('serve the default stage, throttled', () => {
    expect(stages).toHaveLength(2);
    template.allResourcesProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: {
        ThrottlingRateLimit: Match.anyValue(),
        ThrottlingBurstLimit: Match.anyValue(),
      },
    });
  });
});

describe('the throttled routes of the reporter API', () => {
  const stage = read.one('AWS::ApiGatewayV2::Stage', 'Reporter');
  const throttled = routeSettingsOf(stage.Properties);
  const keyOf = ({ Properties }: { readonly Properties: Readonly<Record<string, unknown>> }): string =>
    String(Properties.RouteKey);
  const reporterRoutes = read
    .ofType('AWS::ApiGatewayV2::Route')
    .filter(({ id }) => id.startsWith('Reporter'));

  /**
   * The route API Gateway picks for a request: the exact one, its variables filled in, else the longest greedy one, else
   * `$default`.
   */
  const routeOf = (method: string, path: string): string => {
    const filledIn = Object.keys(throttled)
      .filter((key) => /\{\w+\}/.test(key))
      .find((key) => new RegExp(`^${key.replace(/\{\w+\}/g, '[^/]+')}$`).test(`${method} ${path}`));
    const greedy = Object.keys(throttled)
      .filter((key) => key.endsWith('/{proxy+}'))
      .filter((key) => [method, 'ANY'].includes(key.split(' ')[0] ?? ''))
      .filter((key) => path.startsWith(key.split(' ')[1]?.replace('{proxy+}', '') ?? '?'))
      .sort((one, other) => other.length - one.length);
    const exact = Object.hasOwn(throttled, `${method} ${path}`) ? `${method} ${path}` : filledIn;
    return exact ?? greedy[0] ?? '$default';
  };

  it('are routes of their own, each with a throttle, made before the stage that names them', () => {
    expect(Object.keys(throttled).sort()).toEqual(
      reporterRoutes
        .map(keyOf)
        .filter((key) => key !== '$default')
        .sort(),
    );
    for (const route of Object.values(throttled)) {
      expect(route.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(route.ThrottlingBurstLimit).toBeGreaterThan(0);
    }
    expect(z.looseObject({ DependsOn: z.array(z.string()) }).parse(stage).DependsOn).toEqual(
      expect.arrayContaining(reporterRoutes.map(({ id }) => id)),
    );
  });

  it('no form shares its throttle with a page that is looked at, or with the JSON', () => {
    const { api, ...others } = routes;
    const pages = Object.values(others).filter((path) => typeof path === 'string');
    const forms = pages.filter((path) => path.startsWith('/report') || path.startsWith('/follow-up'));
    const formRoutes = forms.map((path) => routeOf('POST', path));
    expect(formRoutes.length).toBeGreaterThan(6);
    const otherRoutes = [
      ...pages.map((path) => routeOf('GET', path)),
      ...Object.values(api).flatMap((path) =>
        ['GET', 'POST', 'PUT', 'DELETE'].map((method) => routeOf(method, path)),
      ),
    ];
    for (const route of formRoutes) expect(otherRoutes).not.toContain(route);
    expect(routeOf('GET', '/report')).toBe('$default');
  });

  it('what stores a text is let through more slowly than anything but what gives out files', () => {
    const rate = (route: string) => Number(throttled[route]?.ThrottlingRateLimit);
    const writing = [routes.report, routes.reply, routes.api.reports, routes.api.entries].map(
      (path) => `POST ${path}`,
    );
    const downloads = [
      routeOf('GET', '/api/follow-up/attachments/x'),
      routeOf('POST', routes.attachment),
      routeOf('POST', routes.download),
    ];
    const others = Object.keys(throttled).filter((route) => ![...writing, ...downloads].includes(route));
    for (const route of writing) expect(rate(route)).toBeLessThan(Math.min(...others.map(rate)));
  });

  it('what brings the bytes of files or gives them out has throttles of its own, beside those that store a text', () => {
    const { api } = routes;
    expect(routeOf('PUT', '/api/uploads/7')).toBe('PUT /api/uploads/{number}');
    const files = [
      routeOf('POST', api.uploads),
      routeOf('PUT', '/api/uploads/7'),
      routeOf('POST', api.finishUpload),
      routeOf('POST', api.attachments),
    ];
    const downloads = [
      routeOf('GET', '/api/follow-up/attachments/x'),
      routeOf('POST', routes.attachment),
      routeOf('POST', routes.download),
    ];
    expect(new Set([...files, ...downloads]).size).toBe(7);
    const { throttles } = defaultSettings;
    for (const [group, { perSecond, burst }] of [
      [files, throttles.files],
      [downloads, throttles.downloads],
    ] as const)
      for (const route of group)
        expect(throttled[route]).toMatchObject({
          ThrottlingRateLimit: perSecond,
          ThrottlingBurstLimit: burst,
        });
    // What only asks how far an upload has come is like every other call.
    expect(routeOf('GET', api.uploads)).toBe('ANY /api/{proxy+}');
  });

  it('are as wide as the settings say', () => {
    const narrow = { perSecond: 0.25, burst: 3 };
    const { read: own } = synthesize({
      sender: 'a@example.org',
      throttles: { writing: narrow, files: narrow, pages: narrow },
    });
    const { Properties } = own.one('AWS::ApiGatewayV2::Stage', 'Reporter');
    const expected = { ThrottlingRateLimit: 0.25, ThrottlingBurstLimit: 3 };
    for (const route of ['POST /report', 'PUT /api/uploads/{number}'])
      expect(routeSettingsOf(Properties)[route]).toMatchObject(expected);
    expect(Properties.DefaultRouteSettings).toMatchObject(expected);
  });
});

describe('the bucket of attachments', () => {
  const rulesOf = (from: typeof read) =>
    z
      .looseObject({
        Rules: z.array(z.looseObject({ Id: z.string(), ExpirationInDays: z.number().optional() })),
      })
      .parse(from.one('AWS::S3::Bucket', 'AttachmentsBucket').Properties.LifecycleConfiguration).Rules;

  it('is one, stays when the stack goes, and keeps no versions', () => {
    const bucket = read.one('AWS::S3::Bucket', 'AttachmentsBucket');
    expect(bucket).toMatchObject({
      id: 'AttachmentsBucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(bucket.Properties).not.toHaveProperty('VersioningConfiguration');
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  it('refuses requests without TLS', () => {
    expect(JSON.stringify(read.one('AWS::S3::BucketPolicy', 'AttachmentsBucket').Properties)).toContain(
      '"Condition":{"Bool":{"aws:SecureTransport":"false"}}',
    );
  });

  it('keeps what is attached a year longer than any case is kept, holds included', () => {
    const kept = (own: object) =>
      longestKeptDays(settingsFrom({ sender: 'a@example.org', ...own }, 'the test'));
    const days = (from: typeof read) =>
      rulesOf(from).map(({ Id, ExpirationInDays }) => [Id, ExpirationInDays]);
    expect(days(read)).toEqual([
      ['Unfinished', 1],
      ['Kept', kept({}) + 366],
      ['Multipart', undefined],
    ]);
    const longer = { channels: { security: { retention: { hardLimitDays: 3_000 } } } };
    const { read: own } = synthesize({ sender: 'a@example.org', ...longer });
    expect(kept(longer)).toBeGreaterThan(kept({}));
    expect(days(own)[1]).toEqual(['Kept', kept(longer) + 366]);
  });
});

describe('the scheduled run', () => {
  it('comes every minute, exactly then, and is never retried', () => {
    const scheduled = read.one('AWS::Lambda::Function', 'Scheduled').id;
    expect(read.one('AWS::Scheduler::Schedule').Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [scheduled, 'Arn'] },
        RoleArn: { 'Fn::GetAtt': [read.one('AWS::IAM::Role', 'ScheduleRole').id, 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
    });
  });

  it('is not run again by Lambda either, whose own default is two more times', () => {
    expect(read.one('AWS::Lambda::EventInvokeConfig').Properties).toMatchObject({
      FunctionName: { Ref: read.one('AWS::Lambda::Function', 'Scheduled').id },
      MaximumRetryAttempts: 0,
    });
  });
});

const destination = z.object({
  ConfigurationSetName: z.object({ Ref: z.string() }),
  EventDestination: z.looseObject({
    MatchingEventTypes: z.array(z.string()),
    CloudWatchDestination: z.unknown().optional(),
  }),
});
const destinations = () =>
  read
    .ofType('AWS::SES::ConfigurationSetEventDestination')
    .map(({ Properties }) => destination.parse(Properties));
const mailProblemRule = z.looseObject({
  EventPattern: z.looseObject({ detail: z.looseObject({ mail: z.object({ tags: z.unknown() }) }) }),
  Targets: z.tuple([
    z.looseObject({
      Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
      InputTransformer: z.object({
        InputPathsMap: z.record(z.string(), z.string()),
        InputTemplate: z.string(),
      }),
    }),
  ]),
});

describe('mail', () => {
  it('comes from the sender and leaves over TLS', () => {
    expect(read.one('AWS::SES::EmailIdentity').Properties).toEqual({
      EmailIdentity: 'conduct@example.org',
      ConfigurationSetAttributes: { ConfigurationSetName: { Ref: setFor.members.id } },
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
    for (const { Properties } of Object.values(setFor))
      expect(Properties.DeliveryOptions).toEqual({ TlsPolicy: 'REQUIRE' });
  });

  it('counts no opens and no clicks', () => {
    for (const { Properties } of Object.values(setFor)) {
      expect(Properties).not.toHaveProperty('TrackingOptions');
      expect(Properties.VdmOptions).toMatchObject({ DashboardOptions: { EngagementMetrics: 'DISABLED' } });
    }
    for (const { EventDestination } of destinations())
      expect(EventDestination.MatchingEventTypes).toEqual(['bounce', 'complaint']);
  });

  it('that comes back from a reporter is counted, and told to nobody with an address', () => {
    const [ofReporters, ...more] = destinations().filter(
      ({ ConfigurationSetName }) => ConfigurationSetName.Ref === setFor.reporters.id,
    );
    expect(more).toEqual([]);
    expect(ofReporters?.EventDestination.CloudWatchDestination).toEqual({
      DimensionConfigurations: [
        {
          DimensionName: 'ses:configuration-set',
          DimensionValueSource: 'messageTag',
          DefaultDimensionValue: 'none',
        },
      ],
    });
    expect(Object.keys(ofReporters?.EventDestination ?? {}).sort()).toEqual([
      ...['CloudWatchDestination', 'Enabled', 'MatchingEventTypes'],
    ]);
    expect(setFor.reporters.Properties.SuppressionOptions).toEqual({ SuppressedReasons: [] });
  });

  it('that comes back from a member is told to the scheduled function by their id alone', () => {
    const rules = read.ofType('AWS::Events::Rule').filter(({ id }) => id.startsWith('MailProblems'));
    const scheduled = read.one('AWS::Lambda::Function', 'Scheduled').id;
    const told = rules.map(({ Properties }) => mailProblemRule.parse(Properties));
    expect(told.map(({ Targets: [target] }) => target.Arn['Fn::GetAtt'][0])).toEqual([scheduled, scheduled]);
    const given = told.map(({ Targets: [{ InputTransformer: transformer }] }) => {
      expect(transformer.InputPathsMap).toEqual({ members: '$.detail.mail.tags.member' });
      const event: unknown = JSON.parse(transformer.InputTemplate.replace('<members>', '["a-member"]'));
      return mailProblemOf(event);
    });
    expect(given).toEqual([
      { kind: 'bounce', memberId: 'a-member' },
      { kind: 'complaint', memberId: 'a-member' },
    ]);
    for (const { EventPattern } of told)
      expect(EventPattern.detail.mail.tags).toEqual({
        'ses:configuration-set': [{ Ref: setFor.members.id }],
        member: [{ exists: true }],
      });
  });
});

describe('the outputs', () => {
  it('give the command that makes the first member', () => {
    expect(written(read.outputs.FirstMember?.Value)).toMatch(
      /^npm run member -- add --table \$\{TeamTable\} --team-url \$\{TeamApi\w+\.ApiEndpoint\}\S* .*--channels conduct,security$/,
    );
  });
});

describe('runs that are set aside', () => {
  const reservedIn = (settings: object): (readonly [name: string, runs: unknown])[] =>
    synthesize({ sender: 'a@example.org', ...settings })
      .read.ofType('AWS::Lambda::Function')
      .map(
        ({ id, Properties }) =>
          [id.replace(/Function\w+$/, ''), Properties.ReservedConcurrentExecutions] as const,
      );

  it('are none unless the settings say so: a new account refuses them', () => {
    for (const [, runs] of reservedIn({})) expect(runs).toBeUndefined();
  });

  it('are of the team’s and the scheduled function, never of the reporters’', () => {
    expect(reservedIn({ reservedConcurrency: { team: 20, scheduled: 2 } }).sort()).toEqual([
      ['Reporter', undefined],
      ['Scheduled', 2],
      ['Team', 20],
    ]);
  });
});
