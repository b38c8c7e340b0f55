import { Fault } from '../../../domain/kernel/fault.ts';
import { awsErrorKind, retryAfterSeconds } from '../../aws/error-kind.ts';

/**
 * Waits for a call of the store; whatever the SDK throws becomes a fault that says nothing of the content.
 * @throws {Fault} `storage-…` whenever the call rejects
 */
export const faultsOf = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw storageFault(error);
  }
};

export const storageFault = (error: unknown): Fault => {
  switch (awsErrorKind(error)) {
    case 'busy':
      return new Fault('storage-busy', retryAfterSeconds);
    case 'unavailable':
      return new Fault('storage-unavailable', retryAfterSeconds);
    case 'refused':
      return new Fault('storage-refused');
  }
};
