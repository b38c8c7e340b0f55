import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { buildFunctions, type FunctionName } from '../../infra/build.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { lambdaEvent } from '../../infra/local/lambda-event.ts';
import { localSettings } from '../../infra/local/local-settings.ts';
import { region, startEmulators } from '../../infra/local/start-emulators.ts';
import { openStateFolder } from '../../infra/local/state-folder.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import { functionEnvironment } from '../bench/function-environment.ts';
import { startFunctionProcess, type FunctionProcess } from '../bench/function-process.ts';
import type { CountedOperation } from './counted.ts';
import { startMeteringProxy, startS3MeteringProxy } from './metering-proxy.ts';

const times = 20;

export type Request = {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** What is done, as often as it is counted. @returns what it answered */
export type Operation = (number: number) => Promise<string>;

export type CountedAnswers = { readonly counted: CountedOperation; readonly answers: readonly string[] };

export type CountingService = {
  readonly start: (name: FunctionName) => Promise<FunctionProcess>;
  /** @param bytesOf an answer; those of the text when absent */
  readonly count: (operation: Operation, bytesOf?: (answer: string) => number) => Promise<CountedAnswers>;
  /** A member who may read every case. @returns their header `authorization` */
  readonly addMember: () => Promise<string>;
  readonly close: () => Promise<void>;
};

type Proxies = {
  readonly dynamoDb: Awaited<ReturnType<typeof startMeteringProxy>>;
  readonly kms: Awaited<ReturnType<typeof startMeteringProxy>>;
  readonly s3: Awaited<ReturnType<typeof startS3MeteringProxy>>;
};

/** The functions' bundles in processes of their own, against emulators behind proxies that count. */
export const startCountingService = async (): Promise<CountingService> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-cost-'));
  const settings = localSettings();
  await buildFunctions({ settings, outputFolder: join(folder, 'bundles') });
  const emulators = await startEmulators(await openStateFolder(join(folder, 'state')), {
    sender: settings.sender,
    now: () => new Date(),
  });
  const dynamoDb = await startMeteringProxy(emulators.dynamoDb.url);
  const kms = await startMeteringProxy(emulators.kms.url);
  const s3 = await startS3MeteringProxy(emulators.s3.url);
  const client = new DynamoDBClient({
    endpoint: emulators.dynamoDb.url,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  });
  const processes: FunctionProcess[] = [];
  return {
    async start(name) {
      const environment = functionEnvironment(name, {
        endpoints: { dynamoDb: dynamoDb.url, kms: kms.url, ses: emulators.ses.url, s3: s3.url },
        tables: emulators.tables,
        bucket: emulators.bucket,
        keyId: emulators.kms.keyArn,
      });
      const made = await startFunctionProcess(join(folder, 'bundles', name, 'index.mjs'), environment);
      processes.push(made);
      return made;
    },
    count: (operation, bytesOf = (answer) => Buffer.byteLength(answer)) =>
      countOperation({ dynamoDb, kms, s3 }, operation, bytesOf),
    addMember: () => addCostMember(client, emulators.tables.team, settings.defaultChannel),
    async close() {
      for (const made of processes) made.stop();
      client.destroy();
      await dynamoDb.close();
      await kms.close();
      await s3.close();
      await emulators.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** One of each is not counted: a new process reads keys that it then keeps. */
const countOperation = async (
  { dynamoDb, kms, s3 }: Proxies,
  operation: Operation,
  bytesOf: (answer: string) => number,
): Promise<CountedAnswers> => {
  const answers = [await operation(0)];
  for (const proxy of [dynamoDb, kms, s3]) proxy.take();
  for (let number = 1; number <= times; number++) answers.push(await operation(number));
  const [calls, s3Calls] = [dynamoDb.take(), s3.take()];
  const perOperation = (amount: number): number => Number((amount / times).toFixed(2));
  const counted: CountedOperation = {
    calls: perOperation(calls.length),
    kmsCalls: perOperation(kms.take().length),
    s3Puts: perOperation(s3Calls.filter((kind) => kind === 'put').length),
    s3Gets: perOperation(s3Calls.filter((kind) => kind === 'get').length),
    readUnits: perOperation(calls.reduce((sum, { reads }) => sum + reads, 0)),
    writeUnits: perOperation(calls.reduce((sum, { writes }) => sum + writes, 0)),
    answerBytes: Math.round(answers.reduce((sum, body) => sum + bytesOf(body), 0) / answers.length),
  };
  return { counted, answers };
};

const addCostMember = async (client: DynamoDBClient, table: string, channel: string): Promise<string> => {
  const random = {
    bytes: (length: number) => randomBytes(length),
    integer: (limit: number) => randomInt(limit),
  };
  const office = { client, table, random, now: new Date() };
  const { memberId } = await addMember(office, {
    name: 'Cost',
    email: 'cost@example.org',
    channels: [channel],
  });
  return `Bearer ${(await createAccessToken(office, memberId)) ?? ''}`;
};

/** Asks a function over its HTTP event. */
export const ask =
  (by: FunctionProcess, request: (number: number) => Request): Operation =>
  async (number) => {
    const {
      bodies: [body = ''],
    } = await by.answer([eventOf(request(number))]);
    return body;
  };

const eventOf = ({ method = 'GET', path, headers = {}, body = '' }: Request): unknown =>
  lambdaEvent(
    {
      method,
      url: path,
      headers: { host: 'cost.example.org', ...headers },
      body: Buffer.from(body),
      sourceIp: '127.0.0.1',
      httpVersion: '1.1',
    },
    { requestId: 'cost', now: new Date() },
  );
