import * as fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanPdf } from '../../../functions/cleaning/pdf/pdf.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { StopCleaning } from '../../../functions/cleaning/stop-cleaning.ts';
import { realFile, realFileNames } from '../real-files.ts';
import { latin1, makePdf, onePage, stream } from './make-pdf.ts';

/** How many steps are charged for a file, whatever comes of it, and how much it unpacked to. */
const charged = async (bytes: Buffer): Promise<{ steps: number; unpacked: number }> => {
  let [steps, unpacked] = [0, 0];
  try {
    await cleanPdf(bytes, {
      limits: defaultCleaningLimits,
      found: () => undefined,
      remark: () => undefined,
      unpacks: (count) => void (unpacked += count),
      works: (count) => void (steps += count),
      cleanPart: (part) => Promise.resolve(part),
    });
  } catch (reason) {
    if (!(reason instanceof StopCleaning) && !(reason instanceof RangeError)) throw reason;
  }
  return { steps, unpacked };
};

/** Files that grow with a number, each of a kind that made readers slow. */
const growing: Readonly<Record<string, (size: number) => Buffer>> = {
  'a number without end': (size) => onePage({ page: `/Rotate ${'1'.repeat(size)}x` }),
  'signs without end': (size) => onePage({ page: `/Rotate ${'-'.repeat(size)}` }),
  'a chain of references': (size) =>
    onePage({ page: '/Annots 5 0 R', more: Array.from({ length: size / 20 }, (_, at) => `${at + 6} 0 R`) }),
  'many references to one long list': (size) =>
    onePage({
      page: `/Annots[${'5 0 R '.repeat(size / 12)}]/B 5 0 R/Contents 5 0 R`,
      more: [`[${'1 '.repeat(size / 4)}]`],
    }),
  'many kinds of references to one long dictionary': (size) =>
    onePage({
      page: `/Annots[5 0 R]/AA 5 0 R/Group 5 0 R/Trans 5 0 R/Resources 5 0 R/BoxColorInfo 5 0 R`,
      more: [`<<${Array.from({ length: size / 12 }, (_, at) => `/K${at} 5 0 R`).join('')}>>`],
    }),
  'pages that share lists': (size) =>
    makePdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Kids[${Array.from({ length: size / 100 }, (_, at) => `${at + 4} 0 R`).join(' ')}]/Resources<<${Array.from({ length: size / 20 }, (_, at) => `/R${at} 1 0 R`).join('')}>>>>`,
      `[${'1 0 R '.repeat(size / 12)}]`,
      ...Array.from({ length: size / 100 }, () => '<</Type/Page/Contents 3 0 R/Annots 3 0 R>>'),
    ]),
  'boxes that share states': (size) =>
    onePage({
      page: `/Annots[${'<</Subtype/Widget/AP<</N 5 0 R>>>>'.repeat(size / 60)}]`,
      more: [`<<${Array.from({ length: size / 20 }, (_, at) => `/K${at} 1 0 R`).join('')}>>`],
    }),
  'streams without their lengths': (size) =>
    onePage({
      resources: `/XObject<<${Array.from({ length: size / 100 }, (_, at) => `/X${at} ${at + 5} 0 R`).join('')}>>`,
      more: Array.from(
        { length: size / 100 },
        () => '<</Subtype/Form/Length 99999>>\nstream\nendstrea\nendstream',
      ),
    }),
  'many beginnings of images': (size) => onePage({ content: ' BI /A (x'.repeat(size / 9) }),
  'many beginnings of images without an end': (size) =>
    onePage({ content: ' BI/F/DCT ID \xff'.repeat(size / 14) }),
  'white space before every object': (size) =>
    makePdf([`<</Type/Catalog/Pages 2 0 R>>${' '.repeat(size)}`, '<</Kids[]>>']),
  comments: (size) => onePage({ page: `/Rotate ${'%\n'.repeat(size / 2)}0` }),
  'arrays in arrays': (size) =>
    onePage({ page: `/Annots[${'[['.repeat(90)}${']]'.repeat(90)}${' []'.repeat(size / 3)}]` }),
  'a tree whose branches meet': (size) =>
    makePdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      ...Array.from({ length: size / 40 }, (_, at) => `<</Type/Pages/Kids[${at + 3} 0 R ${at + 3} 0 R]>>`),
      '<</Type/Page>>',
    ]),
  'objects that never end': (size) =>
    Buffer.from(`%PDF-1.7\n${Array.from({ length: size / 16 }, (_, at) => `${at} 0 obj<</A(`).join('')}`),
  'trailers that never end': (size) => Buffer.from(`%PDF-1.7\n${'trailer<</A('.repeat(size / 12)}`),
  'names of addresses': (size) =>
    onePage({ catalog: `/StructTreeRoot<</K<</S/P/Alt(${':\\\\'.repeat(size / 3)})>>>>` }),
  'one packed stream in many places': (size) =>
    onePage({
      resources: `/XObject<<${Array.from({ length: size / 20 }, (_, at) => `/X${at} 5 0 R`).join('')}>>`,
      more: [stream('/Subtype/Form/Filter/FlateDecode', latin1(deflateSync(Buffer.alloc(2000))))],
    }),
};

describe('a PDF that grows', () => {
  it.each(Object.entries(growing))('with %s is charged in proportion', async (_, make) => {
    const small = await charged(make(18_000));
    const large = await charged(make(72_000));
    expect(large.steps).toBeGreaterThan(0);
    expect(large.steps).toBeLessThan(5 * small.steps + 200_000);
    expect(large.steps).toBeLessThan(150 * make(72_000).length);
  });
});

describe('a PDF that is damaged', () => {
  const names = realFileNames.filter((name) => name.endsWith('.pdf'));
  const pieces = [
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    ' 1 0 R',
    '/Kids',
    '/Prev 9',
    'stream\n',
    'endobj',
    '%',
    ' BI ',
    'obj',
  ];

  it.each(names)('%s is charged in proportion to its bytes', async (name) => {
    const original = realFile(name);
    const whole = await charged(original);
    const mutation = fc.tuple(
      fc.nat({ max: original.length }),
      fc.constantFrom(...pieces),
      fc.nat({ max: 200 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        const changed = mutations.reduce(
          (bytes, [at, piece, times]) =>
            Buffer.concat([bytes.subarray(0, at), Buffer.from(piece.repeat(times)), bytes.subarray(at)]),
          original,
        );
        const { steps, unpacked } = await charged(changed);
        // What unpacks is charged by what it unpacks to, which for the sound file is known.
        expect(steps).toBeLessThan(150 * (changed.length + unpacked) + 2 * whole.steps);
      }),
      { numRuns: 25 },
    );
  });
});
