import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { Fault } from '../../domain/kernel/fault.ts';
import { awsErrorKind, retryAfterSeconds } from '../aws/error-kind.ts';

const sdkError = z.object({
  name: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

/** Two writers of one name at once: S3 wants it tried again, the SDK does not. */
const conflictNames = new Set(['ConditionalRequestConflict', 'OperationAborted']);
/** What the SDK tries again by itself, by S3's names. */
const busyNames = new Set(['SlowDown', 'RequestTimeout', ...conflictNames]);

/** Answers of S3 that say something of an object, not of the service. */
type ObjectAnswer = 'not-there' | 'there';

/**
 * `not-there` also when access is denied: S3 does not tell whoever may not list (and the reporter and the team may not)
 * that an object is missing.
 */
const objectAnswer = (error: unknown): ObjectAnswer | undefined => {
  const status = sdkError.safeParse(error).data?.$metadata?.httpStatusCode;
  if (status === 403 || status === 404) return 'not-there';
  return status === 412 ? 'there' : undefined;
};

const storageFault = (error: unknown): Fault => {
  if (error instanceof Fault) return error;
  const kind = busyNames.has(sdkError.safeParse(error).data?.name ?? '') ? 'busy' : awsErrorKind(error);
  return new Fault(`storage-${kind}`, kind === 'refused' ? undefined : retryAfterSeconds);
};

const mostAttempts = 3;

/**
 * Runs a call with its answer read to the end. The SDK tries again what fails before an answer; this does it for what
 * S3 calls a conflict, and for an answer that breaks off or does not fit its checksum.
 * @param handled what such an answer means to the caller; without it, it is a fault like any other
 * @throws {Fault} `storage-…` when the call fails for good, or the last attempt does
 */
export const s3Call = async <T>(
  call: () => Promise<T>,
  handled: Readonly<Partial<Record<ObjectAnswer, () => T>>> = {},
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const answer = objectAnswer(error);
      const handle = answer && handled[answer];
      if (handle) return handle();
      if (attempt === mostAttempts || !isWorthAnother(error)) throw storageFault(error);
      await pause(50 * attempt);
    }
  }
};

/** An error without the metadata of an answer came after the SDK's own attempts, while the answer was read. */
const isWorthAnother = (error: unknown): boolean => {
  if (error instanceof Fault) return false;
  const { data } = sdkError.safeParse(error);
  return data?.$metadata === undefined || conflictNames.has(data.name);
};
