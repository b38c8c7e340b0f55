import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { realFile } from '../real-files.ts';

// Debian's packages: qpdf, poppler-utils, libimage-exiftool-perl, mat2, ghostscript, chromium.
const neededTools = ['qpdf', 'pdftoppm', 'exiftool', 'mat2', 'gs', 'chromium'];
const isInstalled = (tool: string): boolean => {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const missing = neededTools.filter((tool) => !isInstalled(tool));
const reason = missing.length === 0 ? '' : ` (skipped: ${missing.join(', ')} not installed)`;

const run = (folder: string, tool: string, ...args: readonly string[]): string =>
  execFileSync(tool, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const postScript = `%!PS
/Helvetica findfont 30 scalefont setfont 50 500 moveto (Some words) show
0.2 0.4 0.1 0 setcmykcolor 100 100 200 100 rectfill
gsave 300 300 translate 100 100 scale 8 1 8 [8 0 0 -1 0 1] {<0020406080a0c0e0>} image grestore
<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 300 0] /BBox [0 0 300 90]
   /Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >> >> shfill
[ /Title (Marisol) /Author (Vexley) /DOCINFO pdfmark
[ /Title (Chapter) /Page 1 /OUT pdfmark
[ /Rect [10 10 50 50] /Subtype /Text /Contents (a note) /Title (Marisol) /ANN pdfmark
[ /Rect [60 10 90 50] /Subtype /Link /Action << /Subtype /Launch /File (/home/vexley/a.doc) >> /ANN pdfmark
showpage`;

const html = (photo: Buffer): string => `<title>Marisol Vexley</title>
<h1>Heading</h1><p>Words, <a href="https://a.example">a link</a> and <a href="file:///home/vexley/a">a file</a></p>
<img src="data:image/jpeg;base64,${photo.toString('base64')}">
<svg width="100" height="100"><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
<rect width="90" height="90" fill="url(#g)" opacity=".5"/></svg>`;

/** How Ghostscript and qpdf write the same page in different ways. */
const written: Readonly<Record<string, readonly string[]>> = {
  'old.pdf': [
    'gs',
    '-q',
    '-sDEVICE=pdfwrite',
    '-dCompatibilityLevel=1.2',
    '-dCompressPages=false',
    '-o',
    'old.pdf',
    'page.ps',
  ],
  'new.pdf': ['gs', '-q', '-sDEVICE=pdfwrite', '-dCompatibilityLevel=1.7', '-o', 'new.pdf', 'page.ps'],
  'archive.pdf': [
    'gs',
    '-q',
    '-sDEVICE=pdfwrite',
    '-dPDFA=2',
    '-sColorConversionStrategy=RGB',
    '-o',
    'archive.pdf',
    'page.ps',
  ],
  'printed.pdf': [
    'chromium',
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--print-to-pdf=printed.pdf',
    'page.html',
  ],
  'streams.pdf': ['qpdf', '--object-streams=generate', '--linearize', 'new.pdf', 'streams.pdf'],
  'open.pdf': ['qpdf', '--qdf', '--object-streams=disable', 'printed.pdf', 'open.pdf'],
};
const kept = [
  'libreoffice.pdf',
  'pypdf.pdf',
  'pypdf-incremental.pdf',
  'reportlab.pdf',
  'exiftool.pdf',
  'chromium.pdf',
];
const identifying =
  /Marisol|Vexley|\/home\/|GPL Ghostscript|Skia|Chrom|LibreOffice|ReportLab|PyPDF|Create Date|Modify Date|XMP/i;

// The name of a program in the name of a file is not what is looked for.
const numberOf = (name: string): number => [...Object.keys(written), ...kept].indexOf(name);

describe.skipIf(missing.length > 0)(`what other people's tools say of cleaned PDFs${reason}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pdf-'));
    writeFileSync(join(folder, 'page.ps'), postScript);
    writeFileSync(join(folder, 'page.html'), html(realFile('pillow.jpg')));
    for (const name of kept) writeFileSync(join(folder, name), realFile(name));
    for (const [tool = '', ...args] of Object.values(written)) run(folder, tool, ...args);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Every page as it is drawn. */
  const pages = (name: string): readonly Buffer[] => {
    run(folder, 'pdftoppm', '-r', '60', name, `page-of-${name}`);
    return readdirSync(folder)
      .filter((file) => file.startsWith(`page-of-${name}-`))
      .sort()
      .map((file) => readFileSync(join(folder, file)));
  };

  it.each([...Object.keys(written), ...kept])(
    '%s is sound, looks as before and tells nothing',
    async (name) => {
      const result = await cleanFile(readFileSync(join(folder, name)), defaultCleaningLimits);
      if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
      const cleaned = `result-${numberOf(name)}.pdf`;
      writeFileSync(join(folder, cleaned), result.bytes);
      expect(run(folder, 'qpdf', '--check', cleaned)).toContain('No syntax or stream encoding errors');
      const [before, after] = [pages(name), pages(cleaned)];
      expect(before.length).toBeGreaterThan(0);
      expect(after.length).toBe(before.length);
      after.forEach((page, index) => expect(page.equals(before[index] ?? Buffer.alloc(0))).toBe(true));
      expect(run(folder, 'exiftool', '-a', '-G1', '-s', '--System:all', cleaned)).not.toMatch(identifying);
      expect(run(folder, 'mat2', '--show', cleaned)).not.toMatch(identifying);
      expect(run(folder, 'qpdf', '--qdf', cleaned, '-')).not.toMatch(/Marisol|Vexley|vexley/);
    },
  );
});
