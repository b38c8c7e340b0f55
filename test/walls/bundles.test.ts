import { isBuiltin } from 'node:module';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { buildFunctions, functionNames, type FunctionName } from '../../infra/build.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a bundle is made of. */
type Bundle = {
  readonly text: string;
  /** Paths in the repository of our files that left bytes in it. */
  readonly files: readonly string[];
  /** Packages that left bytes in it. */
  readonly packages: readonly string[];
  /** Files of packages that left bytes in it, from the package's name on. */
  readonly packageFiles: readonly string[];
  /** What it loads when it runs. */
  readonly loads: readonly string[];
  /** Our files and files of packages that are loaded before the first event is answered. */
  readonly atStart: readonly string[];
};

/** Strings that any client of the service has to carry, minified or not. */
const marks = {
  kms: ['TrentService', 'com.amazonaws.kms', '@aws-sdk/client-kms'],
  ses: ['SendRawEmail', 'com.amazonaws.ses', '@aws-sdk/client-ses'],
  otherIdentities: ['AssumeRole', 'sso-oidc', '/latest/meta-data/iam', '@aws-sdk/nested-clients'],
};

/** Anybody who knows it can write there. */
const webhookUrl = 'https://chat.example.org/hooks/b1946ac92492d2347c6235b4d2611184';

