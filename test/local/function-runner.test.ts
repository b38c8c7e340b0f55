import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lambdaHandler } from '../../functions/adapters/lambda/lambda-handler.ts';
import { multipartLimitBytes } from '../../functions/web/request/request-body.ts';
import { buildWorker } from '../../infra/local/build-worker.ts';
import { FunctionRunner } from '../../infra/local/function-runner.ts';
import type { Listening } from '../../infra/local/listen.ts';
import { serveFunction } from '../../infra/local/serve-function.ts';

/** A function whose event's body says what it does; every thread counts its own events. */
const bundleText = `
let count = 0;
const met = [];
const nap = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const answers = {
  echo: (event) => ({ statusCode: 200, headers: { 'Content-Type': 'text/html', 'Content-Length': '3' }, cookies: ['a=1', 'b=2'], body: event.rawPath }),
  count: () => ({ statusCode: 200, body: String(count) }),
  environment: () => ({ statusCode: 200, body: JSON.stringify(process.env) }),
  context: (event, context) => ({ statusCode: 200, body: JSON.stringify([context.awsRequestId, context.getRemainingTimeInMillis()]) }),
  bytes: () => ({ statusCode: 200, isBase64Encoded: true, body: 'AP8=' }),
  plain: () => ({ hello: 'world' }),
  nothing: () => undefined,
  odd: () => ({ statusCode: 'many' }),
  throw: () => { throw new TypeError('secret text') },
  print: () => { process.stdout.write('{"event":"one"}\\n{"event":"two"}\\n'); return { statusCode: 204 } },
  printAndDie: async () => { process.stdout.write('{"event":"crash"}\\n'); process.exit(1) },
  die: () => process.exit(1),
  crash: async () => { setTimeout(() => { throw new Error('later') }, 0); await nap(10000) },
  meet: () => new Promise((resolve) => {
    met.push(resolve);
    if (met.length === 20) for (const each of met) each({ statusCode: 200, body: 'met' });
  }),
  nap: async () => { await nap(150); return { statusCode: 200, body: 'rested' } },
  hang: () => nap(60000),
  spin: () => { for (;;); },
};
export const handler = (event, context) => { count += 1; return answers[event.rawPath.slice(1)](event, context); };
`;

let folder: string;
let printed: string[];
let runner: FunctionRunner;
let gateway: Listening;
/** Of functions that are to run out of it; the others have as long as a busy machine takes. */
const timeout = 600;
const patience = 120_000;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-functions-'));
  await buildWorker(join(folder, 'function-worker.mjs'));
  await writeFile(join(folder, 'index.mjs'), bundleText);
});
afterAll(() => rm(folder, { recursive: true }));

const makeRunner = (bundle: string, milliseconds = patience): FunctionRunner =>
  new FunctionRunner({
    name: 'tried',
    workerFile: join(folder, 'function-worker.mjs'),
    bundle,
    environment: { ONLY: 'this' },
    timeout: milliseconds,
    log: (line) => printed.push(line),
  });

beforeEach(async () => {
  printed = [];
  runner = makeRunner(join(folder, 'index.mjs'));
  gateway = await serveFunction({
    invoke: (event, requestId) => runner.invoke(event, requestId),
    port: 0,
    now: () => new Date(),
    timeout: 2 * patience,
  });
});
afterEach(async () => {
  await gateway.close();
  await runner.stop();
});

const get = (path: string) => fetch(gateway.url + path);
const textOf = async (path: string): Promise<string> => (await get(path)).text();
const failed = { status: 500, body: { message: 'Internal Server Error' } };
const answerOf = async (path: string) => {
  const response = await get(path);
  const body: unknown = await response.json();
  return { status: response.status, body };
};

