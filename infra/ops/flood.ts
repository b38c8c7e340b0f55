import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { reporterLanes } from '../aws/reporter-lanes.ts';
import { settingsFrom } from '../settings.ts';
import { floodPage } from './flood/page.ts';
import { storedUnits } from './flood/stored-units.ts';
import { runCommand } from './run-command.ts';

/** `npm run flood`: what a flood can cost a day. `-- --write` writes it to docs/flood.md. */
const file = fileURLToPath(new URL('../../docs/flood.md', import.meta.url));
await runCommand(async () => {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
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
