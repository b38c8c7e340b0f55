import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  administratorsManageKey,
  nobodyElseDecrypts,
  nobodyPassesOn,
  roleDecrypts,
  roleEncrypts,
} from './key-policy.ts';
import { pinLogicalId } from './pin-logical-id.ts';

/** The KMS key that wraps the private keys of key rings, and nothing else (DESIGN §3). */
export class RingKey extends Construct {
  readonly arn: string;

  /** @param roles ARNs of the two roles that may use the key. */
  constructor(scope: Construct, id: string, roles: { readonly team: string; readonly scheduled: string }) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: 'Conductline: wraps the private keys of the channels key rings',
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          administratorsManageKey(),
          roleDecrypts('TeamOpensRings', roles.team, ['reports', 'briefs', 'identity']),
          roleDecrypts('ScheduledOpensBriefs', roles.scheduled, ['briefs']),
          roleEncrypts('ScheduledWrapsRings', roles.scheduled, ['reports', 'briefs', 'identity']),
          nobodyElseDecrypts([roles.team, roles.scheduled]),
          nobodyPassesOn(),
        ],
      }),
    });
    pinLogicalId(key, 'RingKey');
    new Alias(this, 'Alias', { aliasName: `alias/${Stack.of(this).stackName}/rings`, targetKey: key });
    this.arn = key.keyArn;
  }
}
