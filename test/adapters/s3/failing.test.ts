import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attachmentStore } from '../../../functions/adapters/s3/attachment-store.ts';
import { attachmentSweep } from '../../../functions/adapters/s3/attachment-sweep.ts';
import { accessKeys } from '../../../infra/local/access-keys.ts';
import { newAttachmentId, startObjects, type Objects } from './objects.ts';

/** Faults that only the emulator can be told to have. */
describe.skipIf(process.env.CONDUCTLINE_TEST_S3 !== undefined)('when S3 fails', () => {
  let objects: Objects;
  beforeAll(async () => {
    objects = await startObjects();
  });
  afterAll(() => objects.close());
  beforeEach(() => objects.faults.clear());

  const chunk = randomBytes(3_000);
  const broken = { kind: 'fail', code: 'InternalError', statusCode: 500 } as const;
  const kept = async (chunks = 1): Promise<string> => {
    const id = newAttachmentId();
    for (let number = 0; number < chunks; number += 1) await objects.store.put(id, number, chunk);
    await objects.store.keep(id, chunks);
    return id;
  };
  const isChunk = (bytes: Uint8Array | undefined): boolean => Buffer.from(bytes ?? []).equals(chunk);

  it('twice and then not, a call succeeds', async () => {
    const id = newAttachmentId();
    objects.faults.next('PutObject', broken, 2);
    expect(await objects.store.put(id, 0, chunk)).toBe('stored');
    objects.faults.next('CopyObject', { kind: 'fail', code: 'ConditionalRequestConflict', statusCode: 409 });
    expect(await objects.store.keep(id, 1)).toEqual({ kind: 'kept' });
    objects.faults.next('GetObject', { kind: 'fail', code: 'InternalError', statusCode: 500 }, 2);
    expect(isChunk(await objects.store.get(id, 0))).toBe(true);
  });

  it('at chunk 3 for good, that chunk is a fault, the others are there and the upload goes on from it', async () => {
    const id = newAttachmentId();
    objects.faults.next('PutObject 3', { kind: 'fail', code: 'InternalError', statusCode: 500 }, 3);
    for (const number of [0, 1, 2]) expect(await objects.store.put(id, number, chunk)).toBe('stored');
    await expect(objects.store.put(id, 3, chunk)).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryAfterSeconds: 5,
    });
    expect(await objects.store.chunksThere(id, 4)).toEqual([0, 1, 2]);
    expect(await objects.store.keep(id, 4)).toEqual({ kind: 'incomplete', missing: [3] });
    expect(await objects.store.put(id, 3, chunk)).toBe('stored');
    expect(await objects.store.keep(id, 4)).toEqual({ kind: 'kept' });
  });

  it('by losing the connection after its work, the chunk is there and that is no error', async () => {
    const id = newAttachmentId();
    objects.faults.next('PutObject', { kind: 'drop', after: true });
    expect(await objects.store.put(id, 0, chunk)).toBe('already-there');
    objects.faults.next('CopyObject', { kind: 'drop', after: true });
    expect(await objects.store.keep(id, 1)).toEqual({ kind: 'kept' });
    expect(isChunk(await objects.store.get(id, 0))).toBe(true);
  });

  it('in every operation to the end, it is a fault without a message from outside', async () => {
    const failure = {
      kind: 'fail',
      code: 'InternalError',
      statusCode: 507,
      message: 'secret words',
    } as const;
    objects.faults.next('*', failure, 30);
    const id = newAttachmentId();
    const calls: (() => Promise<unknown>)[] = [
      () => objects.store.put(id, 0, chunk),
      () => objects.store.chunksThere(id, 1),
      () => objects.store.keep(id, 1),
      () => objects.store.get(id, 0),
      () => objects.sweep.erase(id),
      () => objects.sweep.eraseUnfinished(new Date()),
    ];
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({
        code: 'storage-unavailable',
        message: 'storage-unavailable',
      });
  });

  it.each([
    ['SlowDown', 503, 'storage-busy'],
    ['ConditionalRequestConflict', 409, 'storage-busy'],
    ['InternalError', 500, 'storage-unavailable'],
    ['InvalidRequest', 400, 'storage-refused'],
  ])('with %s to the end, trying again helps or it does not', async (code, statusCode, fault) => {
    objects.faults.next('PutObject', { kind: 'fail', code, statusCode }, 3);
    const retryAfterSeconds = fault === 'storage-refused' ? undefined : 5;
    await expect(objects.store.put(newAttachmentId(), 0, chunk)).rejects.toMatchObject({
      code: fault,
      retryAfterSeconds,
    });
  });

  it('with a byte that changed on its disk, a chunk is a fault and never other bytes', async () => {
    const id = await kept();
    const name = `${Buffer.from(`kept/${id}/0`).toString('hex')}.object`;
    const file = await readFile(join(objects.folder, name));
    file[file.length - 10] = (file[file.length - 10] ?? 0) ^ 1;
    await writeFile(join(objects.folder, name), file);
    await expect(objects.store.get(id, 0)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  it('half-way through keeping, nothing is lost and keeping again ends it', async () => {
    const id = newAttachmentId();
    for (const number of [0, 1, 2]) await objects.store.put(id, number, chunk);
    objects.faults.next('CopyObject 1', broken, 3);
    await expect(objects.store.keep(id, 3)).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await objects.store.keep(id, 3)).toEqual({ kind: 'kept' });
    expect(isChunk(await objects.store.get(id, 1))).toBe(true);
  });

  it('half-way through erasing, erasing again ends it', async () => {
    const id = await kept(2);
    objects.faults.next('DeleteObjects', broken, 3);
    await expect(objects.sweep.erase(id)).rejects.toMatchObject({ code: 'storage-unavailable' });
    await objects.sweep.erase(id);
    expect((await objects.list()).filter((listed) => listed.includes(id))).toEqual([]);
  });

  it('because the disk is full, the chunk is a fault at once and nothing half-written is left', async () => {
    const full = await startObjects({ capacity: 5_000 });
    try {
      let attempts = 0;
      full.client.middlewareStack.add(
        (next) => (args) => {
          attempts += 1;
          return next(args);
        },
        { step: 'finalizeRequest', priority: 'low' },
      );
      const id = newAttachmentId();
      expect(await full.store.put(id, 0, chunk)).toBe('stored');
      attempts = 0;
      await expect(full.store.put(id, 1, chunk)).rejects.toMatchObject({ code: 'storage-unavailable' });
      expect(attempts).toBe(1);
      expect(await full.store.chunksThere(id, 2)).toEqual([0]);
      expect(await readdir(full.folder)).toHaveLength(1);
    } finally {
      await full.close();
    }
  });
});

