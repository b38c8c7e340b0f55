import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A worker thread loads JavaScript only, so its entry is built like the functions are. */
export const buildWorker = async (outputFile: string): Promise<void> => {
  await build({
    entryPoints: [fileURLToPath(new URL('function-worker.ts', import.meta.url))],
    outfile: outputFile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'silent',
  });
};
