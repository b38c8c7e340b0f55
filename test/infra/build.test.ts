import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { bundleFunctions, type Bundles } from '../../infra/build.ts';
import { version } from '../../package.json' with { type: 'json' };

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

const settings = { ...defaultSettings, sender: 'conduct@example.org' };
const hashesOf = ({ files }: Pick<Bundles, 'files'>): Record<string, string> =>
  Object.fromEntries(
    files.map(({ path, contents }) => [path, createHash('sha256').update(contents).digest('hex')]),
  );
const textOf = ({ files }: Bundles, name: string): string =>
  files
    .filter(({ path }) => path.startsWith(`${name}/`))
    .map(({ contents }) => Buffer.from(contents).toString('utf8'))
    .join('\n');

/** Run in another copy of the sources; prints what `hashesOf` says of its bundles. */
const script = `
  import { createHash } from 'node:crypto';
  const { bundleFunctions } = await import('./infra/build.ts');
  const { defaultSettings } = await import('./functions/settings/defaults.ts');
  const { files } = await bundleFunctions({ ...defaultSettings, sender: 'conduct@example.org' });
  const hash = (contents) => createHash('sha256').update(contents).digest('hex');
  process.stdout.write(JSON.stringify(Object.fromEntries(files.map(({ path, contents }) => [path, hash(contents)]))));
  process.exit(0);
`;

describe('the bundles', () => {
  let copy: string;
  let bundles: Bundles;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'conductline copy-'));
    for (const part of ['functions', 'infra', 'package.json', 'tsconfig.json'])
      await cp(join(root, part), join(copy, part), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    await mkdir(join(copy, 'elsewhere'));
    bundles = await bundleFunctions(settings);
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it('built twice are the same bytes, whatever folder they are for', async () => {
    const again = await bundleFunctions(settings, join(copy, 'elsewhere'));
    expect(Object.keys(hashesOf(bundles)).length).toBeGreaterThan(3);
    expect(hashesOf(again)).toEqual(hashesOf(bundles));
    expect(again.runningVersion).toBe(bundles.runningVersion);
  });

  it('built in another process from a copy of the sources in another folder are the same bytes', async () => {
    const { stdout } = await run(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      {
        cwd: copy,
        env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TZ: 'Asia/Tokyo', LANG: 'ar' },
      },
    );
    expect(z.record(z.string(), z.string()).parse(JSON.parse(stdout))).toEqual(hashesOf(bundles));
  });

  it('of the team carry the release and a hash of all the bytes; no other page could show it', () => {
    expect(bundles.runningVersion).toMatch(/^\d+\.\d+\.\d+\S* \([0-9a-f]{12}\)$/);
    expect(bundles.runningVersion.startsWith(`${version} (`)).toBe(true);
    expect(textOf(bundles, 'team')).toContain(bundles.runningVersion);
    expect(textOf(bundles, 'reporter')).not.toContain(bundles.runningVersion);
  });

  it('of other settings, though only one function knows them, are another running version', async () => {
    const webhooks = {
      chat: { url: 'https://chat.example.org/x', when: 'urgent', evenWithExclusions: false },
    } as const;
    const other = await bundleFunctions({ ...settings, webhooks });
    const changed = other.files.filter(({ path }) => hashesOf(bundles)[path] !== hashesOf(other)[path]);
    const folders = new Set(changed.map(({ path }) => path.split('/')[0]));
    expect([...folders].sort()).toEqual(['scheduled', 'team']);
    expect(other.runningVersion).not.toBe(bundles.runningVersion);
  });
});
