import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { buildFunctions, type FunctionName } from '../../infra/build.ts';
import { lambdaEvent } from '../../infra/local/lambda-event.ts';
import { localSettings } from '../../infra/local/local-settings.ts';
import { startEmulators } from '../../infra/local/start-emulators.ts';
import { openStateFolder } from '../../infra/local/state-folder.ts';
import { functionEnvironment } from '../bench/function-environment.ts';
import { startFunctionProcess, type FunctionProcess } from '../bench/function-process.ts';
import type { ReporterRequest } from '../cost/attach-file.ts';
import { startMeteringProxy, startS3MeteringProxy } from '../cost/metering-proxy.ts';

const answered = z.object({
  statusCode: z.number(),
  body: z.string(),
  isBase64Encoded: z.boolean().optional(),
});
export type Answered = z.infer<typeof answered>;

export type Timed = {
  readonly answers: readonly Answered[];
  /** Milliseconds of processor time for one request. */
  readonly cpu: number;
  /** Calls to DynamoDB and S3 for one request. */
  readonly calls: number;
};

export type UnderLoad = {
  readonly ask: (by: FunctionProcess, request: ReporterRequest) => Promise<Answered>;
  readonly time: (by: FunctionProcess, requests: readonly ReporterRequest[]) => Promise<Timed>;
  readonly reporter: FunctionProcess;
  readonly team: FunctionProcess;
  readonly stop: () => Promise<void>;
};

/** The reporter’s and the team’s bundles in processes of their own, with budgets that nothing here fills. */
export const startUnderLoad = async (): Promise<UnderLoad> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-flood-'));
  const settings = localSettings({
    abuse: { minimumFormSeconds: 0, entriesPerHour: 1_000 },
    attachments: { dayMegabytes: 100_000, caseMegabytes: 10_000 },
  });
  await buildFunctions({ settings, outputFolder: join(folder, 'bundles') });
  const emulators = await startEmulators(await openStateFolder(join(folder, 'state')), {
    sender: settings.sender,
    now: () => new Date(),
  });
  const dynamoDb = await startMeteringProxy(emulators.dynamoDb.url);
  const s3 = await startS3MeteringProxy(emulators.s3.url);
  const takeCalls = (): number => dynamoDb.take().length + s3.take().length;
  const start = (name: FunctionName): Promise<FunctionProcess> => {
    const environment = functionEnvironment(name, {
      endpoints: {
        dynamoDb: dynamoDb.url,
        kms: emulators.kms.url,
        ses: emulators.ses.url,
        s3: s3.url,
      },
      tables: emulators.tables,
      bucket: emulators.bucket,
      keyId: emulators.kms.keyArn,
    });
    return startFunctionProcess(join(folder, 'bundles', name, 'index.mjs'), environment);
  };
  const scheduled = await start('scheduled');
  await scheduled.run({});
  scheduled.stop();
  const [reporter, team] = [await start('reporter'), await start('team')];
  return {
    reporter,
    team,
    time: (by, requests) => time(by, requests, takeCalls),
    ask: async (by, request) => {
      const [answer] = (await time(by, [request], takeCalls)).answers;
      if (!answer) throw new Error('one request has one answer');
      return answer;
    },
    stop: async () => {
      reporter.stop();
      team.stop();
      await dynamoDb.close();
      await s3.close();
      await emulators.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const time = async (
  by: FunctionProcess,
  requests: readonly ReporterRequest[],
  takeCalls: () => number,
): Promise<Timed> => {
  takeCalls();
  const { returned, cpu } = await by.timed(requests.map(eventOf));
  return {
    answers: returned.map((one) => answered.parse(one)),
    cpu,
    calls: Math.ceil(takeCalls() / requests.length),
  };
};

const eventOf = ({ method, path, headers, body = '' }: ReporterRequest): unknown =>
  lambdaEvent(
    {
      method,
      url: path,
      headers: { host: 'flood.example.org', ...headers },
      body: Buffer.from(body),
      sourceIp: '127.0.0.1',
      httpVersion: '1.1',
    },
    { requestId: 'flood', now: new Date() },
  );
