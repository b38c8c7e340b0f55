import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

export type Ended = { readonly code: number | null; readonly out: string; readonly error: string };
export type BuiltCommands = {
  /** Runs a command that was built, as a process of its own. */
  readonly run: (
    file: string,
    args: readonly string[],
    environment?: Readonly<Record<string, string | undefined>>,
  ) => Promise<Ended>;
  readonly remove: () => Promise<void>;
};

/** Packages with parts that only their own folder has: programs, compiled code, files that they read. */
const staysWhereItIs = /^(esbuild|classic-level|axe-core|aws-cdk-lib|vitest)(\/|$)/;

/** Files know where they stand, wherever they are bundled to. */
const inPlace: Plugin = {
  name: 'in place',
  setup(building) {
    building.onResolve({ filter: staysWhereItIs }, ({ path, resolveDir, kind }) => {
      const file = require.resolve(path, { paths: [resolveDir] });
      return { path: kind === 'require-call' ? file : pathToFileURL(file).href, external: true };
    });
    building.onLoad({ filter: /\/(functions|infra|tools|test)\/.*\.tsx?$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        // With it, esbuild would know the default export alone.
        .replaceAll(" with { type: 'json' }", ''),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }));
  },
};

/**
 * Bundles commands, because tsx takes most of a second to load one with its packages, and a bundle a tenth of it.
 * @param files from the root of the repository: `infra/ops/doctor.ts`
 */
export const buildCommands = async (files: readonly string[]): Promise<BuiltCommands> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-commands-'));
  await build({
    absWorkingDir: root,
    entryPoints: [...files],
    outdir: folder,
    outbase: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    plugins: [inPlace],
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${JSON.stringify(import.meta.url)});`,
    },
    logLevel: 'silent',
  });
  return {
    run: (file, args, environment = {}) =>
      runNode([join(folder, file.replace(/\.tsx?$/, '.mjs')), ...args], environment),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Runs Node.js and waits for its end. The SDK's warnings of old versions of Node, on standard error, are off. */
export const runNode = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_NO_WARNINGS: '1', ...environment };
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, error] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, error }));
  });
