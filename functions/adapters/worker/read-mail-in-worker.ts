import { Worker } from 'node:worker_threads';
import type { MailReader, ReadMail } from '../../domain/mail/read-mail.ts';
import { bodyOf, emptyEnvelope, withoutReading, type MailEnvelope } from '../../mail/reading/read-mail.ts';

/** What the thread says: first what the header has, which takes next to nothing, then the mail. */
export type ReadingAnswer =
  | { readonly kind: 'envelope'; readonly envelope: MailEnvelope; readonly bodyStart: number }
  | { readonly kind: 'mail'; readonly mail: ReadMail };

/** Young and old objects of one reading, in MB. Bytes of files lie outside of it. */
const heapMegabytes = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

/** The largest mail that SES takes (40 MB) is read in a fraction of it. */
const defaultMilliseconds = 20_000;

/**
 * `readMail` in a thread of its own. A mail that takes too long or too much memory is one whose header alone was read, with
 * all the rest in a file; the function goes on. Each mail has a thread that ends with it: they come one by one.
 * @param program where the bundle of `read-mail-worker.ts` lies
 */
export const readMailInWorker =
  (program: URL, milliseconds = defaultMilliseconds): MailReader =>
  (raw) =>
    new Promise((resolve) => {
      // Nothing of the environment: a reader needs none, and credentials stand there.
      const worker = new Worker(program, {
        env: {},
        resourceLimits: heapMegabytes,
        stdout: true,
        stderr: true,
      });
      let read: { readonly envelope: MailEnvelope; readonly body: Uint8Array } | undefined;
      const end = (mail: ReadMail): void => {
        clearTimeout(timer);
        worker.removeAllListeners();
        // A thread that dies after its answer takes nothing with it.
        worker.on('error', () => undefined);
        void worker.terminate();
        resolve(mail);
      };
      const giveUp = (): void =>
        end(withoutReading(read?.envelope ?? emptyEnvelope, read?.body ?? bodyOf(raw)));
      const timer = setTimeout(giveUp, milliseconds);
      worker.on('error', giveUp).on('exit', giveUp);
      worker.on('message', (answer: ReadingAnswer) => {
        if (answer.kind === 'mail') {
          end(answer.mail);
          return;
        }
        read = { envelope: answer.envelope, body: raw.subarray(answer.bodyStart) };
      });
      worker.postMessage(raw);
    });
