import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const page = read('docs/threat-model.md').replaceAll(/\s+/g, ' ');
const shown = [...page.matchAll(/`(test\/[\w/-]+\.test\.tsx?)`: “([^”]+)”/g)].map(
  ([, file = '', name = '']) => ({ file, name }),
);

/** A name as it stands in a source; the quotes of a string are escaped there. */
const names = (file: string): string =>
  read(file)
    .replaceAll(/\\(['"`])/g, '$1')
    .replaceAll(/\s+/g, ' ');

describe('the threat model', () => {
  it('names the test of what it claims, for every adversary', () => {
    expect(shown.length).toBeGreaterThan(50);
    const adversaries = page.split('## Who might try')[1]?.split('## What cannot')[0]?.split('### ').slice(1);
    expect(adversaries?.length).toBeGreaterThan(10);
    expect(adversaries?.filter((part) => !part.includes('[^'))).toEqual([]);
  });

  it('has a note for every mark, and a mark for every note', () => {
    const marks = [...page.matchAll(/\[\^(\d+)\](?!:)/g)].map(([, mark]) => mark);
    const notes = [...page.matchAll(/\[\^(\d+)\]: `/g)].map(([, note]) => note);
    expect(marks).toEqual(notes);
  });

  it('cites no test without its name', () => {
    const mentioned = [...page.matchAll(/`(test\/[\w/-]+\.test\.tsx?)`(?!: “)/g)].map(([, file]) => file);
    expect(mentioned).toEqual(['test/walls/threat-model.test.ts']);
  });

  it.each(shown)('$file has: $name', ({ file, name }) => {
    expect(names(file)).toMatch(new RegExp(`['"\`(]${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`));
  });

  it('leads to pages and folders that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(
      ([, path = '']) => new URL(path, new URL('docs/', root)),
    );
    const folders = [...page.matchAll(/`((?:functions|test|infra|docs)\/[\w/-]*)`/g)].map(
      ([, path = '']) => new URL(path, root),
    );
    expect(links.length + folders.length).toBeGreaterThan(5);
    expect(
      [...links, ...folders].map((url) => fileURLToPath(url)).filter((path) => !existsSync(path)),
    ).toEqual([]);
  });
});
