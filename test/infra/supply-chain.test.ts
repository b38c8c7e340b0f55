import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { bundleFunctions } from '../../infra/build.ts';
import { bundledPackages } from '../../tools/licences/installed-packages.ts';
import { readLock, type LockedPackage } from '../../tools/licences/lock-file.ts';
import * as packageJson from '../../package.json' with { type: 'json' };

const lock = readLock(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
const locked = (path: string): LockedPackage => {
  const found = lock.get(path);
  if (!found) throw new Error(`${path} is not in the lock file`);
  return found;
};

/** Where `npm ci` has to work. */
const platforms = ['linux', 'darwin', 'win32'].flatMap((os) => ['x64', 'arm64'].map((cpu) => ({ os, cpu })));

/** Packages of which npm installs the one that fits the machine, by the package that asks for them. */
const families = [...lock].flatMap(([path, { optionalDependencies = {} }]) => {
  const members = Object.keys(optionalDependencies).map((name) => `node_modules/${name}`);
  const isFamily = members.filter((member) => lock.get(member)?.cpu !== undefined).length > 1;
  return isFamily ? [{ path, members }] : [];
});

describe('the lock file', () => {
  it('knows the families of packages that differ by machine', () => {
    expect(families.map(({ path }) => path)).toContain('node_modules/esbuild');
  });

  it.each(families)('has every member that $path may ask for, each with its hash', ({ members }) => {
    expect(members.filter((member) => lock.get(member)?.integrity === undefined)).toEqual([]);
  });

  it.each(families)('$path finds its member on Linux, macOS and Windows, on x64 and arm64', ({ members }) => {
    const missing = platforms.filter(
      ({ os, cpu }) =>
        !members.some((member) => {
          const { os: itsOs = [], cpu: itsCpu = [] } = locked(member);
          return itsOs.includes(os) && itsCpu.includes(cpu);
        }),
    );
    expect(missing).toEqual([]);
  });

  it('has a hash for every package that does not come inside another one, and a version for each', () => {
    const packages = [...lock].filter(([path]) => path !== '');
    expect(packages.filter(([, { version }]) => version === undefined)).toEqual([]);
    const unhashed = packages.filter(([, { integrity, inBundle }]) => integrity === undefined && !inBundle);
    expect(unhashed.map(([path]) => path)).toEqual([]);
  });
});

describe('the packages', () => {
  const asked = { ...packageJson.dependencies, ...packageJson.devDependencies };

  it.each(Object.entries(asked))(
    '%s is asked for in one exact version, %s, which is locked',
    (name, version) => {
      expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(locked(`node_modules/${name}`).version).toBe(version);
    },
  );

  it('that a function is made of, or that come with them, run nothing when they are installed', async () => {
    const { metafile } = await bundleFunctions({ ...defaultSettings, sender: 'conduct@example.org' });
    const bundled = bundledPackages(metafile);
    expect(bundled.size).toBeGreaterThan(10);
    const needed = [...lock].filter(([path, { dev }]) => path !== '' && (bundled.has(path) || !dev));
    expect(needed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
    // What looks for them finds those that the tools have.
    expect(locked('node_modules/esbuild').hasInstallScript).toBe(true);
  });
});
