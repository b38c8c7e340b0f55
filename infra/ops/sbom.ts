import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLock } from './licences/lock-file.ts';
import { billOfMaterials } from './licences/bill-of-materials.ts';
import { runCommand, say } from './run-command.ts';

/** `npm run sbom`: what the functions may be made of, as CycloneDX 1.5. By the lock file alone; writes nothing. */
await runCommand(async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const lock = readLock(await readFile(join(root, 'package-lock.json'), 'utf8'));
  say(JSON.stringify(billOfMaterials(lock), undefined, 2));
});
