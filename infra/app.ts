import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { buildFunctions } from './build.ts';
import { ConductlineStack } from './conductline-stack.ts';
import { settingsFromContext } from './context-settings.ts';
import { refuseOtherRegion } from './edge-region.ts';
import { refuseRegionWithoutMail } from './mail-region.ts';
import { SettingsError } from './settings.ts';

const context = z.record(z.string(), z.unknown());
const bundles = fileURLToPath(new URL('../dist/stack', import.meta.url));

try {
  const app = new App({ autoSynth: false });
  const settings = settingsFromContext(context.parse(app.node.getAllContext()));
  refuseOtherRegion(settings, process.env.CDK_DEFAULT_REGION);
  refuseRegionWithoutMail(settings, process.env.CDK_DEFAULT_REGION);
  await buildFunctions({ settings, outputFolder: bundles });
  new ConductlineStack(app, 'Conductline', { settings, bundles });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
