import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { shiftClock } from './shift-clock.ts';
import type { Invocation, Outcome, WorkerSettings } from './worker-messages.ts';

/**
 * Runs in a worker thread: one function's bundle, fed with events by `FunctionRunner`. What a handler throws
 * is printed as the Lambda runtime prints it in the JSON log format, so that tests see what would be logged.
 */
const settings = workerData as WorkerSettings; // Made by FunctionRunner alone.

type Handler = (event: unknown, context: object) => unknown;

const bundle: unknown = await import(pathToFileURL(settings.bundle).href);

const handlerOf = (module: unknown): Handler => {
  if (typeof module === 'object' && module !== null && 'handler' in module) {
    // A bundle's `handler` is a function by the build's contract; calling anything else fails the event.
    return module.handler as Handler;
  }
  throw new Error('the bundle exports no handler');
};
const handler = handlerOf(bundle);

const contextFor = ({ requestId, deadline }: Invocation): object => ({
  awsRequestId: requestId,
  functionName: settings.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${settings.name}`,
  memoryLimitInMB: '256',
  logGroupName: `/aws/lambda/${settings.name}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const run = async (invocation: Invocation): Promise<Outcome> => {
  shiftClock(invocation.clockShiftMs);
  try {
    const returned = await handler(JSON.parse(invocation.event), contextFor(invocation));
    return { id: invocation.id, returned: JSON.stringify(returned ?? null) };
  } catch (error) {
    const { name: errorType, message: errorMessage, stack } = asError(error);
    const message = { errorType, errorMessage, stackTrace: stack?.split('\n') };
    const timestamp = new Date().toISOString();
    process.stdout.write(`${JSON.stringify({ timestamp, level: 'ERROR', message })}\n`);
    return { id: invocation.id };
  }
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

parentPort?.on('message', (invocation: Invocation) => {
  void run(invocation).then((outcome) => parentPort?.postMessage(outcome));
});
parentPort?.postMessage('ready');
