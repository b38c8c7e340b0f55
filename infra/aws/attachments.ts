import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { keptPrefix, unfinishedPrefix } from '../../functions/adapters/s3/object-names.ts';
import { bucketVariable } from '../bucket.ts';
import { pinLogicalId } from './pin-logical-id.ts';

const logicalId = 'AttachmentsBucket';

/**
 * A report nobody has opened is kept beyond its hard limit, a month at a time, and an object's age cannot be put back as
 * a row's time to live can. A year of that is room enough.
 */
const marginDays = 366;

/**
 * The bucket of attachments: ciphertext under random names. Objects go with their case by the scheduled function, for
 * good, since there are no versions; S3's own expiry is the backstop. It is encrypted under keys AWS owns, like the
 * tables: the contents are sealed before they come here.
 */
export class Attachments extends Construct {
  readonly bucketArn: string;
  readonly environment: Readonly<Record<string, string>>;

  /** @param options.longestHardLimitDays of all channels */
  constructor(scope: Construct, id: string, options: { readonly longestHardLimitDays: number }) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      versioned: false,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        // S3 counts whole days from the next midnight, UTC: one more may pass. The scheduled function is sooner.
        { id: 'Unfinished', prefix: unfinishedPrefix, expiration: Duration.days(1) },
        {
          id: 'Kept',
          prefix: keptPrefix,
          expiration: Duration.days(options.longestHardLimitDays + marginDays),
        },
        { id: 'Multipart', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    pinLogicalId(bucket, logicalId);
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Access logs are off on purpose: they keep addresses and exact times of the people who report.',
    });
    this.bucketArn = bucket.bucketArn;
    this.environment = { [bucketVariable]: bucket.bucketName };
  }
}

/** For whatever carries grants on chunks, which end in a pattern: nobody knows the ids that are still to come. */
export const acknowledgeChunkPatterns = (construct: IConstruct): void => {
  const reason =
    'Chunks of attachments have random names; the pattern is bound to the one prefix they stand under.';
  Validations.of(construct).acknowledge(
    ...[unfinishedPrefix, keptPrefix].map((prefix) => ({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}*]`,
      reason,
    })),
  );
};
