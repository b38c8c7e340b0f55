import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { pageScriptDefinitions } from './infra/page-scripts.ts';

/** `npm test`: everything but the browser's tests, which need a Chromium (`npm run test:browser`). */
export default defineConfig({
  define: pageScriptDefinitions(),
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/browser/**'],
    setupFiles: ['test/harness/compare-bytes.ts'],
    // Processes, not threads: tests start worker threads, load LevelDB and send signals.
    pool: 'forks',
    // One process serves many files: loading the code takes longer than most of them. What a test replaces is put back
    // when it ends, so that no other test meets it.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // On a machine of two cores, two files at once: one waits for processes and files while the other works.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Long enough for a machine that is busy with something else: no test depends on speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
