import { defineConfig } from 'vitest/config';
import { exportCheckDefinition } from './infra/export-check.ts';
import { pageScriptDefinitions } from './infra/page-scripts.ts';

/** `npm run test:browser`: the pages in a real Chromium, one file after the other. */
export default defineConfig({
  define: { ...pageScriptDefinitions(), ...exportCheckDefinition() },
  test: {
    include: ['test/browser/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
