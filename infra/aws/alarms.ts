import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functionNames, type FunctionName } from '../build.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { EventMetrics, type Lambdas, type LoggedEvent } from './event-metrics.ts';
import { alarmText, runbook, type RunbookPage } from './runbook.ts';

export type Watched = {
  readonly topic: AlarmTopic;
  readonly lambdas: Lambdas;
  readonly reporterApiId: string;
  readonly teamApiId: string;
  readonly configurationSetName: string;
  /** Of the mail function, where there is one. */
  readonly deadLetters?: Queue | undefined;
  readonly reporterConfigurationSetName: string;
};

type Rule = {
  /** Several alarms may lead to one page; each has a word of its own. */
  readonly more?: string;
  readonly metric: Metric;
  /** It rings at so much. */
  readonly atLeast: number;
  /** Of so many periods, so many have to be so. */
  readonly periods?: number;
  readonly ofThem?: number;
};

type EventRule = Pick<Rule, 'more' | 'periods' | 'ofThem'> & {
  readonly event: LoggedEvent;
  readonly from: readonly FunctionName[];
  /** An hour when absent. */
  readonly period?: Duration;
};

/** An alarm and what it looks at. */
export type RungAlarm = { readonly alarm: Alarm; readonly metric: Metric };

const hour = Duration.hours(1);
/** A self-check an hour lands now in one hour's window and now in the next: either will do. */
const hourly = { periods: 2, ofThem: 1 } as const;

