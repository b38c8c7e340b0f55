import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientOptions } from '../../functions/adapters/aws/client-options.ts';
import { attachmentStore } from '../../functions/adapters/s3/attachment-store.ts';
import { attachmentSweep } from '../../functions/adapters/s3/attachment-sweep.ts';
import { Fault } from '../../functions/domain/kernel/fault.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region, startEmulators, type Emulators } from '../../infra/local/start-emulators.ts';
import { openStateFolder } from '../../infra/local/state-folder.ts';

let folder: string;
let clients: S3Client[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-emulators-'));
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await rm(folder, { recursive: true, force: true });
});

const start = async (): Promise<Emulators> =>
  startEmulators(await openStateFolder(folder), { sender: 'conduct@example.org', now: () => new Date() });

/** Nothing is left unanswered here: a busy machine may take its time. */
const requestHandler = {
  ...clientOptions.requestHandler,
  connectionTimeout: 120_000,
  requestTimeout: 120_000,
};
/** As a function's client is made, which knows nothing of a laptop but the address in its environment. */
const clientOf = ({ s3 }: Emulators, caller: keyof typeof accessKeys): S3Client => {
  const credentials = { accessKeyId: accessKeys[caller], secretAccessKey: 'local' };
  const client = new S3Client({ ...clientOptions, requestHandler, region, endpoint: s3.url, credentials });
  clients.push(client);
  return client;
};
const id = 'a'.repeat(22);
const chunk = Buffer.from('sealed');

test('attachments are there after a restart, in a folder nobody else looks into', async () => {
  const first = await start();
  const reporter = attachmentStore(clientOf(first, 'reporter'), first.bucket);
  await reporter.put(id, 0, chunk);
  await reporter.keep(id, 1);
  await first.stop();
  expect((await stat(join(folder, 'attachments'))).mode & 0o777).toBe(0o700);

  const second = await start();
  const read = await attachmentStore(clientOf(second, 'team'), second.bucket).get(id, 0);
  await second.stop();
  expect(Buffer.from(read ?? []).equals(chunk)).toBe(true);
});

test('S3 lets each function do what its role in the stack may do, and ops nothing', async () => {
  const emulators = await start();
  const { bucket } = emulators;
  try {
    for (const caller of ['reporter', 'team'] as const) {
      const client = clientOf(emulators, caller);
      const Key = `unfinished/${id}/0`;
      await expect(client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: chunk }))).rejects.toThrow(
        's3:PutObject',
      );
      await expect(client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: Key }))).rejects.toThrow(
        's3:ListBucket',
      );
      await expect(attachmentSweep(client, bucket).erase(id)).rejects.toThrow(Fault);
    }
    const scheduled = clientOf(emulators, 'scheduled');
    await attachmentSweep(scheduled, bucket).erase(id);
    await expect(attachmentStore(scheduled, bucket).put(id, 0, chunk)).rejects.toThrow(Fault);
    await expect(attachmentStore(clientOf(emulators, 'ops'), bucket).put(id, 0, chunk)).rejects.toThrow(
      Fault,
    );
  } finally {
    await emulators.stop();
  }
});

test('what is planned to go wrong with S3 goes wrong', async () => {
  const emulators = await start();
  try {
    const store = attachmentStore(clientOf(emulators, 'reporter'), emulators.bucket);
    emulators.faults.s3.next('PutObject 1', { kind: 'fail', code: 'InternalError', statusCode: 500 }, 9);
    expect(await store.put(id, 0, chunk)).toBe('stored');
    await expect(store.put(id, 1, chunk)).rejects.toThrow(Fault);
  } finally {
    await emulators.stop();
  }
});

test('a folder of attachments that is none is said in one sentence, and nothing stays open', async () => {
  const files = await openStateFolder(folder);
  await writeFile(join(files.attachments, 'conductline-attachments'), '');
  for (let attempt = 1; attempt <= 2; attempt += 1)
    await expect(start()).rejects.toMatchObject({
      code: 'cannot-start',
      message: expect.stringContaining(files.attachments) as string,
    });
});
