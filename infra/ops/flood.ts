import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { reporterLanes } from '../aws/reporter-lanes.ts';
import { settingsFrom } from '../settings.ts';
import { floodPage } from './flood/page.ts';
import { storedUnits } from './flood/stored-units.ts';
import { readCommandLine } from './command-line.ts';
import { runCommand } from './run-command.ts';

const usage = `npm run flood [-- --write]

Prints what a flood can cost a day. With --write it writes that to docs/flood.md.`;

const file = fileURLToPath(new URL('../../docs/flood.md', import.meta.url));
await runCommand(async () => {
  const { values } = readCommandLine(usage, { write: { type: 'boolean', default: false } });
  const settings = settingsFrom({ sender: 'conduct@example.org' }, 'the defaults');
  const lanes = reporterLanes(settings.throttles).map(({ key, throttle }) => ({ key, ...throttle }));
  const page = floodPage(
    [...lanes, { key: '$default', ...settings.throttles.pages }],
    await storedUnits(settings),
    settings,
  );
  if (values.write) await writeFile(file, page);
  else process.stdout.write(page);
});
