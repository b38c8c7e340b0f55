import { join } from 'node:path';
import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  type IDestination,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../../functions/settings/schema.ts';
import type { FunctionName } from '../build.ts';
import { policyStatement } from './policy-statement.ts';
import type { Statement } from './statement.ts';
import { onlyOwnFunction, writesOwnLogs } from './statements.ts';

type LogRetentionDays = Settings['logs']['retentionDays'];

const retention: Readonly<Record<LogRetentionDays, RetentionDays>> = {
  1: RetentionDays.ONE_DAY,
  3: RetentionDays.THREE_DAYS,
  5: RetentionDays.FIVE_DAYS,
  7: RetentionDays.ONE_WEEK,
  14: RetentionDays.TWO_WEEKS,
  30: RetentionDays.ONE_MONTH,
  60: RetentionDays.TWO_MONTHS,
  90: RetentionDays.THREE_MONTHS,
};

export type ServiceFunctionOptions = {
  readonly name: FunctionName;
  /** The folder `buildFunctions` wrote to. */
  readonly bundles: string;
  readonly role: Role;
  readonly statements: readonly Statement[];
  /** The key of key rings. */
  readonly keyArn: string;
  readonly environment: Readonly<Record<string, string>>;
  /** MB; the share of a processor grows with it, one whole at 1769. */
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly logRetentionDays: LogRetentionDays;
  /** Runs at once that are set aside for it alone; accounts with a limit of 10 refuse any. */
  readonly reservedConcurrency?: number | undefined;
  /** For events that nobody waits for; without it, none is kept or run again. */
  readonly events?: {
    /** How long one that could not be run may wait. */
    readonly maxAge: Duration;
    readonly retries: number;
    /** The ARN of the queue that takes those that failed for good. */
    readonly deadLetters?: string;
  };
  /** Where its ARN has to be known before it is there. */
  readonly functionName?: string;
};

/** A role for one function that carries nothing yet: no managed policy stands behind the statements. */
export const functionRole = (scope: Construct, id: string, name: FunctionName): Role =>
  new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Conductline ${name} function`,
  });

/** CDK's destination would grant by itself, and more widely. */
const queueAt = (destination: string): IDestination => ({ bind: () => ({ destination }) });

const invocation = ({ events, functionName }: Pick<ServiceFunctionOptions, 'events' | 'functionName'>) => ({
  ...(functionName !== undefined && { functionName }),
  ...(events && {
    maxEventAge: events.maxAge,
    retryAttempts: events.retries,
    ...(events.deadLetters !== undefined && { onFailure: queueAt(events.deadLetters) }),
  }),
});

/** One of the functions with its log group. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  /** All that its role may do. */
  readonly permissions: Policy;

  constructor(scope: Construct, id: string, options: ServiceFunctionOptions) {
    super(scope, id);
    // Nothing is lost with the stack: what happened to a case stands in its audit log.
    const logGroup = new LogGroup(this, 'Logs', {
      retention: retention[options.logRetentionDays],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.permissions = new Policy(this, 'Permissions', {
      roles: [options.role],
      statements: [...options.statements, writesOwnLogs(logGroup.logGroupArn)].map(policyStatement),
    });
    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Conductline ${options.name}`,
      code: Code.fromAsset(join(options.bundles, options.name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: options.memorySize,
      timeout: options.timeout,
      ...(options.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: options.reservedConcurrency,
      }),
      // Immutable, so that no grant method of CDK can widen the role from elsewhere.
      role: Role.fromRoleArn(this, 'Role', options.role.roleArn, { mutable: false }),
      environment: { ...options.environment },
      // A trace keeps the minute and the length of every visit.
      tracing: Tracing.DISABLED,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // START and REPORT lines would say when somebody was here and for how long.
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      ...invocation(options),
    });
    this.lambda.node.addDependency(this.permissions);
    // A policy of its own, made after the function whose ARN it names.
    new Policy(this, 'OnlyOwnFunction', {
      roles: [options.role],
      statements: onlyOwnFunction(this.lambda.functionArn, options.keyArn).map(policyStatement),
    });
  }
}
