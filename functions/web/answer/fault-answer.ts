import { Fault } from '../../domain/kernel/fault.ts';
import type { Problem } from './problem.ts';

/** What a client is told of a fault: whether trying again helps, and nothing else. */
export const problemOfFault = (error: unknown): Problem => {
  const retryAfter = error instanceof Fault ? error.retryAfterSeconds : undefined;
  return retryAfter === undefined
    ? { status: 500, code: 'fault', detail: 'Something went wrong on our side. It has been noted.' }
    : {
        status: 503,
        code: 'try-again',
        detail:
          'The service cannot answer right now. Please try again shortly; sending the same again is safe.',
        headers: { 'retry-after': String(retryAfter) },
      };
};
