import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvFile } from '../../functions/web/answer/csv.ts';

describe('cells of a file for a spreadsheet', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    ' =1',
    '\u00a0=1',
  ])('that begin like a formula are text: %j', (text) => {
    expect(csvCell(text)).toMatch(/^"'/);
  });

  it('are quoted, and their quotes doubled', () => {
    expect(csvCell('Say "no", twice')).toBe('"Say ""no"", twice"');
    expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
    expect(
      csvFile([
        ['a', 'b'],
        ['1,2', ''],
      ]),
    ).toBe('\ufeff"a","b"\r\n"1,2",""\r\n');
  });

  it('never begin with what a formula begins with, nor end before their end', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '=',
            '+',
            '-',
            '@',
            '＝',
            '＠',
            '\t',
            '\r',
            '\n',
            ' ',
            '"',
            ',',
            "'",
            'a',
            '1',
          ),
        }),
        (text) => {
          const cell = csvCell(text);
          const content = cell.slice(1, -1);
          expect(content).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
          expect(content.replaceAll('""', '')).not.toContain('"');
        },
      ),
    );
  });
});
