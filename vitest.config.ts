import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { exportCheckDefinition } from './infra/export-check.ts';
import { pageScriptDefinitions } from './infra/page-scripts.ts';
import { LongestFirst } from './test/harness/longest-first.ts';

/** `npm test`: everything but the browser's tests, which need a Chromium (`npm run test:browser`). */
export default defineConfig({
  define: { ...pageScriptDefinitions(), ...exportCheckDefinition() },
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
    sequence: { sequencer: LongestFirst },
    // On a machine of two cores, two files at once: one waits for processes and files while the other works.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Ends what hangs, and nothing else: the longest takes half a minute on a machine of two cores that is not busy, and no
    // test depends on speed. No test has a time of its own.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
