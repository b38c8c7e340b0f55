import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanInWorker } from '../../../functions/adapters/worker/clean-in-worker.ts';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';

const photo = readFileSync(new URL('../../cleaning/files/pillow.jpg', import.meta.url));

describe('cleaning in a thread of its own', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cleaning-'));
    await build({
      entryPoints: ['functions/adapters/worker/clean-worker.ts'],
      outfile: join(folder, 'clean-worker.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
    });
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** A program that stands in the place of a cleaner which never ends, or takes all the memory there is. */
  const program = async (name: string, body: string): Promise<URL> => {
    const file = join(folder, name);
    const source = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${body} });`;
    await writeFile(file, source);
    return pathToFileURL(file);
  };
  const tooMuch = { kind: 'could-not-be-cleaned', type: 'jpeg', why: 'too-much-work' };

  it('gives what cleaning in the same thread gives, one file after the other and side by side', async () => {
    const clean = cleanInWorker(pathToFileURL(join(folder, 'clean-worker.mjs')));
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
    const clean = cleanInWorker(await program('endless.mjs', 'for (;;);'));
    expect(await clean(photo, { ...defaultCleaningLimits, milliseconds: 300 })).toEqual(tooMuch);
    expect(await clean(photo, { ...defaultCleaningLimits, milliseconds: 300 })).toEqual(tooMuch);
  });

  it('a file that takes too much memory could not be cleaned', async () => {
    const body = 'const all = []; for (;;) all.push({ all: [all.length] });';
    const clean = cleanInWorker(await program('greedy.mjs', body));
    expect(await clean(photo, { ...defaultCleaningLimits, milliseconds: 60_000 })).toEqual(tooMuch);
  });

  it('a thread that breaks off could not clean its file', async () => {
    const clean = cleanInWorker(await program('broken.mjs', "throw new Error('broken');"));
    expect(await clean(photo, defaultCleaningLimits)).toEqual(tooMuch);
  });
});
