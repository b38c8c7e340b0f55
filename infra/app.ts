import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildFunctions } from './build.ts';
import { ConductlineStack } from './conductline-stack.ts';
import { settingsFromContext } from './context-settings.ts';
import { refuseOtherRegion } from './edge-region.ts';
import { SettingsError } from './settings.ts';

const bundles = fileURLToPath(new URL('../dist/stack', import.meta.url));

try {
  const app = new App({ autoSynth: false });
  const settings = settingsFromContext((name) => app.node.tryGetContext(name));
  refuseOtherRegion(settings, process.env.CDK_DEFAULT_REGION);
  await buildFunctions({ settings, outputFolder: bundles });
  new ConductlineStack(app, 'Conductline', { settings, bundles });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
