import { parseArgs } from 'node:util';
import { defaultSettings } from '../functions/settings/defaults.ts';
import { buildFunctions, functionNames } from './build.ts';
import { runCommand, say } from './ops/run-command.ts';
import { readSettings } from './settings.ts';

/**
 * `npm run build [-- --settings <file>]`: the bundles, their sizes, and the version the team is shown where they run.
 */
const outputFolder = 'dist/check';

await runCommand(async () => {
  const { values } = parseArgs({ options: { settings: { type: 'string' } } });
  const settings =
    values.settings === undefined
      ? { ...defaultSettings, sender: 'conduct@example.org' }
      : readSettings(values.settings);
  const { metafile, runningVersion } = await buildFunctions({ settings, outputFolder });
  for (const name of functionNames) {
    const { bytes } = metafile.outputs[`${outputFolder}/${name}/index.mjs`] ?? { bytes: 0 };
    say(`${name.padEnd(10)} ${Math.round(bytes / 1000)} KB`);
  }
  say(`${'version'.padEnd(10)} ${runningVersion}`);
});
