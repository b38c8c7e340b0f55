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
import { MailProblems } from './aws/mail-problems.ts';
import { throttledRoutes } from './aws/throttled-routes.ts';
import { acknowledgeMailPatterns, InboundMail } from './aws/inbound-mail.ts';
import { inboundNames } from './aws/inbound-names.ts';
import { RingKey } from './aws/ring-key.ts';
import { roleStatements } from './aws/role-statements.ts';
import { functionRole, ServiceFunction } from './aws/service-function.ts';
import { Storage } from './aws/storage.ts';
import { Watch } from './aws/watch.ts';
import type { AlwaysDeployedFunction, FunctionName } from './build.ts';
import { mailAddresses } from './mail-region.ts';
import { mailBucketVariable } from './bucket.ts';

export type ConductlineProps = StackProps & {
  readonly settings: Settings;
  /** The folder `buildFunctions` wrote to. */
  readonly bundles: string;
};

/** The mail function's only where there is one. */
type Roles = Readonly<Record<AlwaysDeployedFunction, Role>> & { readonly mail?: Role };

/** What the functions of the service have in common. */
type Common = {
  readonly settings: Settings;
  readonly bundles: string;
  readonly roles: Roles;
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
    const addresses = mailAddresses(settings);
    const roles = this.#roles(addresses.length > 0);
    const key = new RingKey(this, 'Rings', {
      team: roles.team.roleArn,
      scheduled: roles.scheduled.roleArn,
      mail: roles.mail?.roleArn,
    });
    const inbound =
      roles.mail &&
      new InboundMail(this, 'MailIn', { addresses, names: inboundNames(this), role: roles.mail });
    const statements = roleStatements({
      tables: storage.arns,
      key: key.arn,
      mail: mail.resources,
      attachments: attachments.bucketArn,
      inbound: inbound?.resources,
    });
    const stored = { ...storage.environment, ...attachments.environment };
    const common = { settings, bundles, roles, statements, keyArn: key.arn, stored };

    const reporter = this.#reporter(common);
    const team = this.#team(common, reporter.api);
    const scheduled = this.#scheduled(common, { team: team.api, reporter: reporter.api }, mail);
    const services = {
      reporter: reporter.service,
      team: team.service,
      scheduled,
      ...(inbound && { mail: this.#mail(common, inbound) }),
    };
    for (const { permissions } of Object.values(services)) acknowledgeChunkPatterns(permissions);
    new MailProblems(this, 'MailProblems', {
      configurationSetName: mail.configurationSetName,
      lambda: scheduled.lambda,
    });
    new Schedule(this, 'Schedule', { lambda: scheduled.lambda });
    new Hosts(this, 'Hosts', { settings, reporterApi: reporter.api, teamApi: team.api });
    new Watch(this, 'Watch', {
      settings: settings.alarms,
      lambdas: {
        reporter: reporter.service.lambda,
        team: team.service.lambda,
        scheduled: scheduled.lambda,
        mail: services.mail?.lambda,
      },
      roles: Object.values(roles),
      keyArns: [key.arn, ...(inbound ? [inbound.resources.key] : [])],
      deadLetters: inbound?.deadLetters,
      reporterApiId: reporter.api.apiId,
      teamApiId: team.api.apiId,
      configurationSetName: mail.configurationSetName,
      reporterConfigurationSetName: mail.reporterConfigurationSetName,
    });
    this.#outputs(settings, reporter.api, team.api, storage.tables.team.tableName);
  }

  #roles(withMail: boolean): Roles {
    return {
      reporter: functionRole(this, 'ReporterRole', 'reporter'),
      team: functionRole(this, 'TeamRole', 'team'),
      scheduled: functionRole(this, 'ScheduledRole', 'scheduled'),
      ...(withMail && { mail: functionRole(this, 'InboundRole', 'mail') }),
    };
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

  #scheduled(
    common: Common,
    apis: { readonly team: HttpApi; readonly reporter: HttpApi },
    mail: Mail,
  ): ServiceFunction {
    const { settings } = common;
    const names = inboundNames(this);
    const service = new ServiceFunction(this, 'Scheduled', {
      ...optionsOf('scheduled', common),
      reservedConcurrency: settings.reservedConcurrency?.scheduled,
      environment: {
        ...common.stored,
        KEY_ID: common.keyArn,
        TEAM_URL: addressOf(settings.teamHost, apis.team),
        REPORTER_URL: addressOf(settings.reporterHost, apis.reporter),
        CONFIGURATION_SET: mail.configurationSetName,
        REPORTER_CONFIGURATION_SET: mail.reporterConfigurationSetName,
        ...(common.roles.mail && { [mailBucketVariable]: names.bucket, MAIL_FUNCTION: names.lambda }),
      },
      memorySize: 512,
      timeout: Duration.seconds(50),
      events: { maxAge: Duration.seconds(60), retries: 0 },
    });
    acknowledgeRecipientPattern(service);
    return service;
  }

  #mail(common: Common, inbound: InboundMail): ServiceFunction {
    const names = inboundNames(this);
    const service = new ServiceFunction(this, 'Inbound', {
      ...optionsOf('mail', common),
      functionName: names.lambda,
      reservedConcurrency: common.settings.reservedConcurrency?.mail,
      environment: { ...common.stored, KEY_ID: common.keyArn, [mailBucketVariable]: names.bucket },
      // A mail has up to 40 MB and is decoded in several steps, beside the thread that cleans its files.
      memorySize: 1769,
      timeout: Duration.seconds(300),
      events: { maxAge: Duration.hours(6), retries: 2, deadLetters: inbound.resources.deadLetters },
    });
    acknowledgeMailPatterns(service.permissions, names);
    inbound.leadTo(service.lambda);
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

const optionsOf = (name: FunctionName, { settings, bundles, roles, statements, keyArn }: Common) => {
  const role = roles[name];
  if (!role) throw new Error(`There is no role for ${name}.`);
  return {
    name,
    bundles,
    keyArn,
    logRetentionDays: settings.logs.retentionDays,
    role,
    statements: statements[name],
  };
};
