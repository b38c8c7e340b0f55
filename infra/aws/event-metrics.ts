import { Duration, Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LogEvent } from '../../functions/adapters/log/log.ts';
import type { AlwaysDeployedFunction, FunctionName } from '../build.ts';

export type LoggedEvent = LogEvent['event'];

/** A count of the events of one name in the logs of these functions. */
export type EventMetric = {
  readonly event: LoggedEvent;
  /** Those that log it, and no other: a count of what the reporter function does would tell when somebody was here. */
  readonly from: readonly FunctionName[];
};

/** The functions there are. */
export type Lambdas = Readonly<Record<AlwaysDeployedFunction, LambdaFunction>> & {
  readonly mail?: LambdaFunction | undefined;
};

/**
 * Metrics made of the closed catalogue of events: one for each name, without dimensions, so that nothing of an event but
 * that it happened gets into them. Nothing is counted while nothing happens: such an hour costs nothing.
 */
export class EventMetrics extends Construct {
  readonly #namespace: string;
  readonly #lambdas: Lambdas;

  constructor(scope: Construct, id: string, lambdas: Lambdas) {
    super(scope, id);
    this.#namespace = Stack.of(this).stackName;
    this.#lambdas = lambdas;
  }

  metric({ event, from }: EventMetric, period: Duration): Metric {
    for (const name of from) {
      const filterId = `${name}-${event}`;
      const lambda = this.#lambdas[name];
      if (!lambda || this.node.tryFindChild(filterId)) continue;
      new CfnMetricFilter(this, filterId, {
        logGroupName: lambda.logGroup.logGroupName,
        filterPattern: `{ $.event = "${event}" }`,
        metricTransformations: [
          { metricNamespace: this.#namespace, metricName: event, metricValue: '1', unit: 'Count' },
        ],
      });
    }
    return new Metric({ namespace: this.#namespace, metricName: event, statistic: Stats.SUM, period });
  }
}
