import { parentPort } from 'node:worker_threads';
import { envelopeAndBody, readMail } from '../../mail/reading/read-mail.ts';
import type { ReadingAnswer } from './read-mail-in-worker.ts';

const say = (answer: ReadingAnswer, handedOver: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(answer, [...handedOver]);

// The thread that `readMailInWorker` starts: a mail comes in, its header goes out, then all of it.
parentPort?.on('message', (raw: Uint8Array) => {
  const { envelope, bodyStart } = envelopeAndBody(raw);
  say({ kind: 'envelope', envelope, bodyStart });
  void readMail(raw).then((mail) => {
    // Files are parts of the mail's memory, all of which would be copied with them.
    const files = mail.files.map((file) => ({ ...file, bytes: new Uint8Array(file.bytes) }));
    say(
      { kind: 'mail', mail: { ...mail, files } },
      files.map(({ bytes }) => bytes.buffer),
    );
  });
});
