import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { planted, realFile, realFileNames } from '../real-files.ts';

// Debian's packages: libreoffice-writer-nogui, -calc-nogui and -impress-nogui, libimage-exiftool-perl, mat2.
const isInstalled = (tool: string): boolean => {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const reasonFor = (...tools: readonly string[]): string => {
  const missing = tools.filter((tool) => !isInstalled(tool));
  return missing.length === 0 ? '' : ` (skipped: ${missing.join(', ')} not installed)`;
};
const run = (folder: string, tool: string, ...args: readonly string[]): string =>
  execFileSync(tool, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const documents = realFileNames.filter((name) => /\.(docx|xlsx|pptx|odt|ods|odp)$/.test(name));
/** Formats in which LibreOffice writes down all text of a document, and little else. */
const plainFormats: Readonly<Record<string, string>> = {
  docx: 'fodt',
  odt: 'fodt',
  xlsx: 'fods',
  ods: 'fods',
  pptx: 'fodp',
  odp: 'fodp',
};
const folder = mkdtempSync(join(tmpdir(), 'office-'));

beforeAll(async () => {
  for (const place of ['before', 'after']) mkdirSync(join(folder, place));
  for (const name of documents) {
    const result = await cleanFile(realFile(name), defaultCleaningLimits);
    if (result.kind !== 'cleaned') throw new Error(`${name}: ${result.why}`);
    writeFileSync(join(folder, 'before', name), realFile(name));
    writeFileSync(join(folder, 'after', name), result.bytes);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What LibreOffice reads in a document: its words, and how many there are of each kind of thing. */
const readByLibreOffice = (place: string, name: string) => {
  const format = plainFormats[name.slice(name.lastIndexOf('.') + 1)] ?? '';
  run(
    folder,
    'soffice',
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    format,
    '--outdir',
    join(folder, `${place}-read`),
    join(folder, place, name),
  );
  const flat = readFileSync(join(folder, `${place}-read`, name.replace(/\w+$/, format)), 'utf8');
  const body = flat.slice(flat.indexOf('<office:body>'));
  const count = (element: string): number => body.split(`<${element}`).length - 1;
  return {
    words: body
      .replace(/<office:binary-data>[^<]*<\/office:binary-data>/g, '')
      .replace(
        /<(dc:creator|dc:date|meta:creator-initials|meta:date-string|loext:sender-initials)>[^<]*/g,
        '',
      )
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
    counts: [
      'text:p',
      'draw:page',
      'draw:image',
      'table:table-cell',
      'table:table ',
      'office:annotation',
      'text:change',
    ].map((element) => `${element} ${count(element)}`),
    sizes: [...body.matchAll(/svg:(?:width|height)="[^"]*"/g)].map(([size]) => size),
    formulas: [...body.matchAll(/table:formula="[^"]*"/g)].map(([formula]) => formula),
  };
};

const unopened = reasonFor('soffice');
describe.skipIf(unopened !== '')(`LibreOffice${unopened}`, () => {
  it.each(documents)('reads the same in %s before and after', (name) => {
    const before = readByLibreOffice('before', name);
    expect(before.words).toMatch(/\w/);
    expect(readByLibreOffice('after', name)).toEqual(before);
  });
});

const unseen = reasonFor('exiftool', 'mat2');
describe.skipIf(unseen !== '')(`exiftool and mat2${unseen}`, () => {
  it.each(documents)('find nobody in %s', (name) => {
    const file = join('after', name);
    expect(run(folder, 'exiftool', '-a', '-G1', '-ee', file).replace(/^\[System\].*$/gm, '')).not.toMatch(
      planted,
    );
    expect(run(folder, 'mat2', '--show', file)).not.toMatch(planted);
  });
});