describe('a function', () => {
  test('answers with its status, headers, cookies and body', async () => {
    const response = await get('/echo');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('/echo');
  });

  test('may answer bytes in base64, or any value without a status', async () => {
    expect(new Uint8Array(await (await get('/bytes')).arrayBuffer())).toEqual(new Uint8Array([0, 255]));
    expect(await (await get('/plain')).json()).toEqual({ hello: 'world' });
    expect(await textOf('/nothing')).toBe('null');
    expect((await get('/count')).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('sees its own environment and nothing of ours', async () => {
    expect(JSON.parse(await textOf('/environment'))).toEqual({ ONLY: 'this' });
  });

  test('is told its request and how much time is left', async () => {
    const [requestId, left] = JSON.parse(await textOf('/context')) as [string, number];
    expect(requestId).toMatch(/^.{15}$/);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(patience);
  });

  test('takes many events at the same time in one thread', async () => {
    // Each is answered when all of them have come.
    const all = await Promise.all(Array.from({ length: 20 }, () => textOf('/meet')));
    expect(all).toEqual(Array(20).fill('met'));
    expect(await textOf('/count')).toBe('21');
  });

  test('has its printed lines in the log, also when it ends itself right after', async () => {
    await get('/print');
    await get('/printAndDie');
    await runner.stop();
    expect(printed.join('').trimEnd().split('\n')).toEqual([
      '{"event":"one"}',
      '{"event":"two"}',
      '{"event":"crash"}',
    ]);
  });
});

describe('a failing function', () => {
  const runOutSoon = async (milliseconds = timeout): Promise<void> => {
    await runner.stop();
    runner = makeRunner(join(folder, 'index.mjs'), milliseconds);
  };

  test.each(['/throw', '/odd'])('%s is answered with 500 and goes on in the same thread', async (path) => {
    expect(await answerOf(path)).toEqual(failed);
    expect(await textOf('/count')).toBe('2');
  });

  test.each(['/die', '/crash'])(
    '%s is answered with 500, and a new thread takes the next event',
    async (path) => {
      expect(await answerOf(path)).toEqual(failed);
      expect(await textOf('/count')).toBe('1');
    },
  );

  test.each(['/hang', '/spin'])(
    '%s is answered with 500 after its time, and a new thread follows',
    async (path) => {
      await runOutSoon();
      const begin = performance.now();
      expect(await answerOf(path)).toEqual(failed);
      expect(performance.now() - begin).toBeGreaterThanOrEqual(timeout - 5);
      // On a busy machine a new thread may not be there in time either; the one after it counts anew.
      await expect.poll(() => textOf('/count'), { timeout: patience }).toBe('1');
    },
  );

  test('does not take the events beside it down when one hangs', async () => {
    // Long enough for a nap on a busy machine.
    const soon = 10 * timeout;
    await runOutSoon(soon);
    const hanging = answerOf('/hang');
    await new Promise((resolve) => setTimeout(resolve, soon - 100));
    const beside = textOf('/nap');
    expect(await hanging).toEqual(failed);
    expect(await beside).toBe('rested');
  });

  test('whose bundle does not load answers 500', async () => {
    await writeFile(join(folder, 'broken.mjs'), 'throw new Error("no")');
    const broken = makeRunner(join(folder, 'broken.mjs'));
    await expect(broken.warm()).rejects.toMatchObject({ reason: 'died' });
    await expect(broken.invoke('{}', 'r')).rejects.toMatchObject({ reason: 'died' });
    await broken.stop();
  });
});

describe('the gateway', () => {
  test('answers 503 when the function takes longer than the gateway waits', async () => {
    const slow = await serveFunction({
      invoke: () => new Promise(() => undefined),
      port: 0,
      now: () => new Date(),
      timeout: 50,
    });
    const response = await fetch(slow.url);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ message: 'Service Unavailable' });
    await slow.close();
  });

  test.each([
    ['more than 10 MB', 10 * 1024 * 1024 + 1],
    ['an event of more than 6 MB', 5 * 1024 * 1024],
  ])('answers 413 to %s', async (_what, size) => {
    const response = await fetch(`${gateway.url}/echo`, { method: 'POST', body: new Uint8Array(size) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: 'Request Entity Too Large' });
  });

  test('hands the largest form with files to a function, and four megabytes back, byte for byte', async () => {
    const mostBack = 4 * 1024 * 1024;
    const handler = lambdaHandler(
      async (request) =>
        new Response((await request.arrayBuffer()).slice(0, mostBack), {
          headers: { 'content-type': 'application/octet-stream' },
        }),
      () => undefined,
      'anonymous',
    );
    const echo = await serveFunction({
      invoke: async (event) => JSON.stringify(await handler(JSON.parse(event))),
      port: 0,
      now: () => new Date(),
    });
    const sent = randomBytes(multipartLimitBytes);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const response = await fetch(echo.url, { method: 'PUT', headers, body: sent });
    expect(response.status).toBe(200);
    const back = Buffer.from(await response.arrayBuffer());
    expect(back.equals(sent.subarray(0, mostBack))).toBe(true);
    await echo.close();
  });

  test('answers 400 to a path that cannot be decoded', async () => {
    expect((await get('/%ff')).status).toBe(400);
  });
});
