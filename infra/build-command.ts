import { defaultSettings } from '../functions/settings/defaults.ts';
import { buildFunctions, functionNames } from './build.ts';

/** `npm run build`: the bundles with the default settings, and their sizes. */
const outputFolder = 'dist/check';
const { outputs } = await buildFunctions({
  settings: { ...defaultSettings, sender: 'conduct@example.org' },
  outputFolder,
});

/** The files that are loaded before the first event is answered. */
const loadedWith = (path: string, loaded = new Set<string>()): Set<string> => {
  const output = outputs[path];
  if (!output || loaded.has(path)) return loaded;
  loaded.add(path);
  for (const { path: next, kind } of output.imports)
    if (kind === 'import-statement') loadedWith(next, loaded);
  return loaded;
};
const kilobytes = (paths: Iterable<string>): number =>
  Math.round([...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0) / 1000);

for (const name of functionNames) {
  const folder = `${outputFolder}/${name}/`;
  const start = loadedWith(`${folder}index.mjs`);
  const late = Object.keys(outputs).filter((path) => path.startsWith(folder) && !start.has(path));
  process.stdout.write(
    `${name.padEnd(10)} ${kilobytes(start)} KB at its start, ${kilobytes(late)} KB when needed\n`,
  );
}
