import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kilobyte } from '../functions/domain/kernel/size.ts';
import { CommandError } from '../infra/ops/member/team-of-command.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { searchSlowInputs } from './fuzz-cleaning/search-slow-inputs.ts';
import { runCommand } from '../infra/ops/run-command.ts';

const usage = `npm run fuzz-cleaning [-- --seconds <number>] [--seed <number>] [--keep <folder>]

Looks for files that take long to clean: changes the files of the test corpus at random, goes on from the slowest, and
prints the worst of each type in milliseconds of processor time, and per KB. With --keep it writes those files to a folder.`;

const corpus = fileURLToPath(new URL('../test/cleaning/files/', import.meta.url));

await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
  });
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  if (!(seconds > 0)) throw new CommandError('--seconds takes a number above 0.');
  if (!Number.isInteger(seed)) throw new CommandError('--seed takes a whole number.');
  const names = (await readdir(corpus)).filter((name) => !name.endsWith('.md')).sort();
  const originals = await Promise.all(names.map((name) => readFile(join(corpus, name))));
  const { tried, slowest } = await searchSlowInputs(originals, { seconds, seed });
  process.stdout.write(`${tried} files cleaned, seed ${seed}\n\ntype  outcome  bytes  ms  ms per KB\n`);
  for (const { type, outcome, bytes, milliseconds } of slowest) {
    const perKilobyte = milliseconds / Math.max(1, bytes.length / kilobyte);
    process.stdout.write(
      `${type}  ${outcome}  ${bytes.length}  ${milliseconds.toFixed(0)}  ${perKilobyte.toFixed(1)}\n`,
    );
  }
  if (values.keep === undefined) return;
  await mkdir(values.keep, { recursive: true });
  for (const { type, bytes } of slowest) await writeFile(join(values.keep, `slow-${type}.bin`), bytes);
});
