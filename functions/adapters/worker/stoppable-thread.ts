import { Worker } from 'node:worker_threads';

/** Young and old objects of one thread, in MB. Bytes of files and mails lie outside of it, and are bounded elsewhere. */
const heapMegabytes = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

/**
 * Starts a thread for work on bytes that somebody sent, which can be stopped whatever it does. It keeps no process alive.
 * @param program where the bundle lies that the thread runs
 */
export const startThread = (program: URL): Worker => {
  // Nothing of the environment: such work needs none, and credentials stand there.
  const thread = new Worker(program, { env: {}, resourceLimits: heapMegabytes, stdout: true, stderr: true });
  // A thread that dies while nobody waits for it takes nothing with it.
  thread.on('error', () => undefined);
  thread.unref();
  return thread;
};

/**
 * Gives a thread one job, and waits for its last answer.
 * @param limits `milliseconds` is for the whole job
 * @param isLast hears each answer; without it the first one is the last
 * @returns `undefined` when the thread died or was not done in time; it may still run then
 */
export const answerOf = <Answer>(
  thread: Worker,
  job: unknown,
  { milliseconds }: { readonly milliseconds: number },
  isLast: (answer: Answer) => boolean = () => true,
): Promise<Answer | undefined> =>
  new Promise((resolve) => {
    const end = (last: Answer | undefined): void => {
      clearTimeout(timer);
      thread.off('message', hear).off('error', died).off('exit', died);
      resolve(last);
    };
    const hear = (answer: Answer): void => {
      if (isLast(answer)) end(answer);
    };
    const died = (): void => end(undefined);
    const timer = setTimeout(died, milliseconds);
    thread.on('message', hear).on('error', died).on('exit', died);
    thread.postMessage(job);
  });
