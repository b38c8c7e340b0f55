import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { pageScriptDefinitions } from './infra/page-scripts.ts';

/** `npm test`: everything but the browser's tests, which need a Chromium (`npm run test:browser`). */
export default defineConfig({
  define: pageScriptDefinitions(),
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/browser/**'],
    // Processes, not threads: tests start worker threads, load LevelDB and send signals.
    pool: 'forks',
    // Much of the time is spent waiting for faults to show, so a machine of two cores takes two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Long enough for a machine that is busy with something else: no test depends on speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
