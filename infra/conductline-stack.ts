import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from '../functions/settings/schema.ts';
import { acknowledgeChunkPatterns, Attachments } from './aws/attachments.ts';
import { Schedule } from './aws/schedule.ts';
import { addressOf, Hosts } from './aws/hosts.ts';
import { HttpApi } from './aws/http-api.ts';
import { acknowledgeRecipientPattern, Mail } from './aws/mail.ts';
import { reporterLanes } from './aws/reporter-lanes.ts';
import { RingKey } from './aws/ring-key.ts';
import { roleStatements } from './aws/role-statements.ts';
import { functionRole, ServiceFunction } from './aws/service-function.ts';
import { Storage } from './aws/storage.ts';
import { Watch } from './aws/watch.ts';

export type ConductlineProps = StackProps & {
  readonly settings: Settings;
  /** The folder `buildFunctions` wrote to. */
  readonly bundles: string;
};

/** The whole service in one stack. */
export class ConductlineStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, ...props }: ConductlineProps) {
    super(scope, id, { description: 'Conductline: anonymous reports to a conduct team', ...props });

    const storage = new Storage(this, 'Storage', { vaultRecoveryDays: settings.recovery.vaultDays });
    const attachments = new Attachments(this, 'Attachments', {
      longestHardLimitDays: Math.max(
        ...Object.values(settings.channels).map(({ retention }) => retention.hardLimitDays),
      ),
    });
    const resources = { ...storage.environment, ...attachments.environment };
    const mail = new Mail(this, 'Mail', { sender: settings.sender });
    const reporterRole = functionRole(this, 'ReporterRole', 'reporter');
    const teamRole = functionRole(this, 'TeamRole', 'team');
    const scheduledRole = functionRole(this, 'ScheduledRole', 'scheduled');
    const key = new RingKey(this, 'Rings', { team: teamRole.roleArn, scheduled: scheduledRole.roleArn });
    const statements = roleStatements({
      tables: storage.arns,
      key: key.arn,
      mail: mail.resources,
      attachments: attachments.bucketArn,
    });
    const common = { bundles, keyArn: key.arn, logRetentionDays: settings.logs.retentionDays };

    const reporter = new ServiceFunction(this, 'Reporter', {
      ...common,
      name: 'reporter',
      role: reporterRole,
      statements: statements.reporter,
      environment: resources,
      // Most visits meet a cold start, which is processor time: at 1024 a little over half a processor.
      memorySize: 1024,
      // To finish an upload is to read, clean and seal all of it.
      timeout: Duration.seconds(25),
    });
    const reporterApi = new HttpApi(this, 'ReporterApi', {
      name: 'conductline-reporter',
      lambda: reporter.lambda,
      lanes: reporterLanes(settings.throttles),
      throttle: settings.throttles.pages,
      openBecause: 'Reporters are anonymous: there is nobody to authorize before a token is looked up.',
    });
    const team = new ServiceFunction(this, 'Team', {
      ...common,
      name: 'team',
      reservedConcurrency: settings.reservedConcurrency?.team,
      role: teamRole,
      statements: statements.team,
      environment: {
        ...resources,
        KEY_ID: key.arn,
        REPORTER_URL: addressOf(settings.reporterHost, reporterApi),
      },
      memorySize: 1024,
      timeout: Duration.seconds(25),
    });

    const teamApi = new HttpApi(this, 'TeamApi', {
      name: 'conductline-team',
      lambda: team.lambda,
      throttle: settings.throttles.team,
      openBecause: 'The team function checks the access token against its hash itself, on every request.',
    });

    const scheduled = new ServiceFunction(this, 'Scheduled', {
      ...common,
      name: 'scheduled',
      reservedConcurrency: settings.reservedConcurrency?.scheduled,
      role: scheduledRole,
      statements: statements.scheduled,
      environment: {
        ...resources,
        KEY_ID: key.arn,
        TEAM_URL: addressOf(settings.teamHost, teamApi),
        CONFIGURATION_SET: mail.configurationSetName,
      },
      memorySize: 512,
      timeout: Duration.seconds(50),
      maxEventAge: Duration.seconds(60),
    });
    acknowledgeRecipientPattern(scheduled);
    for (const { permissions } of [reporter, team, scheduled]) acknowledgeChunkPatterns(permissions);
    new Schedule(this, 'Schedule', { lambda: scheduled.lambda });
    new Hosts(this, 'Hosts', { settings, reporterApi, teamApi });
    new Watch(this, 'Watch', {
      settings: settings.alarms,
      lambdas: { reporter: reporter.lambda, team: team.lambda, scheduled: scheduled.lambda },
      roles: [reporterRole, teamRole, scheduledRole],
      keyArn: key.arn,
      reporterApiId: reporterApi.apiId,
      teamApiId: teamApi.apiId,
      configurationSetName: mail.configurationSetName,
    });

    new CfnOutput(this, 'ReporterUrl', { value: reporterApi.url, description: 'Where reports are made' });
    new CfnOutput(this, 'TeamUrl', { value: teamApi.url, description: 'Where the conduct team works' });
    new CfnOutput(this, 'FirstMember', {
      value: `npm run member -- add --table ${storage.tables.team.tableName} --team-url ${settings.teamHost === undefined ? teamApi.url : `https://${settings.teamHost}/`} --name "<name>" --email <address> --channels ${Object.keys(settings.channels).join(',')}`,
      description: 'Makes the first member of the team and shows their enrolment link and access token once',
    });
  }
}