const build = async (outputFolder: string): Promise<Record<FunctionName, Bundle>> => {
  const {
    metafile: { outputs },
  } = await buildFunctions({
    settings: {
      ...defaultSettings,
      sender: 'conduct@example.org',
      webhooks: { chat: { url: webhookUrl, when: 'urgent', evenWithExclusions: false } },
    },
    outputFolder,
  });
  const bundleOf = async (name: FunctionName): Promise<Bundle> => {
    const folder = join(outputFolder, name);
    const own = Object.entries(outputs).filter(([path]) => dirname(resolve(root, path)) === folder);
    if (own.length === 0) throw new Error(`no bundle for ${name}`);
    const inputs = own.flatMap(([, output]) =>
      Object.entries(output.inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
    );
    const files = own.map(([path]) => resolve(root, path));
    const inPackage = (path: string): string[] => path.split('node_modules/').slice(1).slice(-1);
    const packageFiles = inputs.flatMap(inPackage);
    const started = new Set<string>();
    const start = (path: string): void => {
      if (started.has(path) || outputs[path] === undefined) return;
      started.add(path);
      for (const { path: next, kind } of outputs[path].imports) if (kind === 'import-statement') start(next);
    };
    for (const [path] of own) if (path.endsWith('/index.mjs')) start(path);
    const atStart = own
      .filter(([path]) => started.has(path))
      .flatMap(([, output]) => Object.entries(output.inputs))
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => inPackage(path)[0] ?? path);
    return {
      text: (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n'),
      files: inputs.filter((path) => !path.includes('node_modules/') && !path.startsWith('<')),
      packages: [...new Set(packageFiles.map((path) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? ''))],
      packageFiles,
      atStart,
      loads: own
        .flatMap(([, { imports }]) => imports.map(({ path }) => path))
        .filter((path) => !files.includes(resolve(root, path))),
    };
  };
  return {
    reporter: await bundleOf('reporter'),
    team: await bundleOf('team'),
    scheduled: await bundleOf('scheduled'),
    mail: await bundleOf('mail'),
  };
};

describe('walls between the bundles', () => {
  let folder: string;
  let bundles: Record<FunctionName, Bundle>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conductline-bundles-'));
    bundles = await build(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const marksIn = (name: FunctionName, words: readonly string[]): string[] =>
    words.filter((word) => bundles[name].text.includes(word));

  it('the scheduled bundle carries every mark of KMS and SES, so that looking for them elsewhere means something', () => {
    expect(marksIn('scheduled', [...marks.kms, ...marks.ses])).toEqual([...marks.kms, ...marks.ses]);
  });

  it('the reporter bundle holds no client of KMS or SES', () => {
    expect(marksIn('reporter', [...marks.kms, ...marks.ses])).toEqual([]);
    expect(bundles.reporter.packages.filter((name) => name.startsWith('@aws-sdk/client-'))).toEqual([
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-s3',
    ]);
  });

  it.each(functionNames)(
    'the %s bundle loads the client of S3 and the cleaners when they are needed',
    (name) => {
      const late =
        /^@aws-sdk\/client-s3\/|^@cantoo\/pdf-lib\/|^@zip\.js\/|^functions\/(adapters\/s3\/open-|cleaning\/(clean-file|pdf|office))/;
      expect(bundles[name].atStart).toContain(`functions/${name}/handler.ts`);
      expect(bundles[name].packages).toContain('@aws-sdk/client-s3');
      expect(bundles[name].atStart.filter((path) => late.test(path))).toEqual([]);
    },
  );

  it('the bundles of the web put, keep and read what is attached; the scheduled one lists and deletes it', () => {
    const commands = (name: FunctionName) =>
      bundles[name].packageFiles
        .map((path) => /^@aws-sdk\/client-s3\/.*\/(\w+)Command\.js$/.exec(path)?.[1])
        // The client itself carries this one, for a kind of bucket that ours is not.
        .filter((command) => command !== undefined && command !== 'CreateSession')
        .sort();
    const ofTheWeb = ['CopyObject', 'GetObject', 'HeadObject', 'PutObject'];
    for (const name of ['reporter', 'team'] as const)
      expect([name, commands(name)]).toEqual([name, ofTheWeb]);
    expect(commands('scheduled')).toEqual(['DeleteObjects', 'ListObjectsV2']);
    // It puts and keeps files as they do, and reads and deletes mails; it lists nothing.
    expect(commands('mail')).toEqual([...ofTheWeb, 'DeleteObject'].sort());
    const clean = functionNames.filter((name) =>
      bundles[name].files.includes('functions/cleaning/clean-file.ts'),
    );
    expect(clean).toEqual(['reporter', 'team', 'mail']);
  });

  it('the team bundle holds no client of SES', () => {
    expect(marksIn('team', marks.ses)).toEqual([]);
    expect(bundles.team.packages).not.toContain('@aws-sdk/client-ses');
  });

  it('the mail bundle sends nothing: of AWS it knows tables, files and the key, and calls no function', () => {
    expect(marksIn('mail', marks.ses)).toEqual([]);
    const clients = bundles.mail.packages.filter((name) => name.startsWith('@aws-sdk/client-'));
    expect(clients.sort()).toEqual(['@aws-sdk/client-dynamodb', '@aws-sdk/client-kms', '@aws-sdk/client-s3']);
    for (const name of functionNames)
      expect(bundles[name].packages.includes('@aws-sdk/client-lambda')).toBe(name === 'scheduled');
  });

  it('the mail bundle holds nothing of the other functions’ pages and work, and nothing that opens what a case holds', () => {
    const opening =
      /^functions\/(reporter|respondent|scheduled)\/|^functions\/team\/(?!open-key-ring\.ts)|\/(open-brief|open-case|open-identity|open-conversation)\.ts$/;
    expect(bundles.mail.files).toContain('functions/mail/handler.ts');
    expect(bundles.mail.files.filter((path) => opening.test(path))).toEqual([]);
  });

  it('the scheduled bundle alone knows the addresses of webhooks', () => {
    const knowing = functionNames.filter((name) => bundles[name].text.includes(webhookUrl));
    expect(knowing).toEqual(['scheduled']);
  });

  it('the reporter bundle holds nothing of team or scheduled and nothing that opens with the key of a ring', () => {
    const opening = /^functions\/(team|scheduled)\/|\/(hpke-open|open-ring-sealed|open-brief|open-case)\.ts$/;
    expect(bundles.team.files.filter((path) => opening.test(path))).not.toEqual([]);
    expect(bundles.reporter.files.filter((path) => opening.test(path))).toEqual([]);
  });

  it.each(functionNames)('the %s bundle knows no way to credentials but the environment', (name) => {
    expect(marksIn(name, marks.otherIdentities)).toEqual([]);
    expect(bundles[name].packages.filter((one) => one.startsWith('@aws-sdk/credential-provider'))).toEqual([
      '@aws-sdk/credential-provider-env',
    ]);
  });

  it.each(functionNames)('the %s bundle is whole: it loads nothing but modules of Node', (name) => {
    expect(bundles[name].loads).not.toEqual([]);
    expect(bundles[name].loads.filter((path) => !isBuiltin(path))).toEqual([]);
  });

  it.each(functionNames)(
    'the %s bundle is made of functions/ and of packages that npm installs for it',
    async (name) => {
      expect(bundles[name].files.filter((path) => !path.startsWith('functions/'))).toEqual([]);
      const lock = z
        .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) })
        .parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
      const forDevelopment = (one: string): boolean => lock.packages[`node_modules/${one}`]?.dev ?? false;
      expect(forDevelopment('esbuild')).toBe(true);
      expect(bundles[name].packages.filter(forDevelopment)).toEqual([]);
    },
  );

  it.each(functionNames)(
    'the %s bundle holds one language of zod and no path of the machine that built it',
    (name) => {
      const languages = bundles[name].packageFiles.filter((path) => path.startsWith('zod/v4/locales/'));
      expect(languages).toEqual(['zod/v4/locales/en.js']);
      expect(bundles[name].text).not.toContain(root);
    },
  );
});
