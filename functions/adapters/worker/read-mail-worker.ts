import { parentPort } from 'node:worker_threads';
import type { ReadMail } from '../../domain/mail/read-mail.ts';
import { envelopeAndBody, readMail } from '../../mail/reading/read-mail.ts';
import type { ReadingAnswer } from './read-mail-in-worker.ts';

const say = (answer: ReadingAnswer, handedOver: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(answer, [...handedOver]);

/** Files are parts of the mail's memory, which would be copied with each of them. */
const inOwnMemory = (mail: ReadMail): ReadMail & { readonly files: readonly { bytes: Uint8Array<ArrayBuffer> }[] } => ({
  ...mail,
  files: mail.files.map((file) => ({ ...file, bytes: new Uint8Array(file.bytes) })),
});

// The thread that `readMailInWorker` starts: a mail comes in, its header goes out, then all of it.
parentPort?.on('message', (raw: Uint8Array) => {
  const { envelope, bodyStart } = envelopeAndBody(raw);
  say({ kind: 'envelope', envelope, bodyStart });
  void readMail(raw).then((read) => {
    const mail = inOwnMemory(read);
    say(
      { kind: 'mail', mail },
      mail.files.map(({ bytes }) => bytes.buffer),
    );
  });
});
