import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { longestKeptDays } from '../functions/domain/retention/expiry.ts';
import type { Settings } from '../functions/settings/schema.ts';
import { acknowledgeChunkPatterns, Attachments } from './aws/attachments.ts';
import { Schedule } from './aws/schedule.ts';
import { addressOf, Hosts } from './aws/hosts.ts';
import { HttpApi } from './aws/http-api.ts';
import { acknowledgeRecipientPattern, Mail } from './aws/mail.ts';
import { throttledRoutes } from './aws/throttled-routes.ts';
import { RingKey } from './aws/ring-key.ts';
import { roleStatements } from './aws/role-statements.ts';
import { functionRole, ServiceFunction } from './aws/service-function.ts';
import { Storage } from './aws/storage.ts';
import { Watch } from './aws/watch.ts';
import type { AlwaysDeployedFunction } from './build.ts';

export type ConductlineProps = StackProps & {
  readonly settings: Settings;
  /** The folder `buildFunctions` wrote to. */
  readonly bundles: string;
};

/** What the functions of the service have in common. */
type Common = {
  readonly settings: Settings;
  readonly bundles: string;
  readonly roles: Readonly<Record<AlwaysDeployedFunction, Role>>;
  readonly statements: ReturnType<typeof roleStatements>;
  readonly keyArn: string;
  /** The environment of every function: where things are stored. */
  readonly stored: Readonly<Record<string, string>>;
};

type Served = { readonly service: ServiceFunction; readonly api: HttpApi };

/** The whole service in one stack. */
export class ConductlineStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, ...props }: ConductlineProps) {
    super(scope, id, { description: 'Conductline: anonymous reports to a conduct team', ...props });

    const storage = new Storage(this, 'Storage', { vaultRecoveryDays: settings.recovery.vaultDays });
    const attachments = new Attachments(this, 'Attachments', {
      longestHardLimitDays: longestKeptDays(settings),
    });
    const mail = new Mail(this, 'Mail', { sender: settings.sender });
    const roles = {
      reporter: functionRole(this, 'ReporterRole', 'reporter'),
      team: functionRole(this, 'TeamRole', 'team'),
      scheduled: functionRole(this, 'ScheduledRole', 'scheduled'),
    };
    const key = new RingKey(this, 'Rings', { team: roles.team.roleArn, scheduled: roles.scheduled.roleArn });
    const statements = roleStatements({
      tables: storage.arns,
      key: key.arn,
      mail: mail.resources,
      attachments: attachments.bucketArn,
    });
    const stored = { ...storage.environment, ...attachments.environment };
    const common = { settings, bundles, roles, statements, keyArn: key.arn, stored };

    const reporter = this.#reporter(common);
    const team = this.#team(common, reporter.api);
    const scheduled = this.#scheduled(common, team.api, mail);
    const services = { reporter: reporter.service, team: team.service, scheduled };
    for (const { permissions } of Object.values(services)) acknowledgeChunkPatterns(permissions);
    new Schedule(this, 'Schedule', { lambda: scheduled.lambda });
    new Hosts(this, 'Hosts', { settings, reporterApi: reporter.api, teamApi: team.api });
    new Watch(this, 'Watch', {
      settings: settings.alarms,
      lambdas: { reporter: reporter.service.lambda, team: team.service.lambda, scheduled: scheduled.lambda },
      roles: [roles.reporter, roles.team, roles.scheduled],
      keyArn: key.arn,
      reporterApiId: reporter.api.apiId,
      teamApiId: team.api.apiId,
      configurationSetName: mail.configurationSetName,
    });
    this.#outputs(settings, reporter.api, team.api, storage.tables.team.tableName);
  }

  #reporter(common: Common): Served {
    const { settings } = common;
    const service = new ServiceFunction(this, 'Reporter', {
      ...optionsOf('reporter', common),
      environment: common.stored,
      // Most visits meet a cold start, which is processor time: at 1024 a little over half a processor.
      memorySize: 1024,
      // To finish an upload is to read, clean and seal all of it.
      timeout: Duration.seconds(25),
    });
    const api = new HttpApi(this, 'ReporterApi', {
      name: 'conductline-reporter',
      lambda: service.lambda,
      routes: throttledRoutes(settings),
      throttle: settings.throttles.pages,
      openBecause: 'Reporters are anonymous: there is nobody to authorize before a token is looked up.',
    });
    return { service, api };
  }

  #team(common: Common, reporterApi: HttpApi): Served {
    const { settings } = common;
    const service = new ServiceFunction(this, 'Team', {
      ...optionsOf('team', common),
      reservedConcurrency: settings.reservedConcurrency?.team,
      environment: {
        ...common.stored,
        KEY_ID: common.keyArn,
        REPORTER_URL: addressOf(settings.reporterHost, reporterApi),
      },
      memorySize: 1024,
      timeout: Duration.seconds(25),
    });
    const api = new HttpApi(this, 'TeamApi', {
      name: 'conductline-team',
      lambda: service.lambda,
      throttle: settings.throttles.team,
      openBecause: 'The team function checks the access token against its hash itself, on every request.',
    });
    return { service, api };
  }

  #scheduled(common: Common, teamApi: HttpApi, mail: Mail): ServiceFunction {
    const { settings } = common;
    const service = new ServiceFunction(this, 'Scheduled', {
      ...optionsOf('scheduled', common),
      reservedConcurrency: settings.reservedConcurrency?.scheduled,
      environment: {
        ...common.stored,
        KEY_ID: common.keyArn,
        TEAM_URL: addressOf(settings.teamHost, teamApi),
        CONFIGURATION_SET: mail.configurationSetName,
      },
      memorySize: 512,
      timeout: Duration.seconds(50),
      maxEventAge: Duration.seconds(60),
    });
    acknowledgeRecipientPattern(service);
    return service;
  }

  #outputs(settings: Settings, reporterApi: HttpApi, teamApi: HttpApi, teamTable: string): void {
    const { teamHost, channels } = settings;
    new CfnOutput(this, 'ReporterUrl', { value: reporterApi.url, description: 'Where reports are made' });
    new CfnOutput(this, 'TeamUrl', { value: teamApi.url, description: 'Where the conduct team works' });
    new CfnOutput(this, 'FirstMember', {
      value: `npm run member -- add --table ${teamTable} --team-url ${teamHost === undefined ? teamApi.url : `https://${teamHost}/`} --name "<name>" --email <address> --channels ${Object.keys(channels).join(',')}`,
      description: 'Makes the first member of the team and shows their enrolment link and access token once',
    });
  }
}

const optionsOf = (
  name: AlwaysDeployedFunction,
  { settings, bundles, roles, statements, keyArn }: Common,
) => ({
  name,
  bundles,
  keyArn,
  logRetentionDays: settings.logs.retentionDays,
  role: roles[name],
  statements: statements[name],
});