describe.skipIf(process.env.CONDUCTLINE_TEST_S3 !== undefined)(
  'with the permissions of the functions',
  () => {
    let objects: Objects;
    beforeAll(async () => {
      objects = await startObjects();
    });
    afterAll(() => objects.close());
    const storeOf = (accessKey: string) => attachmentStore(objects.as(accessKey), objects.bucket);
    const sweepOf = (accessKey: string) => attachmentSweep(objects.as(accessKey), objects.bucket);
    const chunk = Buffer.from('sealed');
    const refused = { code: 'storage-refused' };

    it.each([accessKeys.reporter, accessKeys.team])(
      '%s uploads, goes on, keeps and reads, and finds what is missing to be not there',
      async (caller) => {
        const store = storeOf(caller);
        const id = newAttachmentId();
        expect(await store.get(id, 0)).toBeUndefined();
        expect(await store.put(id, 0, chunk)).toBe('stored');
        expect(await store.put(id, 0, chunk)).toBe('already-there');
        expect(await store.chunksThere(id, 2)).toEqual([0]);
        expect(await store.keep(id, 2)).toEqual({ kind: 'incomplete', missing: [1] });
        expect(await store.keep(id, 1)).toEqual({ kind: 'kept' });
        expect(Buffer.from((await store.get(id, 0)) ?? []).toString()).toBe('sealed');
      },
    );

    it.each([accessKeys.reporter, accessKeys.team])('%s neither lists nor deletes', async (caller) => {
      const id = newAttachmentId();
      await objects.store.put(id, 0, chunk);
      await expect(sweepOf(caller).erase(id)).rejects.toMatchObject(refused);
      await expect(sweepOf(caller).eraseUnfinished(new Date())).rejects.toMatchObject(refused);
      expect(await objects.store.chunksThere(id, 1)).toEqual([0]);
    });

    it('scheduled erases and can neither read nor put', async () => {
      const id = newAttachmentId();
      await objects.store.put(id, 0, chunk);
      await objects.store.keep(id, 1);
      const store = storeOf(accessKeys.scheduled);
      await expect(store.put(newAttachmentId(), 0, chunk)).rejects.toMatchObject(refused);
      expect(await store.get(id, 0)).toBeUndefined();
      const sweep = sweepOf(accessKeys.scheduled);
      expect(await sweep.eraseUnfinished(new Date(Date.now() + 60_000))).toBeGreaterThanOrEqual(1);
      await sweep.erase(id);
      expect(await objects.list('unfinished/')).toEqual([]);
      expect(await objects.list(`kept/${id}/`)).toEqual([]);
    });

    it('ops does nothing', async () => {
      await expect(storeOf(accessKeys.ops).put(newAttachmentId(), 0, chunk)).rejects.toMatchObject(refused);
      await expect(sweepOf(accessKeys.ops).erase(newAttachmentId())).rejects.toMatchObject(refused);
    });
  },
);
