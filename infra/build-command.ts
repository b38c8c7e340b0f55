import { defaultSettings } from '../functions/settings/defaults.ts';
import { buildFunctions, functionNames } from './build.ts';

/** `npm run build`: the bundles with the default settings, and their sizes. */
const outputFolder = 'dist/check';
const { outputs } = await buildFunctions({
  settings: { ...defaultSettings, sender: 'conduct@example.org' },
  outputFolder,
});
for (const name of functionNames) {
  const { bytes } = outputs[`${outputFolder}/${name}/index.mjs`] ?? { bytes: 0 };
  process.stdout.write(`${name.padEnd(10)} ${Math.round(bytes / 1000)} KB\n`);
}
