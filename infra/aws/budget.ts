import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import { pageOf, runbook } from './runbook.ts';

/** The account's bill for a month. Anybody who has an account for nothing else, as they should, sees Conductline's. */
export class Budget extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { monthlyDollars, email }: { readonly monthlyDollars: number; readonly email: string | undefined },
  ) {
    super(scope, id);
    const notification = (notificationType: 'ACTUAL' | 'FORECASTED') => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold: 100,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'EMAIL', address: email ?? '' }],
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        // A budget has no description: its name says where it says what to do.
        budgetName: `${Stack.of(this).stackName} ${runbook['over-budget']}, see ${pageOf('over-budget')}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyDollars, unit: 'USD' },
      },
      ...(email !== undefined && {
        notificationsWithSubscribers: [notification('ACTUAL'), notification('FORECASTED')],
      }),
    });
  }
}
