import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTemplate, written } from '../template.ts';
import { mailSettings, synthesize } from '../synthesized.ts';
import { faultsOfWatching } from '../watching.ts';

/** All that there can be to watch. */
const { read, template } = synthesize(mailSettings);

const folder = new URL('../../../docs/runbook/', import.meta.url);
/** Pages for what ops does of itself, at no alarm. */
const ofTheirOwn = ['README.md', 'restore.md'];
const pages = readdirSync(folder)
  .filter((file) => !ofTheirOwn.includes(file))
  .map((file) => file.replace(/\.md$/, ''));
const pageText = (page: string): string => readFileSync(new URL(`${page}.md`, folder), 'utf8');

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

/** The faults of a copy of the template that somebody has changed. */
const faultsAfter = (change: (resources: Resources) => void): string[] => {
  const copy = structuredClone(template.toJSON()) as { Resources: Resources };
  change(copy.Resources);
  return faultsOfWatching(readTemplate(copy), pages);
};
/** The properties of the first resource of a type whose id has these words in it. */
const propertiesOf = (resources: Resources, type: string, words: string): Record<string, unknown> => {
  const [found] = Object.entries(resources).filter(([id, { Type }]) => Type === type && id.includes(words));
  if (!found) throw new Error(`no ${type} ${words}`);
  return found[1].Properties;
};
const removed = (resources: Resources, type: string, words: string): void => {
  const found = Object.entries(resources).filter(([id, { Type }]) => Type === type && id.includes(words));
  if (found.length === 0) throw new Error(`no ${type} ${words}`);
  for (const [id] of found) Reflect.deleteProperty(resources, id);
};
const alarm = 'AWS::CloudWatch::Alarm';
const filter = 'AWS::Logs::MetricFilter';

