import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Batch } from './function-host.ts';

const batchDone = z.object({ returned: z.array(z.unknown()), cpuMilliseconds: z.number() });
const httpAnswer = z.object({ statusCode: z.number(), body: z.string() });

export type Answered = {
  /** The bodies, in the order of the events. */
  readonly bodies: readonly string[];
  /** Milliseconds of processor time for one event, of the whole process. */
  readonly cpu: number;
};

export type FunctionProcess = {
  /** @throws when an answer is not a success */
  readonly answer: (events: readonly unknown[]) => Promise<Answered>;
  /** What the function returned, refusals as well, and the processor time for one event. */
  readonly timed: (
    events: readonly unknown[],
  ) => Promise<{ readonly returned: readonly unknown[]; readonly cpu: number }>;
  /** For a function that answers nothing. @returns milliseconds of processor time, of the whole process */
  readonly run: (event: unknown) => Promise<number>;
  /** What the function returned, whatever it is. Events wait for each other. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  readonly stop: () => void;
};

/** One function's bundle in a process of its own, as on Lambda: one event at a time. */
export const startFunctionProcess = async (
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<FunctionProcess> => {
  const host = fileURLToPath(new URL('function-host.ts', import.meta.url));
  const child = fork(host, [bundle], { env: environment, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await nextMessage(child);

  const send = async (batch: Batch) => {
    const answer = nextMessage(child);
    child.send(batch);
    return batchDone.parse(await answer);
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    invoke(event) {
      const outcome = last.then(async () => (await send({ events: [event] })).returned[0]);
      last = outcome.catch(() => undefined);
      return outcome;
    },
    async answer(events) {
      const { returned, cpuMilliseconds } = await send({ events });
      const answers = returned.map((one) => httpAnswer.parse(one));
      const failed = answers.find(({ statusCode }) => statusCode >= 300);
      if (failed) throw new Error(`an operation failed: ${failed.statusCode} ${failed.body}`);
      return { bodies: answers.map(({ body }) => body), cpu: cpuMilliseconds / events.length };
    },
    async timed(events) {
      const { returned, cpuMilliseconds } = await send({ events });
      return { returned, cpu: cpuMilliseconds / events.length };
    },
    async run(event) {
      return (await send({ events: [event] })).cpuMilliseconds;
    },
    stop: () => child.kill(),
  };
};

const nextMessage = async (child: ChildProcess): Promise<unknown> => {
  const ended = new AbortController();
  const exit = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('the function’s process has ended');
  });
  exit.catch(() => undefined);
  const message = once(child, 'message', { signal: ended.signal }).then(([first]) => first as unknown);
  try {
    return await Promise.race([message, exit]);
  } finally {
    ended.abort();
  }
};
