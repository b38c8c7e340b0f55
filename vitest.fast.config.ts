import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { loadedBy } from './test/harness/loaded-by.ts';

/** Folders of tests that mostly need no service. The cleaners have their own: `npx vitest run test/cleaning`. */
const folders = [
  'domain',
  'envelope',
  'settings',
  'walls',
  'adapters/aws',
  'adapters/lambda',
  'adapters/log',
  'web',
];

/** What takes seconds to start, or needs a port or another process. */
const slow = [
  'infra/local/start-emulators.ts',
  'infra/local/listen.ts',
  'infra/build.ts',
  'node:child_process',
];

const isFast = (path: string): boolean => {
  const loaded = loadedBy(path);
  return !slow.some((target) => loaded.has(target));
};

/** The files of `npm run test:fast`: all tests in those folders that load nothing slow. */
export const fastTests: readonly string[] = folders
  .flatMap((folder) =>
    readdirSync(new URL(`test/${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' }).map(
      (file) => `test/${folder}/${file.replaceAll('\\', '/')}`,
    ),
  )
  .filter((path) => /\.test\.tsx?$/.test(path) && isFast(path));

/** `npm run test:fast`: under half a minute, for while one works. `npm test` runs everything. */
export default defineConfig({
  // Nothing here keeps a state that another test could meet, so that one process serves many files.
  test: {
    include: [...fastTests],
    setupFiles: ['test/harness/compare-bytes.ts'],
    pool: 'forks',
    isolate: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
