import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

const ours = /^(?:test|infra|functions)\/.*\.tsx?$/;
const importedValues = /^(?:import|export) (?!type\b)[^;]*?from '([^']+)'/gms;

/** What a file of the repository loads as it starts, and what that loads: paths of ours, modules of Node, packages. */
export const loadedBy = (start: string): ReadonlySet<string> => {
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    if (!ours.test(path)) return;
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    for (const [, target = ''] of text.matchAll(importedValues))
      load(target.startsWith('.') ? posix.join(posix.dirname(path), target) : target);
  };
  load(start);
  return loaded;
};
