import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import { startBenchService } from './bench-service.ts';
import { fileMail, textMail } from './mail.ts';
import { median } from './percentile.ts';
import type { Section } from './section.ts';

const kilobyte = 1024;

/**
 * What the mail function takes to make a case of a mail: its bundle in a process of its own, with the worker that reads,
 * cleaning and sealing, against the emulators of S3, KMS and DynamoDB.
 */
export const measureMailFiling = async (bundleFolder: string): Promise<Section> => {
  const service = await startBenchService(bundleFolder);
  const credentials = { accessKeyId: accessKeys.inbound, secretAccessKey: 'local' };
  const s3 = new S3Client({ endpoint: service.mails.url, region, credentials, forcePathStyle: true });
  const lambda = await service.start('mail');
  let number = 0;
  const file = async (raw: Buffer) => {
    number += 1;
    const key = `conduct/bench-${number}`;
    // Another mail each time, of another sender: nothing is known again, and no limit of an hour is met.
    const Body = Buffer.from(raw.toString('latin1').replaceAll('robin@', `robin${number}@`), 'latin1');
    await s3.send(new PutObjectCommand({ Bucket: service.mails.bucket, Key: key, Body }));
    service.calls();
    const cpu = await lambda.run({ Records: [{ eventSource: 'aws:s3', s3: { object: { key } } }] });
    return { cpu, calls: service.calls().length };
  };
  const mails: readonly (readonly [name: string, raw: Buffer, rounds: number])[] = [
    ['10 KB of text', textMail(10 * kilobyte), 15],
    ['10 MB with one file', fileMail(10 * kilobyte * kilobyte), 5],
  ];
  try {
    const rows: string[][] = [];
    for (const [name, raw, rounds] of mails) {
      const first = await file(raw);
      const all: { readonly cpu: number; readonly calls: number }[] = [];
      for (let round = 0; round < rounds; round += 1) all.push(await file(raw));
      rows.push([
        name,
        first.cpu.toFixed(0),
        median(all.map(({ cpu }) => cpu)).toFixed(0),
        String(median(all.map(({ calls }) => calls))),
      ]);
    }
    return {
      title: 'Filing mails',
      note:
        'From the event of S3 to the case, by the bundle of the mail function in a process of its own, against the emulators: ' +
        'processor time of all its threads in ms, the first mail of a process and the median of those after it; calls of DynamoDB and KMS for one.',
      columns: ['mail', 'first', 'median', 'calls'],
      rows,
    };
  } finally {
    lambda.stop();
    s3.destroy();
    await service.close();
  }
};
