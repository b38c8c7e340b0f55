import { Duration, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { domainOf } from '../../functions/settings/email-address.ts';
import type { MailAddress } from '../mail-region.ts';
import type { InboundNames } from './inbound-names.ts';
import type { InboundResources } from './inbound-statements.ts';
import { MailBucket } from './mail-bucket.ts';
import { MailDomains } from './mail-domains.ts';
import { MailKey } from './mail-key.ts';
import { pinLogicalId } from './pin-logical-id.ts';
import { ReceiptRules } from './receipt-rules.ts';

/** What stands before the mail function: its key and the queue behind it; the way to it comes once it is there. */
export class InboundMail extends Construct {
  readonly resources: InboundResources;
  /** Events of mails that could not be filed: where they lie, when they came and how large they were. */
  readonly deadLetters: Queue;
  readonly #addresses: readonly MailAddress[];
  readonly #names: InboundNames;
  readonly #key: MailKey;

  constructor(
    scope: Construct,
    id: string,
    {
      addresses,
      names,
      role,
    }: {
      readonly addresses: readonly MailAddress[];
      readonly names: InboundNames;
      /** The mail function's. */
      readonly role: Role;
    },
  ) {
    super(scope, id);
    this.#addresses = addresses;
    this.#names = names;
    this.#key = new MailKey(this, 'Key', {
      mail: role.roleArn,
      rules: this.#rules,
      bucket: names.arns.bucket,
    });
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    pinLogicalId(this.deadLetters, 'MailDeadLetters');
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the queue of dead letters itself.',
    });
    this.resources = {
      bucket: names.arns.bucket,
      key: this.#key.key.keyArn,
      lambda: names.arns.lambda,
      deadLetters: this.deadLetters.queueArn,
    };
  }

  get #rules(): string[] {
    return this.#addresses.map(({ channel }) => this.#names.arns.rule(channel));
  }

  /** From the domains to the function. */
  leadTo(lambda: LambdaFunction): void {
    const { bucket } = new MailBucket(this, 'Bucket', {
      names: this.#names,
      key: this.#key.key,
      lambda,
      rules: this.#rules,
    });
    new ReceiptRules(this, 'Rules', { names: this.#names, bucket, addresses: this.#addresses });
    const domains = new Set(this.#addresses.map(({ address }) => domainOf(address)));
    new MailDomains(this, 'Domains', { domains: [...domains] });
  }
}

/** For what carries grants on mails, whose names SES makes up. */
export const acknowledgeMailPatterns = (construct: IConstruct, { bucket }: InboundNames): void => {
  const name = bucket.replace(
    /\$\{Token\[(AWS\.\w+)\.\d+\]\}/g,
    (_, token: string) => `<${token.replace('.', '::')}>`,
  );
  Validations.of(construct).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${name}/*]`,
    reason: 'SES gives mails names of its own; the bucket holds nothing else.',
  });
};
