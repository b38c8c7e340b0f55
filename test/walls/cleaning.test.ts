import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const page = read('docs/cleaning.md');
const faults = page.split('## Kinds of faults')[1] ?? '';
const rows = faults.split('\n').filter((line) => /^\| (?!-|kind of fault)/.test(line));
const notes = [...faults.matchAll(/^\[\^(\d+)\]: `(test\/[\w/-]+\.test\.ts)`: “([^”]+)”$/gm)].map(
  ([, number = '', file = '', name = '']) => ({ number, file, name }),
);

const reported = page.split('## Faults from public bug reports')[1]?.split('\n## ')[0] ?? '';
/** Of each program made after a bug report: its id, and the tests that stand for it. */
const programs = reported
  .split(/^- \*\*/m)
  .slice(1)
  .map((entry) => ({
    id: entry.slice(0, 3),
    tests: [...entry.matchAll(/^ {2}- `(test\/[\w/-]+\.test\.ts)`: “([^”]+)”$/gm)].map(
      ([, file = '', name = '']) => ({ file, name }),
    ),
  }));

/** A name as it stands in a source; the quotes of a string are escaped there. */
const names = (file: string): string =>
  read(file)
    .replaceAll(/\\(['"`])/g, '$1')
    .replaceAll(/\s+/g, ' ');

const expectTest = (file: string, name: string): void => {
  expect(names(file)).toMatch(new RegExp(`['"\`(]${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`));
};

describe('the kinds of faults that cleaners are read with', () => {
  it('name the formats and the tests of each', () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(row).toMatch(/^\| [^|]+ \| [^|]+ \| (\[\^\d+\] ?)+ *\|$/);
  });

  it('have a note for every mark, and a mark for every note', () => {
    const marks = rows.flatMap((row) => [...row.matchAll(/\[\^(\d+)\]/g)].map(([, mark]) => mark));
    expect(marks).toEqual(notes.map(({ number }) => number));
  });

  it.each(notes)('$file has: $name', ({ file, name }) => {
    expectTest(file, name);
  });
});

describe('the faults from public bug reports', () => {
  it('are all of the twenty-one programs', () => {
    expect(programs.map(({ id }) => id).join(' ')).toBe(
      'a01 a02 k01 m01 m02 m03 o01 o03 o05 o06 o08 p01 p02 p03 p04 p05 p06 p07 t01 t03 w01',
    );
  });

  it.each(programs)('$id has tests that stand for it', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const { file, name } of tests) expectTest(file, name);
  });
});
