import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { InboundNames } from './inbound-names.ts';
import { pinLogicalId } from './pin-logical-id.ts';

export type MailBucketOptions = {
  readonly names: InboundNames;
  readonly key: Key;
  /** Called for each mail. */
  readonly lambda: LambdaFunction;
  /** ARNs of the receipt rules. */
  readonly rules: readonly string[];
};

/**
 * Where SES puts mails, for the seconds until each is filed and deleted. It keeps no versions. S3 deletes within two days
 * what is left: it counts whole days from the next midnight, UTC. S3 never removes a bucket in which something lies.
 */
export class MailBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { names, key, lambda, rules }: MailBucketOptions) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: names.bucket,
      versioned: false,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      // The key of a whole bucket would open one mail as well as another.
      bucketKeyEnabled: false,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [
        {
          id: 'OneDay',
          expiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    pinLogicalId(this.bucket, 'MailBucket');
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Access logs are off on purpose: they would keep for longer than the mails that somebody wrote one.',
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ReceiptRulesWrite',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [`${names.arns.bucket}/*`],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': rules },
        },
      }),
    );
    this.#tell(lambda, names);
  }

  /** CDK's own way to notifications is a function more, with a role that may change every bucket. */
  #tell(lambda: LambdaFunction, { arns }: InboundNames): void {
    const permission = new CfnPermission(this, 'Tells', {
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionArn,
      principal: 's3.amazonaws.com',
      sourceAccount: Stack.of(this).account,
      sourceArn: arns.bucket,
    });
    const bucket = this.bucket.node.defaultChild;
    if (!(bucket instanceof CfnBucket)) throw new Error('A bucket is one resource.');
    bucket.notificationConfiguration = {
      lambdaConfigurations: [{ event: 's3:ObjectCreated:*', function: lambda.functionArn }],
    };
    bucket.addResourceDependency(permission);
  }
}
