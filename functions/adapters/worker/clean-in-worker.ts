import type { Worker } from 'node:worker_threads';
import type { CleanResult } from '../../cleaning/clean-file.ts';
import type { FileType } from '../../cleaning/file-types.ts';
import type { CleaningLimits } from '../../cleaning/limits.ts';
import { answerOf, startThread } from './stoppable-thread.ts';

export type CleaningJob = { readonly bytes: Uint8Array; readonly limits: CleaningLimits };

/**
 * `cleanFile` in a thread of its own, so that a file which takes too long or too much memory is `could-not-be-cleaned`
 * with `too-much-work` and the function goes on. A thread that has finished in time serves the next file too.
 * @param program where the bundle of `clean-worker.ts` lies
 */
export const cleanInWorker = (program: URL) => {
  // As many as were busy at once: one in a function, which handles a request at a time.
  const idle: Worker[] = [];

  const start = (): Worker => {
    const worker = startThread(program);
    worker.on('exit', () => {
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    return worker;
  };

  return async (bytes: Uint8Array, limits: CleaningLimits): Promise<CleanResult> => {
    const worker = idle.pop() ?? start();
    const job: CleaningJob = { bytes, limits };
    const result = await answerOf<CleanResult>(worker, job, limits);
    if (result === undefined) {
      await worker.terminate();
      return { kind: 'could-not-be-cleaned', type: await typeAtAGlance(bytes), why: 'too-much-work' };
    }
    idle.push(worker);
    return result;
  };
};

/** By its first bytes, which take no work: a ZIP package is called one. */
const typeAtAGlance = async (bytes: Uint8Array): Promise<FileType> => {
  const { detectType } = await import('../../cleaning/detect-type.ts');
  return detectType(Buffer.from(bytes.subarray(0, 65_536)));
};