/** What is watched, by who is hurt. Every alarm tells one topic, when it begins and when it is over. */
export class Alarms extends Construct {
  readonly rung: RungAlarm[] = [];
  readonly #events: EventMetrics;
  readonly #watched: Watched;

  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    this.#watched = watched;
    this.#events = new EventMetrics(this, 'Events', watched.lambdas);
    this.#forPeople();
    this.#forPromises();
    this.#forTheBeat();
    this.#forMails();
  }

  #forPeople(): void {
    const { reporterApiId, teamApiId } = this.#watched;
    // One error page is one person who may not press the button again. The gateway's own errors count as well.
    this.#rings('reporters-cannot-submit', {
      metric: gatewayMetric(reporterApiId, '5xx', Duration.minutes(5)),
      atLeast: 1,
    });
    this.#rings('team-cannot-work', {
      metric: gatewayMetric(teamApiId, '5xx', Duration.minutes(5)),
      atLeast: 2,
    });
    // No call and no log line tells of a wrong token: this is what the gateway counts anyway (decision 0021).
    this.#rings('tokens-tried', { metric: gatewayMetric(reporterApiId, '4xx', hour), atLeast: 600 });
    this.#ringsAtEvent('files-full', { event: 'files-full', from: ['scheduled'], ...hourly });
    this.#ringsAtEvent('function-crashed', {
      event: 'crash',
      from: functionNames,
      period: Duration.minutes(5),
    });
    this.#ringsAtEvent('row-unreadable', { event: 'row-unreadable', from: functionNames, ...hourly });
    this.#ringsAtEvent('audit-log-broken', { event: 'audit-log-broken', from: ['team'] });
  }

  #forPromises(): void {
    this.#ringsAtEvent('deadline-unseen', { event: 'deadline-unseen', from: ['scheduled'], ...hourly });
    this.#ringsAtEvent('nothing-erased', { event: 'erasure-late', from: ['scheduled'], ...hourly });
    this.#ringsAtEvent('erasures-wait', { event: 'erasure-held', from: ['scheduled'] });
    this.#ringsAtEvent('unopened-report', { event: 'unopened-case-kept-longer', from: ['scheduled'] });
    this.#ringsAtEvent('news-unread', { event: 'case-kept-for-news', from: ['scheduled'] });
    this.#ringsAtEvent('news-unread', {
      event: 'case-erased-with-news',
      from: ['scheduled'],
      more: 'erased',
    });
    this.#ringsAtEvent('keys-do-not-open', { event: 'key-ring-closed', from: ['scheduled'], ...hourly });
    this.#ringsAtEvent('team-not-told', {
      event: 'notices-late',
      from: ['scheduled'],
      ...hourly,
      more: 'late',
    });
    this.#ringsAtEvent('team-not-told', { event: 'notice-undeliverable', from: ['scheduled'], ...hourly });
    this.#ringsAtEvent('member-unreachable', {
      event: 'member-mail-problem',
      from: ['scheduled'],
      ...hourly,
    });
    this.#ringsAtEvent('answer-not-mailed', {
      event: 'reporter-mail-given-up',
      from: ['scheduled'],
      ...hourly,
    });
    const mail = (metricName: string, set = this.#watched.configurationSetName): Metric =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        dimensionsMap: { 'ses:configuration-set': set },
        statistic: Stats.MAXIMUM,
        period: hour,
      });
    // A share of all mails; SES itself looks into accounts from 5 % and 0.1 % on.
    this.#rings('mail-bouncing', { metric: mail('Reputation.BounceRate'), atLeast: 0.02 });
    this.#rings('mail-bouncing', {
      more: 'complaints',
      metric: mail('Reputation.ComplaintRate'),
      atLeast: 0.0005,
    });
    // Who writes under somebody else's address has them answered: the account, and so the team's notices, would suffer for it.
    this.#rings('mail-bouncing', {
      more: 'of reporters',
      metric: mail('Reputation.BounceRate', this.#watched.reporterConfigurationSetName),
      atLeast: 0.04,
    });
  }

  #forTheBeat(): void {
    const lambda = lambdaMetric(this.#watched.lambdas.scheduled);
    this.#stops('scheduled-run-missing', { metric: lambda('Invocations', Duration.minutes(5)), periods: 2 });
    this.#stops('scheduled-run-missing', {
      more: 'self-check',
      metric: this.#events.metric({ event: 'self-checked', from: ['scheduled'] }, hour),
      periods: 3,
    });
    // One that failed is made up for by the next minute's.
    this.#rings('scheduled-run-failing', { metric: lambda('Errors', Duration.minutes(15)), atLeast: 3 });
    this.#rings('scheduled-run-failing', {
      more: 'faults',
      metric: this.#events.metric({ event: 'fault', from: ['scheduled'] }, Duration.minutes(15)),
      atLeast: 5,
    });
  }

  #forMails(): void {
    const { lambdas, deadLetters } = this.#watched;
    if (!lambdas.mail || !deadLetters) return;
    this.#rings('mail-dead-letters', {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      atLeast: 1,
    });
    this.#ringsAtEvent('mail-waiting', { event: 'mail-waiting', from: ['scheduled'], ...hourly });
    // Each mail is tried three times within minutes.
    this.#rings('mail-failing', {
      metric: lambdaMetric(lambdas.mail)('Errors', Duration.minutes(15)),
      atLeast: 3,
    });
  }

  #ringsAtEvent(page: RunbookPage, { event, from, period = hour, ...more }: EventRule): void {
    this.#rings(page, { ...more, metric: this.#events.metric({ event, from }, period), atLeast: 1 });
  }

  /** Something happens that should not: no data is good news. */
  #rings(page: RunbookPage, { metric, atLeast, periods = 1, ofThem = periods, more }: Rule): void {
    this.#add(page, more, metric, {
      threshold: atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      datapointsToAlarm: ofThem,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Something that should happen does not: no data is what it rings at. */
  #stops(page: RunbookPage, { metric, periods = 1, more }: Omit<Rule, 'atLeast'>): void {
    this.#add(page, more, metric, {
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  #add(
    page: RunbookPage,
    more: string | undefined,
    metric: Metric,
    rule: {
      readonly threshold: number;
      readonly comparisonOperator: ComparisonOperator;
      readonly evaluationPeriods: number;
      readonly datapointsToAlarm: number;
      readonly treatMissingData: TreatMissingData;
    },
  ): void {
    const words = more === undefined ? runbook[page] : `${runbook[page]} (${more})`;
    const alarm = new Alarm(this, more === undefined ? page : `${page}-${more}`, {
      alarmName: `${Stack.of(this).stackName}: ${words}`,
      alarmDescription: alarmText(page),
      metric,
      ...rule,
    });
    const tell = new SnsAction(this.#watched.topic.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    this.rung.push({ alarm, metric });
  }
}

/** An HTTP API counts answers whatever made them: function, integration or gateway. */
const gatewayMetric = (apiId: string, metricName: '4xx' | '5xx', period: Duration): Metric =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiId: apiId },
    statistic: Stats.SUM,
    period,
  });

const lambdaMetric =
  ({ functionName }: LambdaFunction) =>
  (metricName: string, period: Duration): Metric =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName: functionName },
      statistic: Stats.SUM,
      period,
    });
