import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newAttachmentId, startObjects, type Objects } from './objects.ts';

let objects: Objects;
beforeAll(async () => {
  objects = await startObjects();
});
afterAll(() => objects.close());

const chunks = Array.from({ length: 3 }, (_, number) => randomBytes(2_000 + number));

/** An upload with all its chunks, not kept yet. */
const uploaded = async (): Promise<string> => {
  const id = newAttachmentId();
  for (const [number, chunk] of chunks.entries()) await objects.store.put(id, number, chunk);
  return id;
};
const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex');

describe('an upload', () => {
  it('is read again, once it is kept, byte for byte', async () => {
    const id = await uploaded();
    expect(await objects.store.keep(id, 3)).toEqual({ kind: 'kept' });
    for (const [number, chunk] of chunks.entries())
      expect(hex(await objects.store.get(id, number))).toBe(hex(chunk));
  });

  it('takes a chunk of a full megabyte and one of no size', async () => {
    const id = newAttachmentId();
    const large = randomBytes(1024 * 1024 + 29);
    await objects.store.put(id, 0, large);
    await objects.store.put(id, 1, new Uint8Array(0));
    await objects.store.keep(id, 2);
    expect(Buffer.from((await objects.store.get(id, 0)) ?? []).equals(large)).toBe(true);
    expect((await objects.store.get(id, 1))?.length).toBe(0);
  });

  it('shows nothing to readers before it is kept', async () => {
    const id = await uploaded();
    expect(await objects.store.get(id, 0)).toBeUndefined();
  });

  it('says which chunks are there, so that it can go on', async () => {
    const id = newAttachmentId();
    expect(await objects.store.chunksThere(id, 40)).toEqual([]);
    for (const number of [0, 2, 39]) await objects.store.put(id, number, Buffer.from('x'));
    expect(await objects.store.chunksThere(id, 40)).toEqual([0, 2, 39]);
  });

  it('has one chunk of each number: the first stays, even among many at once', async () => {
    const id = newAttachmentId();
    expect(await objects.store.put(id, 0, Buffer.from('first'))).toBe('stored');
    expect(await objects.store.put(id, 0, Buffer.from('first'))).toBe('already-there');
    expect(await objects.store.put(id, 0, Buffer.from('other'))).toBe('already-there');
    const race = Array.from({ length: 8 }, (_, each) =>
      objects.store.put(id, 1, Buffer.from(`racer ${each}`)),
    );
    const results = await Promise.all(race);
    expect(results.filter((result) => result === 'stored')).toHaveLength(1);
    await objects.store.keep(id, 2);
    expect(Buffer.from((await objects.store.get(id, 0)) ?? []).toString()).toBe('first');
    expect(Buffer.from((await objects.store.get(id, 1)) ?? []).toString()).toBe(
      `racer ${results.indexOf('stored')}`,
    );
  });

  it('is not kept while chunks are missing, and says which', async () => {
    const id = newAttachmentId();
    await objects.store.put(id, 1, Buffer.from('x'));
    expect(await objects.store.keep(id, 3)).toEqual({ kind: 'incomplete', missing: [0, 2] });
    expect(await objects.list(`kept/${id}/`)).toEqual([]);
    await objects.store.put(id, 0, Buffer.from('x'));
    await objects.store.put(id, 2, Buffer.from('x'));
    expect(await objects.store.keep(id, 3)).toEqual({ kind: 'kept' });
  });

  it('is kept once when it is kept twice, even after the sweep has taken the unfinished chunks', async () => {
    const id = await uploaded();
    const [one, other] = await Promise.all([objects.store.keep(id, 3), objects.store.keep(id, 3)]);
    expect([one, other]).toEqual([{ kind: 'kept' }, { kind: 'kept' }]);
    await objects.sweep.eraseUnfinished(new Date(Date.now() + 60_000));
    expect(await objects.store.keep(id, 3)).toEqual({ kind: 'kept' });
    expect(hex(await objects.store.get(id, 2))).toBe(hex(chunks[2]));
  });

  it('of another id, or a chunk that it does not have, is not there', async () => {
    const id = await uploaded();
    await objects.store.keep(id, 3);
    expect(await objects.store.get(id, 3)).toBeUndefined();
    expect(await objects.store.get(newAttachmentId(), 0)).toBeUndefined();
    expect(await objects.store.keep(newAttachmentId(), 1)).toEqual({ kind: 'incomplete', missing: [0] });
  });

  it('stands under random names that tell nothing but which chunk it is', async () => {
    const id = await uploaded();
    await objects.store.keep(id, 3);
    const names = (await objects.list()).filter((name) => name.includes(id));
    expect(names).toEqual(
      [0, 1, 2].map((n) => `kept/${id}/${n}`).concat([0, 1, 2].map((n) => `unfinished/${id}/${n}`)),
    );
  });

  it.each(['', 'short', '../../../etc/passwd', `${'a'.repeat(21)}/`, 'a'.repeat(23), `${'a'.repeat(21)}ü`])(
    'has no id like "%s"',
    async (id) => {
      await expect(objects.store.put(id, 0, Buffer.from('x'))).rejects.toThrow(RangeError);
      await expect(objects.store.get(id, 0)).rejects.toThrow(RangeError);
      await expect(objects.sweep.erase(id)).rejects.toThrow(RangeError);
    },
  );
});

describe('the sweep', () => {
  it('erases an attachment, kept or not, and no other, twice as well as once', async () => {
    const [gone, stays] = [await uploaded(), await uploaded()];
    for (const id of [gone, stays]) await objects.store.keep(id, 3);
    await objects.sweep.erase(gone);
    await objects.sweep.erase(gone);
    const names = await objects.list();
    expect(names.filter((name) => name.includes(gone))).toEqual([]);
    expect(names.filter((name) => name.includes(stays))).toHaveLength(6);
  });

  it('erases unfinished chunks older than a time, and leaves younger and kept ones', async () => {
    const id = await uploaded();
    await objects.store.keep(id, 3);
    expect(await objects.sweep.eraseUnfinished(new Date(Date.now() - 3_600_000))).toBe(0);
    expect(await objects.list(`unfinished/${id}/`)).toHaveLength(3);
    expect(await objects.sweep.eraseUnfinished(new Date(Date.now() + 60_000))).toBeGreaterThanOrEqual(3);
    expect(await objects.list('unfinished/')).toEqual([]);
    expect(hex(await objects.store.get(id, 1))).toBe(hex(chunks[1]));
  });

  it('erases more than one page of objects', async () => {
    const id = newAttachmentId();
    await Promise.all(
      Array.from({ length: 20 }, (_, number) => objects.put(`kept/${id}/${number}`, Buffer.from('x'))),
    );
    expect(await objects.list(`kept/${id}/`)).toHaveLength(20);
    await objects.sweep.erase(id);
    expect(await objects.list(`kept/${id}/`)).toEqual([]);
  });
});
