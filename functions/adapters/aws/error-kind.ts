import * as z from 'zod';

const sdkError = z.object({
  name: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
  code: z.string().optional(),
});

const busyNames = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
  'LimitExceededException',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/**
 * What an error of the AWS SDK means for whoever waits: `busy` and `unavailable` pass (try again), `refused` does not.
 * Everything else about the error stays here.
 */
export const awsErrorKind = (error: unknown): 'busy' | 'unavailable' | 'refused' => {
  const parsed = sdkError.safeParse(error);
  if (!parsed.success) return 'unavailable';
  if (busyNames.has(parsed.data.name)) return 'busy';
  const status = parsed.data.$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500 ? 'refused' : 'unavailable';
};

/** Seconds to wait before trying again, as told in `Retry-After`. */
export const retryAfterSeconds = 5;
