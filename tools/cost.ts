import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { day } from '../functions/domain/kernel/clock.ts';
import { settingsFrom } from '../infra/settings.ts';
import { countedFile, readCounted } from './cost/counted.ts';
import { countOperations } from './cost/count-operations.ts';
import { costPage } from './cost/page.ts';
import { worstDayIn } from './cost/worst-day-in.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { runCommand } from '../infra/ops/run-command.ts';

const usage = `npm run cost [-- --write]

Prints what the service costs, by the counts that are kept. With --write it counts again, by running everything against
the emulators, and writes the counts and docs/cost.md.`;

const file = fileURLToPath(new URL('../docs/cost.md', import.meta.url));
const flood = fileURLToPath(new URL('../docs/flood.md', import.meta.url));
await runCommand(async () => {
  const { values } = readCommandLine(usage, { write: { type: 'boolean', default: false } });
  if (values.write) {
    const fresh = { countedOn: day(new Date()), operations: await countOperations() };
    await writeFile(countedFile, await format(JSON.stringify(fresh), { parser: 'json', printWidth: 110 }));
  }
  const settings = settingsFrom({ sender: 'conduct@example.org' }, 'the defaults');
  const page = costPage({
    counted: readCounted(),
    worstDay: worstDayIn(readFileSync(flood, 'utf8')),
    channels: Object.keys(settings.channels).length,
  });
  if (values.write) await writeFile(file, page);
  else process.stdout.write(page);
});
