import { Stack } from 'aws-cdk-lib';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { policyStatement } from './policy-statement.ts';
import { scheduleInvokes } from './statements.ts';

/** The run of the scheduled function: every minute, never again for the same minute. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, options: { readonly lambda: IFunction }) {
    super(scope, id);
    const stack = Stack.of(this);
    const group = stack.formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group } },
      }),
      description: 'Conductline schedule',
    });
    const permissions = new Policy(this, 'Permissions', {
      roles: [role],
      statements: [policyStatement(scheduleInvokes(options.lambda.functionArn))],
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'Conductline: notices, deadlines, erasure, key rings',
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: options.lambda.functionArn,
        roleArn: role.roleArn,
        // The next minute is the retry; a late scheduled run beside it would only meet the lease.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    });
    schedule.node.addDependency(permissions);
  }
}
