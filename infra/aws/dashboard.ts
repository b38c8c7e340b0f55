import { Duration, Stack } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard as CloudWatchDashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { RungAlarm } from './alarms.ts';

const widgetsInRow = 3;
const wide = 24;

/**
 * The alarms and what they look at, by the hour, and nothing beside it: how many visits there are is no reader's
 * business.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { rung }: { readonly rung: readonly RungAlarm[] }) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.days(7),
    });
    dashboard.addWidgets(
      new AlarmStatusWidget({
        title: 'Who is hurt',
        width: wide,
        height: 6,
        alarms: rung.map(({ alarm }) => alarm),
      }),
    );
    const graphs = rung.map(
      ({ alarm, metric }) =>
        new GraphWidget({
          title: alarm.alarmName,
          width: wide / widgetsInRow,
          left: [metric.with({ period: Duration.hours(1) })],
          period: Duration.hours(1),
          liveData: false,
        }),
    );
    for (let row = 0; row < graphs.length; row += widgetsInRow)
      dashboard.addWidgets(...graphs.slice(row, row + widgetsInRow));
  }
}
