import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanInWorker } from '../../../functions/adapters/worker/clean-in-worker.ts';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { ThreadPrograms } from './thread-programs.ts';

const photo = readFileSync(new URL('../../cleaning/files/pillow.jpg', import.meta.url));

describe('cleaning in a thread of its own', () => {
  let programs: ThreadPrograms;
  beforeAll(async () => {
    programs = await ThreadPrograms.make();
  });
  afterAll(() => programs.remove());

  const tooMuch = { kind: 'could-not-be-cleaned', type: 'jpeg', why: 'too-much-work' };

  it('gives what cleaning in the same thread gives, one file after the other and side by side', async () => {
    const clean = cleanInWorker(await programs.bundled('functions/adapters/worker/clean-worker.ts'));
    const here = await cleanFile(photo, defaultCleaningLimits);
    if (here.kind !== 'cleaned') throw new Error(here.kind);
    expect(await clean(photo, defaultCleaningLimits)).toEqual({ ...here, bytes: new Uint8Array(here.bytes) });
    const several = await Promise.all(
      [photo, photo, photo].map((file) => clean(file, defaultCleaningLimits)),
    );
    expect(several.map(({ kind }) => kind)).toEqual(['cleaned', 'cleaned', 'cleaned']);
    expect(await clean(Buffer.alloc(0), defaultCleaningLimits)).toEqual({ kind: 'refused', why: 'empty' });
  });

  it('a file that takes too long could not be cleaned, and another thread takes the next one', async () => {
    const clean = cleanInWorker(await programs.written('endless', 'for (;;);'));
    expect(await clean(photo, { ...defaultCleaningLimits, milliseconds: 300 })).toEqual(tooMuch);
    expect(await clean(photo, { ...defaultCleaningLimits, milliseconds: 300 })).toEqual(tooMuch);
  });

  it('a file whose thread dies could not be cleaned', async () => {
    const clean = cleanInWorker(await programs.written('broken', "throw new Error('broken');"));
    expect(await clean(photo, defaultCleaningLimits)).toEqual(tooMuch);
  });
});
