import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultSettings } from '../functions/settings/defaults.ts';
import { bundleFunctions } from '../infra/build.ts';
import { licenceProblems, type LicensedPackage } from './licences/check-licences.ts';
import { bundledPackages, installedLicence } from './licences/installed-packages.ts';
import { readLock } from './licences/lock-file.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { runCommand, say } from '../infra/ops/run-command.ts';
import { CommandError } from '../infra/ops/member/team-of-command.ts';

const usage = `npm run licences

Says whether every package may be used for what it is used for. It writes nothing.`;

await runCommand(async () => {
  readCommandLine(usage, {});
  const root = fileURLToPath(new URL('..', import.meta.url));
  const lock = readLock(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const { metafile } = await bundleFunctions({ ...defaultSettings, sender: 'conduct@example.org' });
  const bundled = bundledPackages(metafile);
  const unknown = [...bundled].filter((path) => !lock.has(path));
  if (unknown.length > 0) throw new CommandError(`Not in the lock file: ${unknown.join(', ')}.`);

  const packages: LicensedPackage[] = [];
  for (const [path, { license }] of lock) {
    if (path === '') continue;
    const installed = await installedLicence(root, path);
    packages.push({ path, locked: license, installed, use: bundled.has(path) ? 'function' : 'tool' });
  }
  const problems = licenceProblems(packages);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  say(`${bundled.size} packages in the functions and ${packages.length - bundled.size} tools: all allowed.`);
});
