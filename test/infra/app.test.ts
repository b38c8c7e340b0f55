import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alwaysDeployed, functionNames } from '../../infra/build.ts';
import { mailSettings } from './synthesized.ts';
import { readTemplate } from './template.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'conductline-app-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cdkJson = z
  .looseObject({ app: z.string(), context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));

/** Runs the app as the CDK command line does, which hands context and output folder over in the environment. */
const runApp = async (
  context: Record<string, unknown>,
  outputFolder: string,
  environment: Readonly<Record<string, string>> = {},
) => {
  const child = spawn(cdkJson.app, {
    shell: true,
    cwd: root,
    env: {
      ...process.env,
      CDK_CONTEXT_JSON: JSON.stringify({
        ...cdkJson.context,
        ...context,
        'aws:cdk:disable-stack-trace': true,
      }),
      CDK_OUTDIR: outputFolder,
      NODE_NO_WARNINGS: '1',
      // CDK's own rules take seconds to load and run with every `cdk synth`.
      CDK_VALIDATION: 'false',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, output: Buffer.concat(output).toString('utf8') };
};

describe('the app with nothing but a sender', () => {
  const out = join(folder, 'sender');
  const json = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));
  let run: Awaited<ReturnType<typeof runApp>>;
  beforeAll(async () => {
    run = await runApp({ sender: 'conduct@example.org' }, out);
  });

  it('synthesizes', () => {
    expect(run).toEqual({ exitCode: 0, output: '' });
  });

  it('passes the AwsSolutions checks', () => {
    expect(json('validation-report.json')).toMatchObject({ pluginReports: [] });
  });

  it('hands each function the bundle built for it', () => {
    const code = z.looseObject({ S3Key: z.string().regex(/^[0-9a-f]{64}\.zip$/) });
    const functions = readTemplate(json('Conductline.template.json')).ofType('AWS::Lambda::Function');
    expect(functions).toHaveLength(alwaysDeployed.length);
    for (const { id, Properties } of functions) {
      const asset = `asset.${code.parse(Properties.Code).S3Key.replace('.zip', '')}`;
      const built = join(root, 'dist', 'stack', id.replace(/Function.*$/, '').toLowerCase(), 'index.mjs');
      expect(readFileSync(join(out, asset, 'index.mjs')).equals(readFileSync(built))).toBe(true);
    }
  });
});

describe('the app with an address for mails', () => {
  const settings = join(folder, 'mail.json');
  writeFileSync(settings, JSON.stringify(mailSettings));
  const out = join(folder, 'mail');

  it('synthesizes with the function that reads them, and passes the AwsSolutions checks', async () => {
    const run = await runApp({ settings }, out, { CDK_DEFAULT_REGION: 'eu-central-1' });
    expect(run).toEqual({ exitCode: 0, output: '' });
    const json = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));
    expect(json('validation-report.json')).toMatchObject({ pluginReports: [] });
    const functions = readTemplate(json('Conductline.template.json')).ofType('AWS::Lambda::Function');
    expect(functions).toHaveLength(functionNames.length);
  });

  it('is refused with a sentence where SES receives none', async () => {
    const none = join(folder, 'none');
    const { exitCode, output } = await runApp({ settings }, none, { CDK_DEFAULT_REGION: 'il-central-1' });
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /^channels\.conduct\.mail: SES receives no mail in il-central-1\. Deploy to one of us-east-1, /,
    );
    expect(existsSync(join(none, 'manifest.json'))).toBe(false);
  });
});

describe('the app without usable settings', () => {
  it.each([
    [
      'nothing',
      {},
      'Say who sends the notices: -c sender=conduct@example.org, or -c settings=<your settings file>.\n',
    ],
    [
      'no address',
      { sender: 'conduct' },
      'The settings in -c sender=<address> cannot be used:\n  sender: Must be one e-mail address, such as conduct@example.org.\n',
    ],
  ])(
    'ends with a sentence and exit code 1, without a stack trace, when given %s',
    async (_, context, sentence) => {
      const out = join(folder, 'refused');
      expect(await runApp(context, out)).toEqual({ exitCode: 1, output: sentence });
      expect(existsSync(join(out, 'manifest.json'))).toBe(false);
    },
  );
});
