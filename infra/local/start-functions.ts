import { chmod } from 'node:fs/promises';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { functionNames, type FunctionName } from '../build.ts';
import { bucketVariable, mailBucketVariable } from '../bucket.ts';
import { tables } from '../tables.ts';
import { accessKeys } from './access-keys.ts';
import { FunctionRunner } from './function-runner.ts';
import { configurationSet, region, reporterConfigurationSet, type Emulators } from './start-emulators.ts';
import type { StateFolder } from './state-folder.ts';

/** As in the stack, in milliseconds. */
const timeouts: Readonly<Record<FunctionName, number>> = {
  reporter: 25_000,
  team: 25_000,
  scheduled: 50_000,
  mail: 300_000,
};

export type Functions = Readonly<Record<FunctionName, FunctionRunner>> & {
  readonly stop: () => Promise<void>;
};

/** The three functions, each in a thread with its own environment; what they print goes to one log file. */
export const startFunctions = async (
  files: StateFolder,
  options: {
    readonly emulators: Emulators;
    readonly workerFile: string;
    readonly reporterUrl: string;
    readonly teamUrl: string;
    readonly timeouts?: Partial<Record<FunctionName, number>> | undefined;
    readonly clockShiftMs?: (() => number) | undefined;
    /** Also receives what the functions print. */
    readonly echo?: ((line: string) => void) | undefined;
  },
): Promise<Functions> => {
  const logFile = await openLog(files.functionLog);
  const log = (line: string): void => {
    logFile.write(line);
    options.echo?.(line);
  };
  const runner = (name: FunctionName): FunctionRunner =>
    new FunctionRunner({
      name: `conductline-${name}`,
      workerFile: options.workerFile,
      bundle: join(files.bundles, name, 'index.mjs'),
      environment: environmentOf(name, options),
      timeout: options.timeouts?.[name] ?? timeouts[name],
      log,
      clockShiftMs: options.clockShiftMs,
    });
  const runners = {
    reporter: runner('reporter'),
    team: runner('team'),
    scheduled: runner('scheduled'),
    mail: runner('mail'),
  };
  return {
    ...runners,
    stop: async () => {
      await Promise.all(functionNames.map((name) => runners[name].stop()));
      await new Promise((resolve) => logFile.end(resolve));
    },
  };
};

const environmentOf = (
  name: FunctionName,
  {
    emulators,
    reporterUrl,
    teamUrl,
  }: { readonly emulators: Emulators; readonly reporterUrl: string; readonly teamUrl: string },
): Record<string, string> => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeys[name],
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: emulators.dynamoDb.url,
  AWS_ENDPOINT_URL_KMS: emulators.kms.url,
  AWS_ENDPOINT_URL_S3: emulators.s3.url,
  AWS_ENDPOINT_URL_SES: emulators.ses.url,
  AWS_LAMBDA_FUNCTION_NAME: `conductline-${name}`,
  [tables.vault.environment]: emulators.tables.vault,
  [tables.cases.environment]: emulators.tables.cases,
  [tables.team.environment]: emulators.tables.team,
  [bucketVariable]: emulators.bucket,
  ...((name === 'mail' || name === 'scheduled') && { [mailBucketVariable]: emulators.mailBucket }),
  ...(name !== 'reporter' && { KEY_ID: emulators.kms.keyArn }),
  ...((name === 'team' || name === 'scheduled') && { REPORTER_URL: reporterUrl }),
  ...(name === 'scheduled' && {
    TEAM_URL: teamUrl,
    CONFIGURATION_SET: configurationSet,
    REPORTER_CONFIGURATION_SET: reporterConfigurationSet,
  }),
});

const openLog = async (path: string): Promise<WriteStream> => {
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  await new Promise((resolve, reject) => {
    file.once('open', resolve);
    file.once('error', reject);
  });
  await chmod(path, 0o600);
  return file;
};
