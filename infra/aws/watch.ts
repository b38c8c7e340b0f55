import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../../functions/settings/schema.ts';
import { Alarms, type Watched } from './alarms.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { Budget } from './budget.ts';
import { ChangeWatch } from './change-watch.ts';
import { Dashboard } from './dashboard.ts';

export type WatchOptions = Omit<Watched, 'topic'> & {
  readonly settings: Settings['alarms'];
  readonly roles: readonly Role[];
  readonly keyArns: readonly string[];
};

/** Everything that tells ops that somebody is hurt. It watches the service, and none of the people who use it. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, { settings, roles, keyArns, ...watched }: WatchOptions) {
    super(scope, id);
    const { email, monthlyBudgetDollars, trail } = settings;
    const topic = new AlarmTopic(this, 'Topic', { email });
    const { rung } = new Alarms(this, 'Alarms', { ...watched, topic });
    new ChangeWatch(this, 'Changes', {
      topic,
      keyArns,
      functionNames: Object.values(watched.lambdas).flatMap((lambda) =>
        lambda ? [lambda.functionName] : [],
      ),
      roles,
      trail,
    });
    new Dashboard(this, 'Dashboard', { rung });
    new Budget(this, 'Budget', { monthlyDollars: monthlyBudgetDollars, email });
  }
}
