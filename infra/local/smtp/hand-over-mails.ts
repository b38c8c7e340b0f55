import { randomBytes, randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { accessKeys } from '../access-keys.ts';
import { ObjectFiles } from '../s3/object-files.ts';
import { region, type Emulators } from '../start-emulators.ts';
import { deliveryTrace, type Envelope } from './delivery-trace.ts';
import { mailEvent } from './mail-event.ts';

/** As Lambda tries an event again that nobody waits for, in milliseconds. */
const lambdaPauses = [60_000, 120_000];

export type HandOverOptions = {
  readonly emulators: Pick<Emulators, 's3' | 'mailBucket'>;
  /** Where the S3 emulator keeps the mails. */
  readonly folder: string;
  /** Runs the mail function. @throws when it has failed */
  readonly invoke: (event: string, requestId: string) => Promise<unknown>;
  readonly now: () => Date;
  /** Before each further try, in milliseconds; as Lambda waits when absent. */
  readonly pauses?: readonly number[] | undefined;
};

/** What SES, S3 and Lambda do with a mail that comes in. */
export type MailsHandedOver = {
  /** Resolves when the mail is on disk; the function is run afterwards. */
  readonly take: (channel: string, envelope: Envelope, content: Buffer) => Promise<void>;
  /** Hands over what lies there: it came before the process was ended. */
  readonly takeUp: () => Promise<void>;
  /** Resolves when nothing is under way, further tries included. */
  readonly settled: () => Promise<void>;
  readonly stop: () => void;
};

/**
 * Puts mails into the bucket as SES does, and runs the mail function with the event of S3: three times at most, as Lambda
 * does. What it could not file stays in the bucket, where the next start finds it.
 */
export const handOverMails = (options: HandOverOptions): MailsHandedOver => {
  const { emulators, folder, invoke, now, pauses = lambdaPauses } = options;
  const bucket = emulators.mailBucket;
  const client = new S3Client({
    endpoint: emulators.s3.url,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKeys.inbound, secretAccessKey: 'local' },
  });
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  const run = async (event: string): Promise<void> => {
    const requestId = randomUUID();
    for (const pause of [0, ...pauses]) {
      if (pause > 0) await waitFor(pause, stopping.signal);
      if (stopping.signal.aborted) return;
      const filed = await invoke(event, requestId).then(
        () => true,
        () => false,
      );
      if (filed) return;
    }
  };
  const handOver = (key: string, bytes: number): void => {
    const running = run(JSON.stringify(mailEvent({ bucket, key, bytes }, now()))).finally(() =>
      underWay.delete(running),
    );
    underWay.add(running);
  };

  return {
    async take(channel, envelope, content) {
      // SES calls a mail by 40 letters and digits.
      const id = randomBytes(20).toString('hex');
      const key = `${channel}/${id}`;
      const Body = Buffer.concat([Buffer.from(deliveryTrace(envelope, id, now()), 'latin1'), content]);
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
      handOver(key, Body.length);
    },
    async takeUp() {
      const files = await ObjectFiles.open(folder);
      for (const key of await files.keys()) handOver(key, (await files.describe(key))?.size ?? 0);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop() {
      stopping.abort();
      client.destroy();
    },
  };
};

const waitFor = (milliseconds: number, stopped: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stopped.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, milliseconds);
    stopped.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
