import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const faults = read('docs/cleaning.md').split('## Kinds of faults')[1] ?? '';
const rows = faults.split('\n').filter((line) => /^\| (?!-|kind of fault)/.test(line));
const notes = [...faults.matchAll(/^\[\^(\d+)\]: `(test\/[\w/-]+\.test\.ts)`: “([^”]+)”$/gm)].map(
  ([, number = '', file = '', name = '']) => ({ number, file, name }),
);

/** A name as it stands in a source; the quotes of a string are escaped there. */
const names = (file: string): string =>
  read(file)
    .replaceAll(/\\(['"`])/g, '$1')
    .replaceAll(/\s+/g, ' ');

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
    expect(names(file)).toMatch(new RegExp(`['"\`(]${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`));
  });
});
