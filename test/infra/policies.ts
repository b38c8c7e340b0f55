import { functionNames, type FunctionName } from '../../infra/build.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { tableNames } from '../../infra/local/create-tables.ts';
import { Policy, verdictOn, type Principal } from '../../infra/local/policies/evaluate.ts';
import { localArns } from '../../infra/local/policies/local-arns.ts';
import { localPolicies } from '../../infra/local/policies/local-policies.ts';
import { contextOf } from '../../infra/local/policies/request.ts';
import { mailSettings, synthesize } from './synthesized.ts';
import { statementsIn, type Statement } from './template.ts';

/** The policies of the synthesized template, by the names things have on the laptop, and what they decide. */

const { read } = synthesize(mailSettings);
const { vault, cases, team } = tableNames('conductline-');
const idOf = (type: string, prefix = ''): string => read.one(type, prefix).id;
const configurationSets = ['conductline-local', 'conductline-local-reporters'] as const;

export const arns = {
  vault: localArns.table(vault),
  cases: localArns.table(cases),
  team: localArns.table(team),
  key: localArns.key('ring'),
  bucket: localArns.bucket('attachments'),
  mails: localArns.bucket('mails'),
  mailKey: localArns.key('mail'),
  deadLetters: localArns.queue('conductline-mail'),
  sender: localArns.identity('conduct@example.org'),
  configurationSet: localArns.configurationSet(configurationSets[0]),
  reporterConfigurationSet: localArns.configurationSet(configurationSets[1]),
} as const;

/** What the laptop evaluates. */
export const onLaptop = localPolicies({
  tables: { vault, cases, team },
  keyArn: arns.key,
  bucket: 'attachments',
  mailBucket: 'mails',
  sender: 'conduct@example.org',
  configurationSets,
});

const functionPrefixes = {
  reporter: 'ReporterFunction',
  team: 'TeamFunction',
  scheduled: 'ScheduledFunction',
  mail: 'InboundFunction',
};
const names: readonly (readonly [string, string])[] = [
  ['${VaultTable.Arn}', arns.vault],
  ['${CasesTable.Arn}', arns.cases],
  ['${TeamTable.Arn}', arns.team],
  ['${RingKey.Arn}', arns.key],
  ['${AttachmentsBucket.Arn}', arns.bucket],
  [`\${${idOf('AWS::IAM::Role', 'ReporterRole')}.Arn}`, localArns.role('reporter')],
  [`\${${idOf('AWS::IAM::Role', 'TeamRole')}.Arn}`, localArns.role('team')],
  [`\${${idOf('AWS::IAM::Role', 'ScheduledRole')}.Arn}`, localArns.role('scheduled')],
  [`\${${idOf('AWS::IAM::Role', 'InboundRole')}.Arn}`, localArns.role('mail')],
  ['${MailKey.Arn}', arns.mailKey],
  ['${MailDeadLetters.Arn}', arns.deadLetters],
  ['arn:${AWS::Partition}:s3:::conductline-mail-${AWS::AccountId}-${AWS::Region}', arns.mails],
  [
    'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:Conductline-mail',
    localArns.function('mail'),
  ],
  ...functionNames.map(
    (name) =>
      [`\${${idOf('AWS::Lambda::Function', functionPrefixes[name])}.Arn}`, localArns.function(name)] as const,
  ),
  [`\${${idOf('AWS::SES::ConfigurationSet', 'MailConfigurationSet')}}`, configurationSets[0]],
  [`\${${idOf('AWS::SES::ConfigurationSet', 'MailReporter')}}`, configurationSets[1]],
  ['${AWS::Partition}', 'aws'],
  ['${AWS::Region}', 'us-east-1'],
  ['${AWS::AccountId}', '000000000000'],
];
const inLocalNames = (statements: readonly Statement[]): Statement[] => {
  const text = names.reduce(
    (json, [token, name]) => json.replaceAll(token, name),
    JSON.stringify(statements),
  );
  const Statement: unknown = JSON.parse(text);
  return statementsIn({ Statement });
};

const isOnLogs = ({ Action }: Statement): boolean => Action.every((action) => action.startsWith('logs:'));
const rolePrefixes = {
  reporter: 'ReporterRole',
  team: 'TeamRole',
  scheduled: 'ScheduledRole',
  mail: 'InboundRole',
} as const;

/** Everything a role may do in the template, its own logs aside: the laptop has none. */
export const ofRole = (name: FunctionName): Statement[] =>
  inLocalNames(read.statementsOf(rolePrefixes[name]).filter((statement) => !isOnLogs(statement)));

export const ofKey = inLocalNames(statementsIn(read.one('AWS::KMS::Key', 'RingKey').Properties.KeyPolicy));

export type Who = FunctionName | 'ops';
const functionPrincipal = (name: FunctionName): Principal => ({
  arn: localArns.role(name),
  sourceFunctionArn: localArns.function(name),
  policy: new Policy(ofRole(name)),
});
const principals: Readonly<Record<Who, Principal>> = {
  reporter: functionPrincipal('reporter'),
  team: functionPrincipal('team'),
  scheduled: functionPrincipal('scheduled'),
  mail: functionPrincipal('mail'),
  ops: {
    arn: localArns.role('ops'),
    policy: new Policy(onLaptop.callers[accessKeys.ops]?.statements ?? []),
  },
};
export const everybody: readonly Who[] = ['reporter', 'team', 'scheduled', 'mail', 'ops'];
const keyPolicy = new Policy(ofKey);

export type Request = {
  readonly action: string;
  readonly resource: string;
  readonly said?: Readonly<Record<string, readonly string[]>>;
};

/** Whether the template's policies let somebody do this. */
export const may = (
  who: Who,
  { action, resource, said = {} }: Request,
  /** Where the call comes from, if it is not the function whose role it is. */
  from: Pick<Principal, 'sourceFunctionArn'> = {},
): boolean => {
  const asked = { action, resource, context: contextOf(said) };
  const policy = action.startsWith('kms:') ? keyPolicy : undefined;
  return verdictOn({ ...principals[who], ...from }, asked, policy) === 'allowed';
};

/** A request for items of one partition that names these attributes. */
export const onItems = (
  action: string,
  resource: string,
  partition: string,
  ...attributes: readonly string[]
): Request => ({
  action: `dynamodb:${action}`,
  resource,
  said: {
    'dynamodb:LeadingKeys': [partition],
    ...(attributes.length > 0 && { 'dynamodb:Attributes': ['pk', 'sk', ...attributes] }),
  },
});
