import * as z from 'zod';
import { alarmingEvents } from '../../functions/adapters/log/log.ts';
import { runbook } from '../../infra/aws/runbook.ts';
import { written, type ReadTemplate } from './template.ts';

const alarm = z.looseObject({
  AlarmName: z.string(),
  AlarmDescription: z.string().default(''),
  ActionsEnabled: z.boolean().default(true),
  AlarmActions: z.array(z.unknown()).default([]),
  OKActions: z.array(z.unknown()).default([]),
  ComparisonOperator: z.string(),
  TreatMissingData: z.string().default('missing'),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
});

const filter = z.looseObject({
  FilterPattern: z.string(),
  LogGroupName: z.unknown(),
  MetricTransformations: z.array(z.looseObject({ MetricName: z.string() })),
});

/** What AWS counts by itself and an alarm may look at: no number of visits, no times, no sizes. */
const allowedOfAws: Readonly<Record<string, readonly string[]>> = {
  'AWS/ApiGateway': ['4xx', '5xx'],
  'AWS/Lambda': ['Invocations', 'Errors'],
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible'],
  'AWS/SES': ['Reputation.BounceRate', 'Reputation.ComplaintRate'],
};
const allowedDimensions = ['ApiId', 'FunctionName', 'QueueName', 'ses:configuration-set'];
/** What may be counted of what the reporter function logs: what goes wrong by itself, whoever comes. */
const countedOfReporters = ['crash', 'row-unreadable'];

const pageIn = (text: unknown): string =>
  /\bdocs\/runbook\/([a-z-]+)\.md\.?"?/.exec(typeof text === 'string' ? text : '')?.[1] ?? '';

/**
 * Everything that is wrong with what watches the service, in words.
 * @param pages of the runbook, without `.md`
 */
export const faultsOfWatching = (read: ReadTemplate, pages: readonly string[]): string[] => [
  ...faultsOfAlarms(read),
  ...faultsOfFilters(read),
  ...faultsOfRules(read),
  ...faultsOfPages(read, pages),
  ...faultsOfTrail(read),
];

const alarmsOf = (read: ReadTemplate) =>
  read.ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => alarm.parse(Properties));

const faultsOfAlarms = (read: ReadTemplate): string[] => {
  const topic = `\${${read.one('AWS::SNS::Topic').id}}`;
  return alarmsOf(read).flatMap((one) => {
    const faults: string[] = [];
    const { AlarmName: name, Namespace: namespace, MetricName: metric } = one;
    const title = Object.entries(runbook).find(([page]) => page === pageIn(one.AlarmDescription))?.[1];
    if (title === undefined || !name.startsWith(`Conductline: ${title}`))
      faults.push(`${name}: names no page`);
    for (const actions of [one.AlarmActions, one.OKActions])
      if (actions.map(written).join() !== topic || !one.ActionsEnabled) faults.push(`${name}: tells nobody`);
    const expected = one.ComparisonOperator.startsWith('LessThan') ? 'breaching' : 'notBreaching';
    if (one.TreatMissingData !== expected) faults.push(`${name}: takes missing data wrongly`);
    if (namespace !== 'Conductline' && !allowedOfAws[namespace]?.includes(metric))
      faults.push(`${name}: looks at ${namespace} ${metric}`);
    if (one.Dimensions.some(({ Name }) => !allowedDimensions.includes(Name)))
      faults.push(`${name}: has a dimension`);
    return faults;
  });
};

const faultsOfFilters = (read: ReadTemplate): string[] => {
  const filters = read.ofType('AWS::Logs::MetricFilter').map(({ Properties }) => filter.parse(Properties));
  const counted = new Set<string>();
  const faults = filters.flatMap(({ FilterPattern, LogGroupName, MetricTransformations }) => {
    const [, event = ''] = /^\{ \$\.event = "([a-z-]+)" \}$/.exec(FilterPattern) ?? [];
    const group = written(LogGroupName);
    counted.add(event);
    return [
      ...(event === '' ? [`${FilterPattern}: reads more than an event's name`] : []),
      ...MetricTransformations.filter(
        (made) =>
          JSON.stringify({ ...made, MetricName: event, Unit: 'Count' }) !==
            JSON.stringify(plainCount(event)) || made.MetricName !== event,
      ).map(() => `${event}: is more than a count`),
      ...(group.includes('Reporter') && !countedOfReporters.includes(event)
        ? [`${event}: is counted of reporters`]
        : []),
    ];
  });
  const watched = alarmsOf(read).filter(({ Namespace }) => Namespace === 'Conductline');
  const names = watched.map(({ MetricName }) => MetricName);
  return [
    ...faults,
    ...names.filter((name) => !counted.has(name)).map((name) => `${name}: is counted nowhere`),
    ...alarmingEvents.filter((name) => !names.includes(name)).map((name) => `${name}: has no alarm`),
  ];
};

/** As CloudFormation has it: no dimension, no value of the event's own, nothing while nothing happens. */
const plainCount = (event: string) => ({
  MetricName: event,
  MetricNamespace: 'Conductline',
  MetricValue: '1',
  Unit: 'Count',
});

/** Rules that tell ops. Those of mail that comes back tell the scheduled function. */
const watchingRules = (read: ReadTemplate) =>
  read.ofType('AWS::Events::Rule').filter(({ id }) => !id.startsWith('MailProblems'));

const faultsOfRules = (read: ReadTemplate): string[] => {
  const topic = `\${${read.one('AWS::SNS::Topic').id}}`;
  const targets = z.array(z.looseObject({ Arn: z.unknown() })).default([]);
  return watchingRules(read).flatMap(({ id, Properties }) => [
    ...(targets
      .parse(Properties.Targets)
      .map(({ Arn }) => written(Arn))
      .join() === topic
      ? []
      : [`${id}: tells nobody`]),
    ...(Properties.State === 'DISABLED' ? [`${id}: is off`] : []),
    ...(pageIn(Properties.Description) === 'key-or-code-changed' ? [] : [`${id}: names no page`]),
  ]);
};

const faultsOfPages = (read: ReadTemplate, pages: readonly string[]): string[] => {
  const budget = z.looseObject({ Budget: z.looseObject({ BudgetName: z.string() }) });
  const named = new Set([
    ...alarmsOf(read).map(({ AlarmDescription }) => pageIn(AlarmDescription)),
    ...watchingRules(read).map(({ Properties }) => pageIn(Properties.Description)),
    ...read
      .ofType('AWS::Budgets::Budget')
      .map(({ Properties }) => pageIn(budget.parse(Properties).Budget.BudgetName)),
  ]);
  return [
    ...[...named].filter((page) => !pages.includes(page)).map((page) => `${page}: there is no such page`),
    ...pages.filter((page) => !named.has(page)).map((page) => `${page}: no alarm names it`),
  ];
};

const selector = z.strictObject({
  ReadWriteType: z.literal('WriteOnly'),
  IncludeManagementEvents: z.literal(true),
});
/** Strict: what else a trail can follow is refused by not being here. */
const trail = z.strictObject({
  TrailName: z.string(),
  S3BucketName: z.unknown(),
  IsLogging: z.literal(true),
  IsMultiRegionTrail: z.literal(false),
  IncludeGlobalServiceEvents: z.boolean(),
  EnableLogFileValidation: z.literal(true),
  EventSelectors: z.tuple([selector]),
});

const faultsOfTrail = (read: ReadTemplate): string[] =>
  read
    .ofType('AWS::CloudTrail::Trail')
    .flatMap(({ Properties }) =>
      trail.safeParse(Properties).success ? [] : ['the trail follows more than changes'],
    );
