import { randomUUID } from 'node:crypto';
import { functionNames, type FunctionName } from '../../infra/build.ts';
import { serveFunction } from '../../infra/local/serve-function.ts';
import { startFunctionProcess, type FunctionProcess } from '../bench/function-process.ts';
import type { Deployment } from './deployment.ts';
import type { Rehearsed } from './moto.ts';

export type RunningFunctions = {
  readonly reporterUrl: string;
  readonly teamUrl: string;
  /** One run of the scheduled function. */
  readonly scheduledRun: () => Promise<void>;
  /** Runs the mail function with an event of S3. @throws when it fails */
  readonly receive: (event: object) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * The deployed bundles, each in a process of its own with the environment the stack gave it and nothing else of this
 * machine's but where AWS is; the two that answer to the web behind events of an HTTP API.
 */
export const runFunctions = async (
  aws: Rehearsed,
  { functions }: Pick<Deployment, 'functions'>,
): Promise<RunningFunctions> => {
  const processes = new Map<FunctionName, FunctionProcess>();
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of stops.splice(0).reverse()) await close();
  };
  try {
    for (const name of functionNames) {
      const { bundle, environment } = functions[name];
      const started = await startFunctionProcess(bundle, {
        ...environment,
        ...aws.environment,
        AWS_ENDPOINT_URL_S3: aws.s3Endpoint,
        AWS_LAMBDA_FUNCTION_NAME: name,
        NODE_NO_WARNINGS: '1',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      });
      stops.push(started.stop);
      processes.set(name, started);
    }
    const invoke = (name: FunctionName) => async (event: string) =>
      JSON.stringify((await processes.get(name)?.invoke(JSON.parse(event))) ?? null);
    const now = (): Date => new Date();
    const reporter = await serveFunction({ invoke: invoke('reporter'), port: 0, now });
    stops.push(reporter.close);
    const team = await serveFunction({ invoke: invoke('team'), port: 0, now });
    stops.push(team.close);
    const beatEvent = () => ({ source: 'aws.scheduler', id: randomUUID(), time: now().toISOString() });
    return {
      reporterUrl: reporter.url,
      teamUrl: team.url,
      scheduledRun: async () => {
        await invoke('scheduled')(JSON.stringify(beatEvent()));
      },
      receive: async (event) => {
        await invoke('mail')(JSON.stringify(event));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
