import type { Metafile } from 'esbuild';
import { kilobyte } from '../functions/domain/kernel/size.ts';
import { defaultSettings } from '../functions/settings/defaults.ts';
import { buildFunctions, functionNames } from './build.ts';
import { readCommandLine } from './ops/command-line.ts';
import { runCommand, say } from './ops/run-command.ts';
import { readSettings } from './settings.ts';

const usage = `npm run build [-- --settings <file>]

Builds the functions with your settings, or with the defaults, and prints the sizes of the bundles and the version that
the team is shown where they run.`;

const outputFolder = 'dist/check';

/** The files that are loaded before the first event is answered. */
const loadedWith = (metafile: Metafile, path: string, loaded = new Set<string>()): Set<string> => {
  const output = metafile.outputs[path];
  if (!output || loaded.has(path)) return loaded;
  loaded.add(path);
  for (const { path: next, kind } of output.imports)
    if (kind === 'import-statement') loadedWith(metafile, next, loaded);
  return loaded;
};

await runCommand(async () => {
  const { values } = readCommandLine(usage, { settings: { type: 'string' } });
  const settings =
    values.settings === undefined
      ? { ...defaultSettings, sender: 'conduct@example.org' }
      : readSettings(values.settings);
  const { metafile, runningVersion } = await buildFunctions({ settings, outputFolder });
  const { outputs } = metafile;
  const kilobytes = (paths: Iterable<string>): number =>
    Math.round([...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0) / kilobyte);
  for (const name of functionNames) {
    const folder = `${outputFolder}/${name}/`;
    const start = loadedWith(metafile, `${folder}index.mjs`);
    const late = Object.keys(outputs).filter((path) => path.startsWith(folder) && !start.has(path));
    say(`${name.padEnd(10)} ${kilobytes(start)} KB at its start, ${kilobytes(late)} KB when needed`);
  }
  say(`${'version'.padEnd(10)} ${runningVersion}`);
});
