import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { reporterOpenApi } from '../functions/reporter/api/open-api.ts';
import { teamOpenApi } from '../functions/team/api/open-api.ts';
import type { Settings } from '../functions/settings/schema.ts';

export const functionNames = ['reporter', 'team', 'scheduled'] as const;
export type FunctionName = (typeof functionNames)[number];

const root = fileURLToPath(new URL('..', import.meta.url));

/** Parts of the AWS SDK that no function needs, and what stands in their place; the commands of ops keep them. */
const inPlaceOf = {
  '@aws-sdk/credential-provider-node': './functions/adapters/aws/environment-credentials.ts',
  '@smithy/core/event-streams': './functions/adapters/aws/no-event-streams.ts',
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
}): Promise<Metafile> => {
  await rm(options.outputFolder, { recursive: true, force: true });
  const built = await Promise.all(functionNames.map((name) => buildFunction(name, options)));
  return {
    inputs: Object.fromEntries(built.flatMap(({ inputs }) => Object.entries(inputs))),
    outputs: Object.fromEntries(built.flatMap(({ outputs }) => Object.entries(outputs))),
  };
};

/** Whoever knows a webhook's address can write there: the two functions that answer to the web don't. */
const settingsFor = (name: FunctionName, settings: Settings): Settings =>
  name === 'scheduled' ? settings : { ...settings, webhooks: {} };

/** The contract each function answers with; the scheduled function has none. */
const openApiOf: Readonly<Record<FunctionName, (settings: Settings) => unknown>> = {
  reporter: reporterOpenApi,
  team: teamOpenApi,
  scheduled: () => ({}),
};

// One call a function: with all three in one, esbuild would put what they share into a file outside their folders.
const buildFunction = async (
  name: FunctionName,
  { settings, outputFolder }: { readonly settings: Settings; readonly outputFolder: string },
): Promise<Metafile> => {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [{ in: `functions/${name}/handler.ts`, out: 'index' }],
    outdir: `${outputFolder}/${name}`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
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
    },
    // Arabic as it is: escaped, every letter would take three times its bytes.
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  return result.metafile;
};
