import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { selfCheckMinute } from '../../functions/scheduled/scheduled-run.ts';
import { buildFunctions, type FunctionName } from '../../infra/build.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { lambdaEvent } from '../../infra/local/lambda-event.ts';
import { localSettings } from '../../infra/local/local-settings.ts';
import { region, startEmulators } from '../../infra/local/start-emulators.ts';
import { openStateFolder } from '../../infra/local/state-folder.ts';
import { functionEnvironment } from '../bench/function-environment.ts';
import { startFunctionProcess, type FunctionProcess } from '../bench/function-process.ts';
import { sampleAnswers, sampleReport } from '../bench/sample-report.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import { attachFile } from './attach-file.ts';
import type { Counted, CountedOperation } from './counted.ts';
import { startMeteringProxy, startS3MeteringProxy } from './metering-proxy.ts';

const times = 20;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const filed = z.object({ token: z.string() });
const listed = z.object({ cases: z.array(z.object({ id: z.string() })) });

type Request = {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** Runs each operation of the service against the emulators and counts what AWS would charge for, one operation at a time. */
export const countOperations = async (): Promise<Counted['operations']> => {
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
  const start = async (name: FunctionName): Promise<FunctionProcess> => {
    const environment = functionEnvironment(name, {
      endpoints: { dynamoDb: dynamoDb.url, kms: kms.url, ses: emulators.ses.url, s3: s3.url },
      tables: emulators.tables,
      bucket: emulators.bucket,
      keyId: emulators.kms.keyArn,
    });
    const made = await startFunctionProcess(join(folder, 'bundles', name, 'index.mjs'), environment);
    processes.push(made);
    return made;
  };
  /** One of each is not counted: a new process reads keys that it then keeps. */
  const count = async (
    operation: (number: number) => Promise<string>,
    bytesOf: (body: string) => number = (body) => Buffer.byteLength(body),
  ) => {
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

  try {
    const scheduled = await start('scheduled');
    const ring = async (): Promise<string> => {
      while (new Date().getUTCMinutes() === selfCheckMinute) await wait(5_000);
      await scheduled.run({});
      return '';
    };
    await ring();
    const idle = await count(ring);
    const reporter = await start('reporter');
    const ask = (by: FunctionProcess, request: (number: number) => Request) => (number: number) =>
      by.answer([eventOf(request(number))]).then(({ bodies: [body = ''] }) => body);
    const submitted = await count(
      ask(reporter, (number) => ({
        method: 'POST',
        path: '/api/reports',
        headers: json,
        body: sampleReport(number),
      })),
    );
    const tokens = submitted.answers.map((body) => filed.parse(JSON.parse(body)).token);
    const tokenOf = (number: number): string => tokens[number % tokens.length] ?? '';
    const asForm = (path: string, fields: (number: number) => Record<string, string>) =>
      ask(reporter, (number) => ({
        method: 'POST',
        path,
        headers: form,
        body: new URLSearchParams(fields(number)).toString(),
      }));
    const page = await count(ask(reporter, () => ({ path: '/report' })));
    const submit = await count(asForm('/report', (number) => sampleAnswers(number + 1_000)));
    const followUp = await count(asForm('/follow-up', (number) => ({ words: tokenOf(number) })));
    const reply = await count(
      ask(reporter, (number) => ({
        method: 'POST',
        path: '/api/follow-up/entries',
        headers: { ...json, authorization: `Bearer ${tokenOf(number)}` },
        body: JSON.stringify({ text: `One more thing. (${number})` }),
      })),
    );
    const team = await start('team');
    const random = {
      bytes: (length: number) => randomBytes(length),
      integer: (limit: number) => randomInt(limit),
    };
    const office = { client, table: emulators.tables.team, random, now: new Date() };
    const { memberId } = await addMember(office, {
      name: 'Cost',
      email: 'cost@example.org',
      channels: [settings.defaultChannel],
    });
    const authorization = `Bearer ${(await createAccessToken(office, memberId)) ?? ''}`;
    const queue = await count(ask(team, () => ({ path: '/api/cases', headers: { authorization } })));
    const ids = listed.parse(JSON.parse(queue.answers[0] ?? '')).cases.map(({ id }) => id);
    const idOf = (number: number): string => ids[number % ids.length] ?? '';
    const open = await count(
      ask(team, (number) => ({ path: `/api/cases/${idOf(number)}`, headers: { authorization } })),
    );
    const message = await count(
      ask(team, (number) => ({
        method: 'POST',
        path: `/api/cases/${idOf(number)}/messages`,
        headers: { ...json, authorization },
        body: JSON.stringify({ thread: 'reporter', text: `Thank you. Are you safe? (${number})` }),
      })),
    );
    const answered = new Map<string, number>();
    const attach = await count(
      async (number) => {
        let bytes = 0;
        const tallied = async (request: Request): Promise<string> => {
          const body = await ask(reporter, () => request)(number);
          bytes += Buffer.byteLength(body);
          return body;
        };
        const { id } = await attachFile(tallied, { authorization: `Bearer ${tokenOf(number)}` });
        answered.set(id, bytes);
        return id;
      },
      (id) => answered.get(id) ?? 0,
    );
    const inBase64 = (body: string): number => Buffer.from(body, 'base64').length;
    const readFile = await count(
      ask(reporter, (number) => ({
        path: `/api/follow-up/attachments/${attach.answers[number] ?? ''}`,
        headers: { authorization: `Bearer ${tokenOf(number)}` },
      })),
      inBase64,
    );
    const caseWith = new Map<string, string>();
    for (const id of ids) {
      const seen = await ask(team, () => ({ path: `/api/cases/${id}`, headers: { authorization } }))(0);
      for (const file of attach.answers) if (seen.includes(file)) caseWith.set(file, id);
    }
    const listedFiles = [...caseWith.keys()];
    const readFileByTeam = await count(
      ask(team, (number) => {
        const file = listedFiles[number % listedFiles.length] ?? '';
        return {
          path: `/api/cases/${caseWith.get(file) ?? ''}/attachments/${file}`,
          headers: { authorization },
        };
      }),
      inBase64,
    );
    const files = { attach, readFile, readFileByTeam };
    const counts = { idle, page, submit, followUp, reply, queue, open, message, ...files };
    return Object.fromEntries(
      Object.entries(counts).map(([name, { counted }]) => [name, counted]),
    ) as Counted['operations'];
  } finally {
    for (const made of processes) made.stop();
    client.destroy();
    await dynamoDb.close();
    await kms.close();
    await s3.close();
    await emulators.stop();
    await rm(folder, { recursive: true, force: true });
  }
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
