import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inKilobytes, sizeText } from '../../functions/domain/kernel/size.ts';
import { ar } from '../../functions/reporter/locales/ar.ts';
import { es } from '../../functions/reporter/locales/es.ts';

/** Every spelling of a size but KB, MB and GB. */
const otherSpellings = /\b[KMG]iB\b|(?<![A-Za-z])kB\b|\b(?:[Kk]ibi|[Mm]ebi|[Gg]ibi)|(?<=\d )[KkMmGg]b\b/;
const texts = /\.(?:ts|tsx|md|json|yml|yaml|js)$/;

/** Files of the repository that people read or that make what they read. */
const written = (): string[] =>
  execFileSync('git', ['ls-files', '-z', 'functions', 'infra', 'docs', 'test', '*.md', 'package.json'])
    .toString('utf8')
    .split('\0')
    .filter(
      (path) => texts.test(path) && !path.startsWith('test/vectors/') && !path.endsWith('size-words.test.ts'),
    );

describe('sizes are written one way', () => {
  it('in KB and MB, in every source and document', () => {
    const files = written();
    expect(files.length).toBeGreaterThan(500);
    const others = files.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          otherSpellings.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
    expect(others).toEqual([]);
  });

  it('of 1024 each; what has begun counts for a text, MB are never rounded up', () => {
    expect([0, 1, 1024, 1025, 200 * 1024].map((bytes) => inKilobytes(bytes))).toEqual([
      '0 KB',
      '1 KB',
      '1 KB',
      '2 KB',
      '200 KB',
    ]);
    const megabyte = 1024 * 1024;
    expect(
      [megabyte - 1, megabyte, 1.49 * megabyte, 9.99 * megabyte, 100.9 * megabyte].map((size) =>
        sizeText(size),
      ),
    ).toEqual(['1024 KB', '1 MB', '1.4 MB', '9.9 MB', '100 MB']);
  });

  it('in the words and numbers of each language', () => {
    const shown = [es, ar].map(({ locale, sizeUnits }) =>
      [2_000, 1_600_000].map((bytes) => sizeText(bytes, { locale, ...sizeUnits })),
    );
    expect(shown).toEqual([
      ['2 KB', '1,5 MB'],
      ['2 كيلوبايت', '1.5 ميغابايت'],
    ]);
  });
});
