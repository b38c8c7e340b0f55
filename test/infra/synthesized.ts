import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { functionNames } from '../../infra/build.ts';
import { ConductlineStack } from '../../infra/conductline-stack.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { readTemplate, type ReadTemplate } from './template.ts';

/**
 * The stack's template for these own settings. The functions' code is a placeholder, for nothing in a template
 * depends on it, and CDK's own rules are left to `app.test.ts`, which runs the app as it is.
 */
export const synthesize = (own: unknown): { readonly template: Template; readonly read: ReadTemplate } => {
  const folder = mkdtempSync(join(tmpdir(), 'conductline-synth-'));
  try {
    for (const name of functionNames) {
      mkdirSync(join(folder, 'code', name), { recursive: true });
      writeFileSync(join(folder, 'code', name, 'index.mjs'), `export const handler = '${name}';`);
    }
    const app = new App({
      outdir: join(folder, 'out'),
      autoSynth: false,
      // A fortieth of the time: no rules of CDK's own, no stack trace for each construct.
      builtinCloudFormationValidation: false,
      treeMetadata: false,
      context: { 'aws:cdk:disable-stack-trace': true },
    });
    const stack = new ConductlineStack(app, 'Conductline', {
      settings: settingsFrom(own, 'the test'),
      bundles: join(folder, 'code'),
    });
    const template = Template.fromStack(stack);
    return { template, read: readTemplate(template.toJSON()) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Two channels that take reports by mail, of one domain. */
export const mailSettings = {
  sender: 'conduct@example.org',
  channels: {
    conduct: { mail: { address: 'conduct@in.example.org' } },
    security: { mail: { address: 'security@in.example.org' } },
  },
};

/** What everybody gets who gives nothing but a sender. Synthesized once for each test file. */
export const { template, read } = synthesize({ sender: 'conduct@example.org' });
