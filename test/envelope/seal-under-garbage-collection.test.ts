import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('seal-many.ts', import.meta.url));
/** Seconds on a machine that has nothing else to do; whoever hangs does so for ever. */
const timeLimitMilliseconds = 500_000;

describe('sealing while the garbage collector runs', () => {
  // In a process of its own: a thread that waits for itself can't be stopped from inside. Where a collection falls inside
  // an export depends on the interval; exports as JWK hang at both of these.
  it.each([31, 53])(
    'makes 10,000 seals and as many key pairs without hanging, a collection every %i allocations',
    async (interval) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [`--gc-interval=${interval}`, '--import', 'tsx', program, '10000'],
        { timeout: timeLimitMilliseconds, killSignal: 'SIGKILL' },
      );
      expect(stdout).toBe('10000\n');
    },
  );
});
