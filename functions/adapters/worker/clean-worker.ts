import { parentPort } from 'node:worker_threads';
import { cleanFile } from '../../cleaning/clean-file.ts';
import type { CleaningJob } from './clean-in-worker.ts';

// The thread that `cleanInWorker` starts: a job comes in, its result goes out, its bytes handed over without a copy.
parentPort?.on('message', ({ bytes, limits }: CleaningJob) => {
  void cleanFile(bytes, limits).then((result) => {
    if (result.kind !== 'cleaned') return parentPort?.postMessage(result);
    // Part of a larger memory can't be handed over.
    const whole = new Uint8Array(result.bytes);
    parentPort?.postMessage({ ...result, bytes: whole }, [whole.buffer]);
  });
});
