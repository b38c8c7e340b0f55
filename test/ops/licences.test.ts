import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licenceProblems, type LicensedPackage } from '../../tools/licences/check-licences.ts';
import { bundledPackages, installedLicence } from '../../tools/licences/installed-packages.ts';

const run = promisify(execFile);

const some = (own: Partial<LicensedPackage>): LicensedPackage => ({
  path: 'node_modules/some',
  locked: 'MIT',
  installed: 'MIT',
  use: 'function',
  ...own,
});

describe('licences', () => {
  it('of what may be used are no problem', () => {
    const packages = [
      some({}),
      some({ locked: 'Apache-2.0', installed: 'Apache-2.0' }),
      some({ locked: 'MPL-2.0', installed: 'MPL-2.0', use: 'tool' }),
    ];
    expect(licenceProblems(packages)).toEqual([]);
  });

  it('that a tool may have are named, with the path, when what has them is part of a function', () => {
    expect(licenceProblems([some({ locked: 'MPL-2.0', installed: 'MPL-2.0' })])).toEqual([
      'node_modules/some: MPL-2.0, and it is part of a function.',
    ]);
  });

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE',
    'mit',
    'MIT AND SSPL-1.0',
  ])('that nobody has allowed are named: %s', (licence) => {
    for (const use of ['function', 'tool'] as const)
      expect(licenceProblems([some({ locked: licence, installed: licence, use })])[0]).toContain(licence);
  });

  it('that nobody names are a problem', () => {
    expect(licenceProblems([some({ locked: undefined, installed: '' })])).toEqual([
      'node_modules/some: no licence, and it is part of a function.',
    ]);
    expect(licenceProblems([some({ locked: undefined, installed: undefined, use: 'tool' })])).toEqual([
      'node_modules/some: no licence, and it is a tool.',
    ]);
  });

  it('of what is not installed here are those of the lock file; an installed package says its own', () => {
    expect(licenceProblems([some({ installed: undefined })])).toEqual([]);
    expect(licenceProblems([some({ installed: 'ISC' })])).toEqual([
      'node_modules/some: ISC, but the lock file says MIT.',
    ]);
  });

  it('of this repository are all allowed, and its command says so', async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'tools/licences.ts'], {
      cwd: root,
    });
    expect(stdout).toMatch(/^\d+ packages in the functions and \d+ tools: all allowed\.\n$/);
  });
});

describe('what an installed package says of its licence', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'conductline-licences-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each([
    ['one', { license: 'MIT' }, 'MIT'],
    ['older', { license: { type: 'BSD-3-Clause' } }, 'BSD-3-Clause'],
    ['oldest', { licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }] }, 'MIT OR Apache-2.0'],
    ['none', { name: 'none' }, ''],
  ])('is read as it is written: %s', async (name, manifest, licence) => {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'package.json'), JSON.stringify(manifest));
    expect(await installedLicence(root, name)).toBe(licence);
  });

  it('is nothing when the package is not there', async () => {
    expect(await installedLicence(root, 'missing')).toBeUndefined();
  });
});

describe('packages in the bundles', () => {
  it('are those that left bytes in them, each by its folder, wherever node_modules lies', () => {
    const inputs: Metafile['outputs'][string]['inputs'] = {
      'functions/reporter/handler.ts': { bytesInOutput: 10 },
      'node_modules/hono/dist/hono.js': { bytesInOutput: 10 },
      'node_modules/@smithy/core/dist-es/index.js': { bytesInOutput: 10 },
      '../other/node_modules/tsyringe/node_modules/tslib/tslib.es6.js': { bytesInOutput: 10 },
      'node_modules/left-out/index.js': { bytesInOutput: 0 },
    };
    const output = { bytes: 30, inputs, imports: [], exports: [] };
    expect([...bundledPackages({ outputs: { 'index.mjs': output } })]).toEqual([
      'node_modules/hono',
      'node_modules/@smithy/core',
      'node_modules/tsyringe/node_modules/tslib',
    ]);
  });
});