describe('what watches the service', () => {
  it('every alarm says who is hurt, names its page, tells the topic, and takes missing data for what it is', () => {
    expect(faultsOfWatching(read, pages)).toEqual([]);
    expect(read.ofType(alarm).length).toBeGreaterThan(15);
  });

  it.each<[string, (resources: Resources) => void, RegExp]>([
    [
      'an alarm without a page',
      (all) =>
        (propertiesOf(all, alarm, 'scheduledrunmissing').AlarmDescription = 'The scheduled run is missing.'),
      /the scheduled run is missing.*: names no page/,
    ],
    [
      'an alarm that leads to the page of another',
      (all) =>
        (propertiesOf(all, alarm, 'tokenstried').AlarmDescription =
          'See docs/runbook/scheduled-run-missing.md.'),
      /somebody tries tokens: names no page/,
    ],
    [
      'an alarm that tells nobody',
      (all) => (propertiesOf(all, alarm, 'reporterscannotsubmit').AlarmActions = []),
      /reporters cannot submit: tells nobody/,
    ],
    [
      'an alarm whose actions are off',
      (all) => (propertiesOf(all, alarm, 'deadlineunseen').ActionsEnabled = false),
      /about to break unseen: tells nobody/,
    ],
    [
      'a scheduled run that is missing and does not ring',
      (all) => (propertiesOf(all, alarm, 'scheduledrunmissing').TreatMissingData = 'notBreaching'),
      /the scheduled run is missing.*: takes missing data wrongly/,
    ],
    [
      'an alarm that forgets to say what missing data is',
      (all) => Reflect.deleteProperty(propertiesOf(all, alarm, 'nothingerased'), 'TreatMissingData'),
      /erased for a day: takes missing data wrongly/,
    ],
    [
      'the number of visits',
      (all) => (propertiesOf(all, alarm, 'tokenstried').MetricName = 'Count'),
      /looks at AWS\/ApiGateway Count/,
    ],
    [
      'a metric by address',
      (all) =>
        (propertiesOf(all, alarm, 'rowunreadable').Dimensions = [{ Name: 'address', Value: '192.0.2.1' }]),
      /a row cannot be read: has a dimension/,
    ],
    [
      'a count of the reporters that come back',
      (all) => (propertiesOf(all, filter, 'reportercrash').FilterPattern = '{ $.event = "fault" }'),
      /fault: is counted of reporters/,
    ],
    [
      'a filter on anything but the name of an event',
      (all) => (propertiesOf(all, filter, 'teamcrash').FilterPattern = '{ $.code = "uncaught" }'),
      /reads more than an event's name/,
    ],
    [
      'a metric with a dimension from the log',
      (all) =>
        (propertiesOf(all, filter, 'teamcrash').MetricTransformations = [
          {
            MetricName: 'crash',
            MetricNamespace: 'Conductline',
            MetricValue: '1',
            Unit: 'Count',
            Dimensions: [{ Key: 'code', Value: '$.code' }],
          },
        ]),
      /crash: is more than a count/,
    ],
    [
      'an event for which somebody must act, without an alarm',
      (all) => removed(all, alarm, 'keysdonotopen'),
      /key-ring-closed: has no alarm/,
    ],
    [
      'an alarm on an event nobody counts',
      (all) => removed(all, filter, 'erasurelate'),
      /erasure-late: is counted nowhere/,
    ],
    [
      'a rule without a target',
      (all) => (propertiesOf(all, 'AWS::Events::Rule', 'Key').Targets = []),
      /Key.*: tells nobody/,
    ],
    [
      'a rule that is off',
      (all) => (propertiesOf(all, 'AWS::Events::Rule', 'Code').State = 'DISABLED'),
      /Code.*: is off/,
    ],
    [
      'a page no alarm names',
      (all) => removed(all, alarm, 'mailbouncing'),
      /mail-bouncing: no alarm names it/,
    ],
    [
      'a trail of data events',
      (all) =>
        (propertiesOf(all, 'AWS::CloudTrail::Trail', '').EventSelectors = [
          {
            ReadWriteType: 'WriteOnly',
            IncludeManagementEvents: true,
            DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }],
          },
        ]),
      /the trail follows more than changes/,
    ],
    [
      'a trail of what is read',
      (all) =>
        (propertiesOf(all, 'AWS::CloudTrail::Trail', '').EventSelectors = [
          { ReadWriteType: 'All', IncludeManagementEvents: true },
        ]),
      /the trail follows more than changes/,
    ],
    [
      'a trail with insights',
      (all) => (propertiesOf(all, 'AWS::CloudTrail::Trail', '').InsightSelectors = []),
      /the trail follows more than changes/,
    ],
  ])('%s is found', (_, change, fault) => {
    expect(faultsAfter(change).join('\n')).toMatch(fault);
  });

  it('every page says what it means, how to look, what to do and how to know that it is over', () => {
    const sections = (page: string) => [...pageText(page).matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    for (const page of pages)
      expect([page, sections(page)]).toEqual([
        page,
        ['What it means for people', 'How to look', 'What to do', 'How to know that it is over'],
      ]);
    const overview = pageText('README');
    for (const page of pages) expect(overview).toContain(`(${page}.md)`);
  });

  it('pages lead to pages that are there', () => {
    const dead = [...pages, 'README'].flatMap((page) =>
      [...pageText(page).matchAll(/\]\((?!https:)([^)#]+)\)/g)].flatMap(([, path = '']) => {
        try {
          readFileSync(new URL(path, folder));
          return [];
        } catch {
          return [`${page}: ${path}`];
        }
      }),
    );
    expect(dead).toEqual([]);
  });

  it('one address is asked to confirm; without one nobody is', () => {
    expect(read.ofType('AWS::SNS::Subscription')).toEqual([]);
    const { read: told } = synthesize({ sender: 'a@example.org', alarms: { email: 'ops@example.org' } });
    expect(told.one('AWS::SNS::Subscription').Properties).toEqual({
      Protocol: 'email',
      Endpoint: 'ops@example.org',
      TopicArn: { Ref: told.one('AWS::SNS::Topic').id },
    });
  });

  it('the topic takes messages over TLS only, from alarms of this account and from rules', () => {
    const policy = JSON.stringify(read.one('AWS::SNS::TopicPolicy').Properties);
    expect(policy).toContain('"aws:SecureTransport":"false"');
    expect(policy).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
    expect(policy).toContain('"Service":"cloudwatch.amazonaws.com"');
    expect(policy).toContain('"Service":"events.amazonaws.com"');
    expect(policy).not.toMatch(/"AWS":(?!"\*")/);
  });
});

