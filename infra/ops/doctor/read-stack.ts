import { resolveMx } from 'node:dns/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { routes } from '../../../functions/reporter/routes.ts';
import type { TableName } from '../../tables.ts';
import { stackResources, tablesOfStack, type StackResource } from '../live-tables.ts';
import {
  fact,
  none,
  type ConcurrencyFacts,
  type Fact,
  type Facts,
  type HostFacts,
  type KeyFacts,
  type MailFacts,
  type Subscriber,
  type TableFacts,
} from './facts.ts';
import { bucketFacts } from './read-bucket.ts';
import { receivingFacts } from './read-receiving.ts';
import { teamFacts } from './read-team.ts';

/** The clients the doctor looks through; all they are asked to do is read. */
export const doctorClients = () => ({
  stacks: new CloudFormationClient({}),
  dynamo: new DynamoDBClient({}),
  kms: new KMSClient({}),
  lambda: new LambdaClient({}),
  scheduler: new SchedulerClient({}),
  files: new S3Client({}),
  mail: new SESv2Client({}),
  topics: new SNSClient({}),
  rules: new SESClient({}),
  queues: new SQSClient({}),
  resolveMx,
});
export type DoctorClients = ReturnType<typeof doctorClients>;

type Output = { readonly name: string; readonly value: string };

/** Reads what is deployed. What cannot be read is told with its check. @throws {CommandError} when there is no stack */
export const stackFacts = async (clients: DoctorClients, stack: string, now: Date): Promise<Facts> => {
  const resources = await stackResources(clients.stacks, stack);
  const physicalIds = (type: string): string[] =>
    resources.flatMap((resource) => (resource.type === type ? [resource.physicalId] : []));
  const tables = tablesOfStack(resources);
  const outputs = await outputsOf(clients, stack);
  const team = await fact(() => teamFacts(clients.dynamo, tables.team, channelsIn(outputs)));
  const addresses = team.kind === 'read' ? team.value.addresses : [];
  const named = (logicalId: string): string | undefined =>
    resources.find(({ id }) => id === logicalId)?.physicalId;
  const [keyId, bucket, schedule, sender] = [
    named('RingKey'),
    named('AttachmentsBucket'),
    physicalIds('AWS::Scheduler::Schedule')[0],
    // Beside the sender's there are those of domains that take mail.
    resources.find(({ id, type }) => type === 'AWS::SES::EmailIdentity' && id.startsWith('MailIdentity'))
      ?.physicalId,
  ];
  return {
    now,
    team,
    mail: await maybe(sender, (address) => mailFacts(clients.mail, address, addresses)),
    key: await maybe(keyId, (id) => keyFacts(clients.kms, id)),
    tables: await fact(() => tableFacts(clients.dynamo, tables)),
    bucket: await maybe(bucket, (name) => bucketFacts(clients.files, name)),
    schedule: await maybe(schedule, async (Name) => ({
      state: (await clients.scheduler.send(new GetScheduleCommand({ Name }))).State ?? 'UNKNOWN',
    })),
    concurrency: await fact(() => concurrencyFacts(clients.lambda, resources)),
    hosts: await fact(() => hostFacts(outputs, resources, () => clients.stacks.config.region())),
    subscribers: await fact(() => subscribersOf(clients.topics, physicalIds('AWS::SNS::Topic'))),
    mailKey: await maybe(named('MailKey'), (id) => keyFacts(clients.kms, id)),
    ...(await receivingFacts(clients, resources, () => clients.stacks.config.region(), now)),
    hasBudget: { kind: 'read', value: physicalIds('AWS::Budgets::Budget').length > 0 },
  };
};

const maybe = async <T>(id: string | undefined, read: (id: string) => Promise<T>): Promise<Fact<T>> =>
  id === undefined || id === '' ? none : fact(() => read(id));

const outputsOf = async ({ stacks }: DoctorClients, stack: string): Promise<readonly Output[]> => {
  const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName: stack }));
  return (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => ({
    name: OutputKey,
    value: OutputValue,
  }));
};

/** The command that adds the first member names all channels. */
const channelsIn = (outputs: readonly Output[]): readonly string[] | undefined =>
  /--channels ([a-z0-9,-]+)/
    .exec(outputs.find(({ name }) => name === 'FirstMember')?.value ?? '')?.[1]
    ?.split(',');

