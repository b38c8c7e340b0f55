import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { day } from '../functions/domain/kernel/clock.ts';
import { buildFunctions } from '../infra/build.ts';
import { localSettings } from '../infra/local/local-settings.ts';
import { measureBundles } from './bench/bundles.ts';
import { measureDeciding } from './bench/deciding.ts';
import { measureFloodedMinute } from './bench/flooded-minute.ts';
import { measureGrowth } from './bench/growth.ts';
import { measureMailReading } from './bench/mail.ts';
import { measureMailFiling } from './bench/mail-filing.ts';
import { measureOperations } from './bench/operations.ts';
import { measureSealing } from './bench/sealing.ts';
import { measureSearching } from './bench/searching.ts';
import { renderSection, replaceSection, type Section } from './bench/section.ts';
import { measureStoredCases } from './bench/stored-cases.ts';
import { measureThroughput } from './bench/throughput.ts';
import { measureYearlyReport } from './bench/yearly-report.ts';
import { nameHint } from '../functions/settings/nearest-name.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { CommandError } from '../infra/ops/member/team-of-command.ts';
import { runCommand } from '../infra/ops/run-command.ts';

const sections: Readonly<Record<string, (bundleFolder: string) => Promise<Section>>> = {
  bundles: measureBundles,
  operations: measureOperations,
  throughput: measureThroughput,
  'stored-cases': measureStoredCases,
  searching: measureSearching,
  deciding: measureDeciding,
  growth: measureGrowth,
  'yearly-report': measureYearlyReport,
  'flooded-minute': measureFloodedMinute,
  sealing: measureSealing,
  mail: measureMailReading,
  'mail-filing': measureMailFiling,
};
const names = Object.keys(sections);

const usage = `npm run bench [-- --write] [--only <section>[,<section>]]

Measures size, cold start, calls, processor time, throughput and growth; most of the time is taken by 100,000 stored
cases. With --write it also writes what it prints to docs/bench.md. --only measures some of the sections, and with
--write puts them in their place there: ${names.join(', ')}.`;

const chosen = (only: string | undefined): readonly string[] => {
  const wanted = only?.split(',') ?? names;
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new CommandError(`There is no section "${unknown}". ${nameHint(unknown, names)}`);
  return names.filter((name) => wanted.includes(name));
};

/** When, on what and beside how much other work it is measured. */
const circumstances = (): string =>
  `on ${day(new Date())}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ` +
  `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ` +
  `with a load average of ${loadavg()[0]?.toFixed(1) ?? '?'} when it began`;

const report = fileURLToPath(new URL('../docs/bench.md', import.meta.url));
await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
  });
  const bundles = await mkdtemp(join(tmpdir(), 'conductline-bundles-'));
  const parts: string[] = [];
  const print = (part: string): void => {
    parts.push(part);
    process.stdout.write(`${part}\n\n`);
  };

  try {
    if (values.only === undefined)
      print(
        `# Speed and cost, measured\n\nBy \`npm run bench\` ${circumstances()}: other work on the machine makes every time longer.`,
      );
    // With transparency reports, and as many look-ups of a day as settings can allow: they are measured too.
    const settings = localSettings({ transparency: { enabled: true }, register: { lookupsPerDay: 500 } });
    await buildFunctions({ settings, outputFolder: bundles });
    for (const name of chosen(values.only)) {
      const by = circumstances();
      const section = await sections[name]?.(bundles);
      if (!section) continue;
      const alone = values.only === undefined ? '' : `Measured by itself ${by}. `;
      print(renderSection({ ...section, note: alone + section.note }));
    }
    if (!values.write) return;
    if (values.only === undefined) await writeFile(report, `${parts.join('\n\n')}\n`);
    else await writeFile(report, parts.reduce(replaceSection, await readFile(report, 'utf8')));
  } finally {
    await rm(bundles, { recursive: true, force: true });
  }
});
