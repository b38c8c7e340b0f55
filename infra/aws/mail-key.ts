import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { mailKeyPolicy, type MailKeyPrincipals } from './mail-key-policy.ts';
import { pinLogicalId } from './pin-logical-id.ts';
import { policyStatement } from './policy-statement.ts';

/**
 * The key that raw mails lie under until they are filed: SES encrypts, the mail function opens. Nothing older than two days
 * is under it, so it goes with the last address for mails; KMS deletes it a month later.
 */
export class MailKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, principals: Omit<MailKeyPrincipals, 'accountRoot' | 'account'>) {
    super(scope, id);
    const stack = Stack.of(this);
    const accountRoot = stack.formatArn({ service: 'iam', region: '', resource: 'root' });
    const statements = mailKeyPolicy({ ...principals, accountRoot, account: stack.account });
    this.key = new Key(this, 'Key', {
      description: 'Conductline: mails that are not filed yet',
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.DESTROY,
      policy: new PolicyDocument({ statements: statements.map(policyStatement) }),
    });
    pinLogicalId(this.key, 'MailKey');
    new Alias(this, 'Alias', { aliasName: `alias/${stack.stackName}/mail`, targetKey: this.key });
  }
}
