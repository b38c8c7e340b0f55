import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { day } from '../functions/domain/kernel/clock.ts';
import { buildFunctions } from '../infra/build.ts';
import { localSettings } from '../infra/local/local-settings.ts';
import { measureBundles } from './bench/bundles.ts';
import { measureDeciding } from './bench/deciding.ts';
import { measureFloodedMinute } from './bench/flooded-minute.ts';
import { measureOperations } from './bench/operations.ts';
import { measureSealing } from './bench/sealing.ts';
import { measureSearching } from './bench/searching.ts';
import { renderSection } from './bench/section.ts';
import { measureStoredCases } from './bench/stored-cases.ts';
import { measureThroughput } from './bench/throughput.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { runCommand } from '../infra/ops/run-command.ts';

const usage = `npm run bench [-- --write] [--only <words>]

Measures size, cold start, calls, processor time, throughput and growth, in half an hour or so, most of it for the
100,000 cases of “What stays flat”. With --write it also writes what it prints to docs/bench.md. --only measures the
sections whose title has these words, and with --write puts them in the place of those that stand there.`;

const report = fileURLToPath(new URL('../docs/bench.md', import.meta.url));
await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  });
  const wanted = values.only.toLowerCase();

  const bundles = await mkdtemp(join(tmpdir(), 'conductline-bundles-'));
  const parts: string[] = [];
  const print = (part: string): void => {
    parts.push(part);
    process.stdout.write(`${part}\n\n`);
  };

  try {
    const heading = wanted === '' ? 'By' : 'Some of it';
    print(
      [
        '# Speed and cost, measured',
        '',
        `By \`npm run bench\` on ${day(new Date())}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ` +
          `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ` +
          `with a load average of ${loadavg()[0]?.toFixed(1) ?? '?'} when it began: other work on the machine makes every time longer.`,
      ].join('\n'),
    );
    await buildFunctions({ settings: localSettings(), outputFolder: bundles });
    const measures = [
      measureBundles,
      measureOperations,
      measureThroughput,
      measureStoredCases,
      measureSearching,
      measureDeciding,
      measureFloodedMinute,
      measureSealing,
    ];
    for (const measure of measures) print(renderSection(await measure(bundles)));
    if (values.write) await writeFile(report, `${parts.join('\n\n')}\n`);
  } finally {
    await rm(bundles, { recursive: true, force: true });
  }
});
