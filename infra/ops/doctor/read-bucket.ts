import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { BucketFacts } from './facts.ts';

/** S3 answers with an error of one of these names where nothing of the kind is set. */
const nothingSet = new Set([
  'NoSuchPublicAccessBlockConfiguration',
  'NoSuchLifecycleConfiguration',
  'NoSuchBucketPolicy',
]);

const ifSet = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && nothingSet.has(error.name)) return undefined;
    throw error;
  }
};

const policyShape = z.object({
  Statement: z.array(z.looseObject({ Effect: z.string(), Condition: z.unknown().optional() })),
});
const withoutTls = z.looseObject({
  Effect: z.literal('Deny'),
  Condition: z.looseObject({ Bool: z.looseObject({ 'aws:SecureTransport': z.literal('false') }) }),
});

export const bucketFacts = async (s3: S3Client, Bucket: string): Promise<BucketFacts> => {
  const block = await ifSet(() => s3.send(new GetPublicAccessBlockCommand({ Bucket })));
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const lifecycle = await ifSet(() => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })));
  const policy = await ifSet(() => s3.send(new GetBucketPolicyCommand({ Bucket })));
  const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } =
    block?.PublicAccessBlockConfiguration ?? {};
  const { Statement: statements } =
    policy?.Policy === undefined ? { Statement: [] } : policyShape.parse(JSON.parse(policy.Policy));
  return {
    isBlocked: [BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets].every(
      (is) => is === true,
    ),
    // One whose versioning was suspended still has the versions from before; it is emptied by hand.
    hasVersions: Status === 'Enabled',
    expires: (lifecycle?.Rules ?? []).flatMap((rule) =>
      rule.Status === 'Enabled' && rule.Expiration?.Days !== undefined ? [rule.Filter?.Prefix ?? ''] : [],
    ),
    needsTls: statements.some((statement) => withoutTls.safeParse(statement).success),
  };
};
