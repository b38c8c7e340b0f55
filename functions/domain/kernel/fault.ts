export type FaultCode =
  | 'storage-busy'
  | 'storage-unavailable'
  | 'storage-refused'
  | 'row-unreadable'
  | 'kms-busy'
  | 'kms-unavailable'
  | 'kms-refused'
  | 'not-ready'
  | 'unexpected';

/**
 * Something went wrong that nobody asked for. It is thrown, answered once with a fixed sentence, and logged by its
 * code alone; it carries no message from outside, so none can leak.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  /** Seconds after which trying again helps; absent when it does not. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: FaultCode, retryAfterSeconds?: number) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const faultCode = (error: unknown): FaultCode => (error instanceof Fault ? error.code : 'unexpected');
