import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { bundleFunctions } from '../../infra/build.ts';
import { billOfMaterials } from '../../tools/licences/bill-of-materials.ts';
import { bundledPackages } from '../../tools/licences/installed-packages.ts';
import { readLock } from '../../tools/licences/lock-file.ts';

const lock = readLock(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
const bill = billOfMaterials(lock);

describe('the bill of materials', () => {
  it('names every package that left bytes in a function', async () => {
    const { metafile } = await bundleFunctions({ ...defaultSettings, sender: 'conduct@example.org' });
    const named = new Set(bill.components.map((component) => component['bom-ref']));
    expect([...bundledPackages(metafile)].filter((path) => !named.has(path))).toEqual([]);
  });

  it('names no package that only tools ask for', () => {
    const names = bill.components.map(({ name }) => name);
    expect(names).toContain('@aws-sdk/core');
    for (const tool of ['vitest', 'esbuild', 'aws-cdk-lib', 'typescript']) expect(names).not.toContain(tool);
  });

  it('says which package asks for which, so that each can be reached from this one', () => {
    const asked = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const reached = new Set<string>();
    const visit = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      asked.get(ref)?.forEach(visit);
    };
    visit('conductline');
    expect([...reached].sort()).toEqual([...asked.keys()].sort());
    expect(asked.size).toBe(bill.components.length + 1);
    expect(asked.get('conductline')).not.toContain('node_modules/@aws-sdk/core');
    expect(asked.get('node_modules/@aws-sdk/client-kms')).toContain('node_modules/@aws-sdk/core');
  });

  it('says of each its version, its licence, its hash and a package URL', () => {
    for (const component of bill.components) {
      expect(component.version).toMatch(/^\d+\.\d+\.\d+/);
      expect(component).toMatchObject({ licenses: [{ expression: expect.any(String) as string }] });
      expect(component).toMatchObject({ hashes: [{ alg: 'SHA-512' }] });
      expect(component.purl).toBe(`pkg:npm/${component.name.replace('@', '%40')}@${component.version}`);
    }
  });
});
