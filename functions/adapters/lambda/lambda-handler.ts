import { faultCode } from '../../domain/kernel/fault.ts';
import type { Log } from '../log/log.ts';
import { answerOfResponse, requestOfEvent, type Callers, type HttpAnswer } from './lambda-event.ts';
import { badRequest, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { problemOfFault } from '../../web/answer/fault-answer.ts';
import { addSecurityHeaders } from '../../web/answer/security-headers.ts';

/**
 * A Lambda handler over a web application. Nothing escapes it: an error that left it would be logged by the runtime
 * with its stack.
 */
export const lambdaHandler =
  (
    application: (request: Request) => Response | Promise<Response>,
    log: Log,
    callers: Callers,
    publicHost?: string,
  ) =>
  async (event: unknown): Promise<HttpAnswer> => {
    try {
      const request = requestOfEvent(event, callers, publicHost);
      return await answerOfResponse(request ? await application(request) : refusal(badRequest));
    } catch (error) {
      log({ event: 'fault', code: faultCode(error) });
      return answerOfResponse(refusal(problemOfFault(error)));
    }
  };

/** What the application did not get to answer has the headers its answers have. */
const refusal = (problem: Problem): Response => {
  const response = problemResponse(problem);
  addSecurityHeaders(response.headers);
  return response;
};

/** Ends the process on an error nobody awaited, with a code in the log instead of the runtime's stack. */
export const logCrashes = (log: Log): void => {
  const crash = (): void => {
    log({ event: 'crash', code: 'uncaught' });
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
};
