import type { S3Client } from '@aws-sdk/client-s3';
import { DescribeActiveReceiptRuleSetCommand, type SESClient } from '@aws-sdk/client-ses';
import { GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { addHours } from '../../../functions/domain/kernel/clock.ts';
import type { StackResource } from '../live-tables.ts';
import { waitingMails } from '../waiting-mails.ts';
import {
  fact,
  none,
  type Fact,
  type Facts,
  type MailDomain,
  type MailsLeft,
  type ReceiptRuleFacts,
} from './facts.ts';

/** How MX records are looked up; rejects with the code `ENOTFOUND` or `ENODATA` where there are none. */
export type ResolveMx = (
  domain: string,
) => Promise<readonly { readonly exchange: string; readonly priority: number }[]>;

export type ReceivingClients = {
  readonly mail: SESv2Client;
  readonly rules: SESClient;
  readonly queues: SQSClient;
  readonly files: S3Client;
  readonly resolveMx: ResolveMx;
};

type Receiving = Pick<Facts, 'mailDomains' | 'mailRules' | 'mailsLeft'>;

/** Where mails come in, as far as a stack has that. */
export const receivingFacts = async (
  clients: ReceivingClients,
  resources: readonly StackResource[],
  region: () => Promise<string>,
  now: Date,
): Promise<Receiving> => {
  const ofType = (wanted: string, prefix = ''): string[] =>
    resources.flatMap(({ id, type, physicalId }) =>
      type === wanted && id.startsWith(prefix) ? [physicalId] : [],
    );
  const [ruleSet] = ofType('AWS::SES::ReceiptRuleSet');
  const [bucket] = ofType('AWS::S3::Bucket', 'MailBucket');
  const [queue] = ofType('AWS::SQS::Queue', 'MailDeadLetters');
  const domains = ofType('AWS::SES::EmailIdentity', 'MailInDomains');
  if (ruleSet === undefined) return { mailDomains: none, mailRules: none, mailsLeft: none };
  return {
    mailDomains: await fact(async () => ({
      region: await region(),
      domains: await Promise.all(domains.map((domain) => domainFacts(clients, domain))),
    })),
    mailRules: await fact(() => ruleFacts(clients.rules, ruleSet, ofType('AWS::SES::ReceiptRule'))),
    mailsLeft: await leftIn(clients, bucket, queue, now),
  };
};

const domainFacts = async ({ mail, resolveMx }: ReceivingClients, domain: string): Promise<MailDomain> => {
  const identity = await mail.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
  const found = await resolveMx(domain).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && ['ENOTFOUND', 'ENODATA'].includes(String(error.code)))
      return [];
    throw error;
  });
  return {
    domain,
    servers: [...found]
      .sort((one, other) => one.priority - other.priority)
      .map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, '')),
    isVerified: identity.DkimAttributes?.Status === 'SUCCESS',
  };
};

const ruleFacts = async (
  ses: SESClient,
  ruleSet: string,
  rules: readonly string[],
): Promise<ReceiptRuleFacts> => {
  const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  const enabled = new Set(Rules.filter(({ Enabled }) => Enabled === true).map(({ Name }) => Name));
  return { ruleSet, active: Metadata?.Name, missing: rules.filter((rule) => !enabled.has(rule)) };
};

const leftIn = async (
  { files, queues }: ReceivingClients,
  bucket: string | undefined,
  QueueUrl: string | undefined,
  now: Date,
): Promise<Fact<MailsLeft>> => {
  if (bucket === undefined || QueueUrl === undefined) return none;
  return fact(async () => {
    const { Attributes } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return {
      waiting: (await waitingMails(files, bucket, addHours(now, -1))).length,
      deadLetters: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
    };
  });
};
