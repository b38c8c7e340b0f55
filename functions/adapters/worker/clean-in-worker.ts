import { Worker } from 'node:worker_threads';
import type { CleanResult } from '../../cleaning/clean-file.ts';
import type { FileType } from '../../cleaning/file-types.ts';
import type { CleaningLimits } from '../../cleaning/limits.ts';

export type CleaningJob = { readonly bytes: Uint8Array; readonly limits: CleaningLimits };

/** Young and old objects of one cleaning, in MB. Bytes of files lie outside of it and are bounded by the limits. */
const heapMegabytes = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

/**
 * `cleanFile` in a thread of its own, so that a file which takes too long or too much memory is `could-not-be-cleaned`
 * with `too-much-work` and the function goes on. A thread that has finished in time serves the next file too.
 * @param program where the bundle of `clean-worker.ts` lies
 */
export const cleanInWorker = (program: URL) => {
  // As many as were busy at once: one in a function, which handles a request at a time.
  const idle: Worker[] = [];

  const start = (): Worker => {
    // Nothing of the environment: a cleaner needs none, and credentials stand there.
    const worker = new Worker(program, {
      env: {},
      resourceLimits: heapMegabytes,
      stdout: true,
      stderr: true,
    });
    // A thread that dies while it waits for its next file takes nothing with it.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    worker.unref();
    return worker;
  };

  return async (bytes: Uint8Array, limits: CleaningLimits): Promise<CleanResult> => {
    const worker = idle.pop() ?? start();
    const result = await answerOf(worker, { bytes, limits });
    if (result === undefined) {
      await worker.terminate();
      return { kind: 'could-not-be-cleaned', type: await typeAtAGlance(bytes), why: 'too-much-work' };
    }
    idle.push(worker);
    return result;
  };
};

/** Nothing when the thread died or did not answer in time. */
const answerOf = (worker: Worker, job: CleaningJob): Promise<CleanResult | undefined> =>
  new Promise((resolve) => {
    const end = (result: CleanResult | undefined): void => {
      clearTimeout(timer);
      worker.off('message', end).off('error', died).off('exit', died);
      resolve(result);
    };
    const died = (): void => end(undefined);
    const timer = setTimeout(died, job.limits.milliseconds);
    worker.on('message', end).on('error', died).on('exit', died);
    worker.postMessage(job);
  });

/** By its first bytes, which take no work: a ZIP package is called one. */
const typeAtAGlance = async (bytes: Uint8Array): Promise<FileType> => {
  const { detectType } = await import('../../cleaning/detect-type.ts');
  return detectType(Buffer.from(bytes.subarray(0, 65_536)));
};
