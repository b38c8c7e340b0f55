import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOptions } from '../../../functions/adapters/aws/client-options.ts';
import { attachmentsBucket } from '../../../functions/adapters/s3/bucket.ts';
import { lazyAttachmentStore } from '../../../functions/adapters/s3/lazy-attachment-store.ts';
import { lazyAttachmentSweep } from '../../../functions/adapters/s3/lazy-attachment-sweep.ts';
import { Fault } from '../../../functions/domain/kernel/fault.ts';
import { newAttachmentId, startObjects, type Objects } from './objects.ts';

/** The test's client goes by these options; an address in numbers makes the SDK name the bucket in the path by itself. */
const optionsOf = async ({ client }: Objects) => ({
  ...clientOptions,
  region: 'us-east-1',
  credentials: client.config.credentials,
  endpoint: (await client.config.endpoint?.()) ?? '',
});

describe('attachments whose client is loaded late', () => {
  let objects: Objects;
  beforeAll(async () => {
    objects = await startObjects();
  });
  afterAll(() => objects.close());

  it('are put, continued, kept and read like others, from the first call on', async () => {
    const store = lazyAttachmentStore(objects.bucket, await optionsOf(objects));
    const id = newAttachmentId();
    const chunk = Buffer.from('sealed');
    const first = await Promise.all([store.put(id, 0, chunk), store.put(id, 1, chunk)]);
    expect(first).toEqual(['stored', 'stored']);
    expect(await store.put(id, 0, chunk)).toBe('already-there');
    expect(await store.chunksThere(id, 3)).toEqual([0, 1]);
    expect(Buffer.from((await store.getUnfinished(id, 1)) ?? []).equals(chunk)).toBe(true);
    expect(await store.keep(id, 3)).toEqual({ kind: 'incomplete', missing: [2] });
    expect(await store.keep(id, 2)).toEqual({ kind: 'kept' });
    expect(Buffer.from((await store.get(id, 1)) ?? []).equals(chunk)).toBe(true);
  });

  it('are swept', async () => {
    const sweep = lazyAttachmentSweep(objects.bucket, await optionsOf(objects));
    const [kept, unfinished] = [newAttachmentId(), newAttachmentId()];
    await objects.store.put(kept, 0, Buffer.from('x'));
    await objects.store.keep(kept, 1);
    await objects.store.put(unfinished, 0, Buffer.from('x'));
    await sweep.erase(kept);
    expect(await objects.list(`kept/${kept}`)).toEqual([]);
    expect(await sweep.eraseUnfinished(new Date(Date.now() + 60_000))).toBeGreaterThan(0);
    expect(await objects.list('unfinished/')).toEqual([]);
  });

  it('say by a fault that storage fails, and work again on the next call', async () => {
    if (!objects.isEmulated) return;
    const store = lazyAttachmentStore(objects.bucket, await optionsOf(objects));
    const id = newAttachmentId();
    objects.faults.next('PutObject', { kind: 'fail', code: 'SlowDown', statusCode: 503 }, 9);
    await expect(store.put(id, 0, Buffer.from('x'))).rejects.toThrow(Fault);
    objects.faults.clear();
    expect(await store.put(id, 0, Buffer.from('x'))).toBe('stored');
  });

  it('refuse an id that is none before anything is sent', async () => {
    const store = lazyAttachmentStore(objects.bucket, await optionsOf(objects));
    await expect(store.get('../kept', 0)).rejects.toThrow(RangeError);
  });
});

describe('the name of the bucket', () => {
  it('comes from the environment', () => {
    expect(attachmentsBucket({ ATTACHMENTS_BUCKET: 'conductline-attachments' })).toBe(
      'conductline-attachments',
    );
  });

  it.each([{}, { ATTACHMENTS_BUCKET: '' }])(
    'is missed at the start, not by the first file: %j',
    (environment) => {
      expect(() => attachmentsBucket(environment)).toThrow();
    },
  );
});