describe('changes to key, roles and code', () => {
  const rule = (name: string) =>
    read.one('AWS::Events::Rule', `WatchChanges${name}`).Properties.EventPattern as {
      readonly detail: { readonly eventName: readonly unknown[] } & Record<string, unknown>;
    };

  it('of the keys of rings and of mails, by their ARNs: policy, grants, end', () => {
    const { detail } = rule('Key');
    expect(detail.eventName).toEqual(
      expect.arrayContaining(['PutKeyPolicy', 'CreateGrant', 'DisableKey', 'ScheduleKeyDeletion']),
    );
    expect(detail.resources).toEqual({
      ARN: ['RingKey', 'MailKey'].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
    });
  });

  it('of all functions, whatever version of the call or name was used', () => {
    const { detail } = rule('Code');
    expect(detail.eventName).toEqual(
      expect.arrayContaining([{ prefix: 'UpdateFunctionCode' }, { prefix: 'UpdateFunctionConfiguration' }]),
    );
    const { functionName } = detail.requestParameters as {
      readonly functionName: readonly { readonly wildcard: unknown }[];
    };
    const names = read.ofType('AWS::Lambda::Function').map(({ id }) => `*\${${id}}*`);
    expect(functionName.map(({ wildcard }) => written(wildcard)).sort()).toEqual(names.sort());
  });

  it('of the roles of all functions', () => {
    const { detail } = rule('Roles');
    expect(detail.eventName).toEqual(expect.arrayContaining(['PutRolePolicy', 'AttachRolePolicy']));
    const roles = ['ReporterRole', 'TeamRole', 'ScheduledRole', 'InboundRole'].map((name) => ({
      Ref: read.one('AWS::IAM::Role', name).id,
    }));
    expect(detail.requestParameters).toEqual({ roleName: roles });
  });

  it('of the use of a role by any function, whatever that is called', () => {
    const { detail } = rule('RoleUse');
    expect(detail.eventName).toEqual([
      { prefix: 'CreateFunction' },
      { prefix: 'UpdateFunctionConfiguration' },
    ]);
    const roles = ['ReporterRole', 'TeamRole', 'ScheduledRole', 'InboundRole'].map((name) => ({
      'Fn::GetAtt': [read.one('AWS::IAM::Role', name).id, 'Arn'],
    }));
    expect(detail.requestParameters).toEqual({ role: roles });
  });

  it('of every way to feed, open or re-route one of the functions', () => {
    const { detail } = rule('Code');
    for (const prefix of [
      'CreateEventSourceMapping',
      'CreateFunctionUrlConfig',
      'PutFunctionEventInvokeConfig',
    ])
      expect(detail.eventName).toContainEqual({ prefix });
  });

  it('are kept for a day, and not at all where the account has a trail', () => {
    expect(JSON.stringify(read.one('AWS::S3::Bucket', 'ChangeTrailBucket').Properties)).toContain(
      '"ExpirationInDays":1',
    );
    const { read: without } = synthesize({ sender: 'a@example.org', alarms: { trail: false } });
    expect(without.ofType('AWS::CloudTrail::Trail')).toEqual([]);
    const watching = without.ofType('AWS::Events::Rule').filter(({ id }) => id.startsWith('WatchChanges'));
    expect(watching).toHaveLength(5);
  });
});

describe('the dashboard', () => {
  it('shows the alarms and what they look at, by the hour, and no number of visits', () => {
    const body = written(read.one('AWS::CloudWatch::Dashboard').Properties.DashboardBody);
    for (const { id } of read.ofType(alarm)) expect(body).toContain(id);
    expect(body).not.toMatch(/"Count"|Latency|DataProcessed|IntegrationLatency/);
    const periods = [...body.matchAll(/"period":(\d+)/g)].map(([, period]) => period);
    expect(new Set(periods)).toEqual(new Set(['3600']));
    expect(periods.length).toBeGreaterThan(read.ofType(alarm).length);
  });
});

describe('the budget', () => {
  const budgetOf = (own: object) =>
    synthesize({ sender: 'a@example.org', alarms: own }).read.one('AWS::Budgets::Budget').Properties;

  it('is ten dollars a month unless the settings say another sum', () => {
    expect(read.one('AWS::Budgets::Budget').Properties.Budget).toMatchObject({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 10, Unit: 'USD' },
    });
    expect(budgetOf({ monthlyBudgetDollars: 25 }).Budget).toMatchObject({ BudgetLimit: { Amount: 25 } });
  });

  it('tells the same address, when it is passed and when it is going to be', () => {
    const told = (type: string) => ({
      Notification: {
        NotificationType: type,
        ComparisonOperator: 'GREATER_THAN',
        Threshold: 100,
        ThresholdType: 'PERCENTAGE',
      },
      Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'ops@example.org' }],
    });
    expect(budgetOf({ email: 'ops@example.org' }).NotificationsWithSubscribers).toEqual([
      told('ACTUAL'),
      told('FORECASTED'),
    ]);
    expect(budgetOf({})).not.toHaveProperty('NotificationsWithSubscribers');
  });
});
