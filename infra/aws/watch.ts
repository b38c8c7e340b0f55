import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Settings } from '../../functions/settings/schema.ts';
import type { AlwaysDeployedFunction } from '../build.ts';
import { Alarms } from './alarms.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { Budget } from './budget.ts';
import { ChangeWatch } from './change-watch.ts';
import { Dashboard } from './dashboard.ts';

export type WatchOptions = {
  readonly settings: Settings['alarms'];
  readonly lambdas: Readonly<Record<AlwaysDeployedFunction, LambdaFunction>>;
  readonly roles: readonly Role[];
  readonly keyArn: string;
  readonly reporterApiId: string;
  readonly teamApiId: string;
  readonly configurationSetName: string;
  readonly reporterConfigurationSetName: string;
};

/** Everything that tells ops that somebody is hurt. It watches the service, and none of the people who use it. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, { settings, roles, keyArn, ...watched }: WatchOptions) {
    super(scope, id);
    const { email, monthlyBudgetDollars, trail } = settings;
    const topic = new AlarmTopic(this, 'Topic', { email });
    const { rung } = new Alarms(this, 'Alarms', { ...watched, topic });
    new ChangeWatch(this, 'Changes', {
      topic,
      keyArn,
      functionNames: Object.values(watched.lambdas).map(({ functionName }) => functionName),
      roles,
      trail,
    });
    new Dashboard(this, 'Dashboard', { rung });
    new Budget(this, 'Budget', { monthlyDollars: monthlyBudgetDollars, email });
  }
}
