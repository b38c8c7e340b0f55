import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLock } from './licences/lock-file.ts';
import { billOfMaterials } from './licences/bill-of-materials.ts';
import { readCommandLine } from '../infra/ops/command-line.ts';
import { runCommand, say } from '../infra/ops/run-command.ts';

const usage = `npm run sbom

Prints what the functions may be made of, as CycloneDX 1.5, by the lock file alone. It writes nothing.`;

await runCommand(async () => {
  readCommandLine(usage, {});
  const root = fileURLToPath(new URL('..', import.meta.url));
  const lock = readLock(await readFile(join(root, 'package-lock.json'), 'utf8'));
  say(JSON.stringify(billOfMaterials(lock), undefined, 2));
});