const mailFacts = async (
  mail: SESv2Client,
  sender: string,
  addresses: readonly string[],
): Promise<MailFacts> => {
  const account = await mail.send(new GetAccountCommand({}));
  const identity = await mail.send(new GetEmailIdentityCommand({ EmailIdentity: sender }));
  const suppressed: string[] = [];
  for (const EmailAddress of new Set(addresses)) {
    try {
      await mail.send(new GetSuppressedDestinationCommand({ EmailAddress }));
      suppressed.push(EmailAddress);
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  }
  return {
    isInSandbox: account.ProductionAccessEnabled !== true,
    maySend: account.SendingEnabled !== false,
    sender,
    isSenderVerified: identity.VerifiedForSendingStatus === true,
    suppressed,
  };
};

const keyFacts = async (kms: KMSClient, KeyId: string): Promise<KeyFacts> => {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  const state = KeyMetadata?.KeyState ?? 'unknown';
  // KMS does not answer this of a key that waits for its deletion.
  const rotates =
    state === 'Enabled' &&
    (await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled === true;
  return { state, deletedOn: KeyMetadata?.DeletionDate, rotates };
};

/** What stands in the way of the team's and the scheduled function when many come to the reporters'. */
const concurrencyFacts = async (
  lambda: LambdaClient,
  resources: readonly StackResource[],
): Promise<ConcurrencyFacts> => {
  const functionOf = (prefix: string): string[] =>
    resources.flatMap(({ id, type, physicalId }) =>
      type === 'AWS::Lambda::Function' && id.startsWith(prefix) ? [physicalId] : [],
    );
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const named = [
    { name: 'team', ids: functionOf('TeamFunction') },
    { name: 'scheduled', ids: functionOf('ScheduledFunction') },
    { name: 'mail', ids: functionOf('InboundFunction') },
  ];
  const reserved = await Promise.all(
    named.flatMap(({ name, ids }) =>
      ids.map(async (FunctionName) => {
        const found = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
        return { name, runs: found.ReservedConcurrentExecutions };
      }),
    ),
  );
  return {
    accountLimit: AccountLimit?.ConcurrentExecutions ?? 0,
    unreserved: AccountLimit?.UnreservedConcurrentExecutions ?? 0,
    reserved,
  };
};

const tableFacts = (
  dynamo: DynamoDBClient,
  tables: Readonly<Record<TableName, string>>,
): Promise<TableFacts[]> =>
  Promise.all(
    (['vault', 'cases', 'team'] as const).map(async (table): Promise<TableFacts> => {
      const TableName = tables[table];
      const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
      const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
      const { ContinuousBackupsDescription } = await dynamo.send(
        new DescribeContinuousBackupsCommand({ TableName }),
      );
      const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
      const isOn = recovery?.PointInTimeRecoveryStatus === 'ENABLED';
      return {
        table,
        // 35 is what DynamoDB keeps unless it was told otherwise.
        recoveryDays: isOn ? (recovery.RecoveryPeriodInDays ?? 35) : undefined,
        expires: ['ENABLED', 'ENABLING'].includes(TimeToLiveDescription?.TimeToLiveStatus ?? ''),
        isProtected: Table?.DeletionProtectionEnabled === true,
      };
    }),
  );

/** A host leads here when it answers with the contract that one of this stack's APIs answers with. */
const hostFacts = async (
  outputs: readonly Output[],
  resources: readonly StackResource[],
  region: () => Promise<string>,
): Promise<HostFacts[]> => {
  // Those of DKIM lead to no pages.
  const named = outputs.flatMap(({ name, value }) => {
    if (name.startsWith('MailDkim')) return [];
    const [, host, target] = /^CNAME (\S+) (\S+)$/.exec(value) ?? [];
    return host === undefined || target === undefined ? [] : [{ host, target }];
  });
  if (named.length === 0) return [];
  const apis = resources.flatMap(({ type, physicalId }) =>
    type === 'AWS::ApiGatewayV2::Api' ? [physicalId] : [],
  );
  const at = await region();
  const own = await Promise.all(apis.map((id) => contractAt(`${id}.execute-api.${at}.amazonaws.com`)));
  return Promise.all(
    named.map(async ({ host, target }) => {
      const answered = await contractAt(host);
      return { host, target, pointsHere: answered !== undefined && own.includes(answered) };
    }),
  );
};

const contractAt = async (host: string): Promise<string | undefined> => {
  try {
    const answer = await fetch(`https://${host}${routes.api.openapi}`, {
      signal: AbortSignal.timeout(10_000),
    });
    return answer.status === 200 ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
};

const subscribersOf = async (topics: SNSClient, arns: readonly string[]): Promise<Subscriber[]> => {
  const found = await Promise.all(
    arns.map(async (TopicArn) => {
      const { Subscriptions = [] } = await topics.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      return Subscriptions.map(({ Endpoint = '', SubscriptionArn = '' }) => ({
        address: Endpoint,
        isConfirmed: SubscriptionArn.startsWith('arn:'),
      }));
    }),
  );
  return found.flat();
};
