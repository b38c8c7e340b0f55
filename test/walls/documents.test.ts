import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const markdownIn = (folder: string): string[] =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}${file}`);

const pages = ['', 'docs/', 'docs/operate/', 'docs/runbook/', 'docs/decisions/'].flatMap(markdownIn);

/** What `text` links to on this machine, and paths of the repository that stand in it as code. */
const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
const namedPaths = (text: string): string[] =>
  [...text.matchAll(/`((?:functions|infra|test|docs)\/[\w./-]*)`/g)].map(([, path = '']) => path);

/** The anchor that a heading is given: small letters, hyphens for spaces, no other signs. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const deadLinks = (page: string): string[] =>
  linksOf(read(page)).filter((target) => {
    const [path = '', anchor] = target.split('#');
    const url = new URL(path === '' ? page : path, path === '' ? root : new URL(page, root));
    if (!existsSync(fileURLToPath(url))) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(url, 'utf8')).includes(anchor);
  });

const scripts = Object.keys(
  z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json'))).scripts,
);
/** The scripts that a page asks for, as `npm start`, `npm test` or `npm run <name>`. */
const askedScripts = (text: string): string[] =>
  [...text.matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
    ([, named, short]) => named ?? short ?? '',
  );

describe('what a stranger reads', () => {
  it('begins with a README of at most 9 KB', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(9_000);
  });

  it.each(pages)('%s links to nothing that is gone', (page) => {
    expect(deadLinks(page)).toEqual([]);
  });

  it.each(pages)('%s asks for no script that package.json has not', (page) => {
    expect(askedScripts(read(page)).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it.each(['docs/architecture.md', 'CONTRIBUTING.md', ...markdownIn('docs/operate/')])(
    '%s names no file or folder that is gone',
    (page) => {
      const gone = namedPaths(read(page)).filter((path) => !existsSync(fileURLToPath(new URL(path, root))));
      expect(gone).toEqual([]);
    },
  );

  it('has an architecture that names every folder of the functions', () => {
    const folders = readdirSync(new URL('functions/', root)).map((name) => `functions/${name}/`);
    expect(folders.length).toBeGreaterThan(5);
    const text = read('docs/architecture.md');
    expect(folders.filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
    expect(namedPaths(text).length).toBeGreaterThan(50);
  });

  it('has pictures made from text', () => {
    for (const page of ['README.md', 'docs/architecture.md'])
      expect(read(page)).toContain('```mermaid\nflowchart');
  });
});
