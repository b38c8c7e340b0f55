import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keyPolicy, type RingKeyPrincipals } from './key-policy.ts';
import { pinLogicalId } from './pin-logical-id.ts';
import { policyStatement } from './policy-statement.ts';

/** The KMS key that wraps the private keys of key rings, and nothing else (`docs/architecture.md`). */
export class RingKey extends Construct {
  readonly arn: string;

  /** @param roles ARNs of the roles that may use the key. */
  constructor(scope: Construct, id: string, roles: Omit<RingKeyPrincipals, 'accountRoot'>) {
    super(scope, id);
    const accountRoot = Stack.of(this).formatArn({ service: 'iam', region: '', resource: 'root' });
    const statements = keyPolicy({ accountRoot, ...roles });
    const key = new Key(this, 'Key', {
      description: 'Conductline: wraps the private keys of the channels key rings',
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({ statements: statements.map(policyStatement) }),
    });
    pinLogicalId(key, 'RingKey');
    new Alias(this, 'Alias', { aliasName: `alias/${Stack.of(this).stackName}/rings`, targetKey: key });
    this.arn = key.keyArn;
  }
}
