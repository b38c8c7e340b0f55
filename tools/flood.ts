import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { throttledRoutes } from '../infra/aws/throttled-routes.ts';
import { settingsFrom } from '../infra/settings.ts';
import { measureRoutes } from './flood/measure-routes.ts';
import { measuredFile, readMeasured } from './flood/measured.ts';
import { floodPage } from './flood/page.ts';
import { storedUnits } from './flood/stored-units.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { runCommand } from '../infra/ops/run-command.ts';

const usage = `npm run flood [-- --write] [--measure]

Prints what a flood can cost a day. With --write it writes that to docs/flood.md; with --measure it first measures again
what the dearest requests take, which needs some minutes.`;

const file = fileURLToPath(new URL('../docs/flood.md', import.meta.url));
await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    write: { type: 'boolean', default: false },
    measure: { type: 'boolean', default: false },
  });
  if (values.measure) {
    const fresh = await measureRoutes();
    await writeFile(measuredFile, await format(JSON.stringify(fresh), { parser: 'json', printWidth: 110 }));
  }
  const settings = settingsFrom({ sender: 'conduct@example.org' }, 'the defaults');
  const routes = throttledRoutes(settings).map(({ key, throttle }) => ({ key, ...throttle }));
  const page = floodPage({
    routes: [...routes, { key: '$default', ...settings.throttles.pages }],
    team: settings.throttles.team,
    units: await storedUnits(settings),
    measured: readMeasured(),
    settings,
  });
  if (values.write) await writeFile(file, page);
  else process.stdout.write(page);
});
