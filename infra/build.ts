import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { version } from '../package.json' with { type: 'json' };
import { reporterOpenApi } from '../functions/reporter/api/open-api.ts';
import { teamOpenApi } from '../functions/team/api/open-api.ts';
import type { Settings } from '../functions/settings/schema.ts';
import { exportCheckDefinition } from './export-check.ts';
import { pageScriptDefinitions } from './page-scripts.ts';

export const alwaysDeployed = ['reporter', 'team', 'scheduled'] as const;
export const functionNames = [...alwaysDeployed, 'mail'] as const;
export type FunctionName = (typeof functionNames)[number];
/** The mail function is there only where a channel has an address for mails. */
export type AlwaysDeployedFunction = (typeof alwaysDeployed)[number];

const root = fileURLToPath(new URL('..', import.meta.url));

/** Parts of the AWS SDK that no function needs, and what stands in their place; the commands of ops keep them. */
const inPlaceOf = {
  '@aws-sdk/credential-provider-node': './functions/adapters/aws/environment-credentials.ts',
  '@smithy/core/event-streams': './functions/adapters/aws/no-event-streams.ts',
};

/** One file of the bundles; its path begins with the function's name and has forward slashes. */
export type BundleFile = { readonly path: string; readonly contents: Uint8Array };

/** `runningVersion` is what the team is shown: the release, and a hash of every byte that runs. */
export type Bundles = {
  readonly files: readonly BundleFile[];
  readonly metafile: Metafile;
  readonly runningVersion: string;
};

/**
 * The one way to a bundle: for the stack, the laptop, the benchmark and the wall tests alike. Writes
 * `<outputFolder>/<function>/index.mjs`, whose export `handler` is the Lambda handler; what a function imports only when
 * it needs it stands beside it in files of its own.
 * @returns what went into the bundles, for the wall tests.
 */
export const buildFunctions = async (options: {
  readonly settings: Settings;
  readonly outputFolder: string;
}): Promise<Omit<Bundles, 'files'>> => {
  const { files, ...built } = await bundleFunctions(options.settings, options.outputFolder);
  await writeBundles(files, options.outputFolder);
  return built;
};

/** Puts bundles in the place of whatever is in the folder. */
export const writeBundles = async (files: Bundles['files'], outputFolder: string): Promise<void> => {
  const folder = resolve(root, outputFolder);
  await rm(folder, { recursive: true, force: true });
  for (const { path, contents } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
};

/**
 * The bundles in memory. The same sources, packages and settings give the same bytes, wherever they are built.
 * @param outputFolder what the paths in the metafile lead to
 */
export const bundleFunctions = async (settings: Settings, outputFolder = 'dist/memory'): Promise<Bundles> => {
  const scripts = { ...pageScriptDefinitions(), ...exportCheckDefinition() };
  const built = await Promise.all(
    functionNames.map((name) => buildFunction(name, { settings, outputFolder, scripts })),
  );
  const files = built.flatMap(({ files }) => files);
  const runningVersion = `${version} (${hashOf(files)})`;
  return {
    files: files.map(({ path, contents }) => ({ path, contents: withVersion(contents, runningVersion) })),
    metafile: {
      inputs: Object.fromEntries(built.flatMap(({ metafile }) => Object.entries(metafile.inputs))),
      outputs: Object.fromEntries(built.flatMap(({ metafile }) => Object.entries(metafile.outputs))),
    },
    runningVersion,
  };
};

const hashCharacters = 12;
/** Stands where the version will, as long as it, while the bytes are hashed. */
const versionToCome = `${version} (${'-'.repeat(hashCharacters)})`;

const hashOf = (files: readonly BundleFile[]): string => {
  const hash = createHash('sha256');
  for (const { path, contents } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${path} ${contents.length}\n`).update(contents);
  return hash.digest('hex').slice(0, hashCharacters);
};

const withVersion = (contents: Uint8Array, runningVersion: string): Uint8Array =>
  Buffer.from(Buffer.from(contents).toString('utf8').replaceAll(versionToCome, runningVersion));

/**
 * What a function may know of the settings. Anybody who knows a webhook's address can write there: the two functions that
 * answer to the web don't. Whom the alarms go to and the account's number are no function's business.
 */
const settingsFor = (name: FunctionName, settings: Settings): Settings => ({
  ...settings,
  certificateArn: undefined,
  alarms: { ...settings.alarms, email: undefined },
  webhooks: name === 'scheduled' ? settings.webhooks : {},
});

/** The contract each function answers with; the other two have none. */
const openApiOf: Readonly<Record<FunctionName, (settings: Settings) => unknown>> = {
  reporter: reporterOpenApi,
  team: teamOpenApi,
  scheduled: () => ({}),
  mail: () => ({}),
};

/** Files are cleaned in a thread of their own, which begins at a file of its own. */
const takesFiles: Readonly<Record<FunctionName, boolean>> = {
  reporter: true,
  team: true,
  scheduled: false,
  mail: true,
};

/** Mails are read in a thread of their own as well. */
const takesMails = (name: FunctionName): boolean => name === 'mail';

// One call a function: with all three in one, esbuild would put what they share into a file outside their folders.
const buildFunction = async (
  name: FunctionName,
  {
    settings,
    outputFolder,
    scripts,
  }: {
    readonly settings: Settings;
    readonly outputFolder: string;
    readonly scripts: ReturnType<typeof pageScriptDefinitions>;
  },
): Promise<Pick<Bundles, 'files' | 'metafile'>> => {
  const outdir = resolve(root, outputFolder, name);
  const result = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: `functions/${name}/handler.ts`, out: 'index' },
      ...(takesFiles[name] ? [{ in: 'functions/adapters/worker/clean-worker.ts', out: 'clean-worker' }] : []),
      ...(takesMails(name)
        ? [{ in: 'functions/adapters/worker/read-mail-worker.ts', out: 'read-mail-worker' }]
        : []),
    ],
    outdir,
    write: false,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // The names of chunks come from the paths of what is in them: wherever the packages lie, they are the same.
    preserveSymlinks: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    alias: inPlaceOf,
    define: {
      CONDUCTLINE_SETTINGS: JSON.stringify(settingsFor(name, settings)),
      // As a text, which stands where it is used; a value would stand in what is loaded at the start.
      CONDUCTLINE_OPENAPI: JSON.stringify(JSON.stringify(openApiOf[name](settings))),
      CONDUCTLINE_VERSION: JSON.stringify(versionToCome),
      ...scripts,
    },
    // Arabic as it is: escaped, every letter would take three times its bytes.
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  const files = result.outputFiles.map(({ path, contents }) => ({
    path: `${name}/${relative(outdir, path).replaceAll('\\', '/')}`,
    contents,
  }));
  return { files, metafile: result.metafile };
};
