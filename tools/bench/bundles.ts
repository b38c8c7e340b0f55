import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { kilobyte } from '../../functions/domain/kernel/size.ts';
import { functionNames } from '../../infra/build.ts';
import { functionEnvironment } from './function-environment.ts';
import { median } from './percentile.ts';
import type { Section } from './section.ts';

const run = promisify(execFile);
const starts = 20;

/** Size and cold start of the bundles in this folder; builds the empty handler they are compared to. */
export const measureBundles = async (bundleFolder: string): Promise<Section> => {
  const emptyHandler = join(bundleFolder, 'empty', 'index.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('empty-handler.ts', import.meta.url))],
    outfile: emptyHandler,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    legalComments: 'none',
  });
  const bundles = [
    { name: 'empty Hono handler', file: emptyHandler },
    ...functionNames.map((name) => ({ name, file: join(bundleFolder, name, 'index.mjs') })),
  ];
  const times = bundles.map(() => [] as Start[]);
  // Taken in turns, so that whatever else the machine does meets all of them.
  for (let round = 0; round < starts; round += 1)
    for (const [index, { file }] of bundles.entries()) times[index]?.push(await start(file));
  const [empty] = times.map(medians);
  if (!empty) throw new Error('there is always the empty handler');
  const rows = await Promise.all(
    bundles.map(async ({ name, file }, index) => {
      const { load, whole } = medians(times[index] ?? []);
      const loaded = await loadedWith(file);
      const zipped = loaded.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0);
      return [
        name,
        kilobytes(loaded.reduce((sum, { length }) => sum + length, 0)),
        kilobytes(zipped),
        milliseconds(load),
        ratio(load, empty.load),
        milliseconds(whole),
        ratio(whole, empty.whole),
      ];
    }),
  );
  return {
    title: 'Bundles and cold start',
    note:
      `Median of ${starts} starts of a process each, taken in turns. “Load” is the import of the bundle, which ` +
      'constructs the clients and the application; “KB” is all that is loaded by it; “process” adds what Node itself takes to start.',
    columns: ['bundle', 'KB', 'KB gzip', 'load ms', 'ratio', 'process ms', 'ratio'],
    rows,
  };
};

/** The files that are loaded with one, by its imports that do not wait: itself, and what its bundle shares out. */
const loadedWith = async (file: string, loaded = new Map<string, Buffer>()): Promise<Buffer[]> => {
  if (!loaded.has(file)) {
    const bytes = await readFile(file);
    loaded.set(file, bytes);
    // As esbuild writes them when it makes a bundle small.
    const imports = bytes.toString('utf8').matchAll(/(?:\bfrom|\bimport)"(\.\/[^"]+\.mjs)"/g);
    for (const [, name = ''] of imports) await loadedWith(join(dirname(file), name), loaded);
  }
  return [...loaded.values()];
};

/** Milliseconds: the import alone, and from the start of the process to its end. */
type Start = { readonly load: number; readonly whole: number };

const medians = (all: readonly Start[]): Start => ({
  load: median(all.map(({ load }) => load)),
  whole: median(all.map(({ whole }) => whole)),
});

const nowhere = 'http://127.0.0.1:9';

const start = async (file: string): Promise<Start> => {
  const script = `
    const before = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    const whole = performance.now();
    process.stdout.write((whole - before) + ' ' + whole);
    process.exit(0);`;
  const environment = functionEnvironment('scheduled', {
    endpoints: { dynamoDb: nowhere, kms: nowhere, ses: nowhere, s3: nowhere },
    tables: { vault: 'vault', cases: 'cases', team: 'team' },
    bucket: 'bucket',
    mailBucket: 'mails',
    keyId: 'key',
  });
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: environment,
  });
  const [load = NaN, whole = NaN] = stdout.split(' ').map(Number);
  return { load, whole };
};

const kilobytes = (bytes: number): string => String(Math.round(bytes / kilobyte));
const milliseconds = (time: number): string => time.toFixed(1);
const ratio = (time: number, of: number): string => (time / of).toFixed(1);
