import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { cleanPdf as cleanWith } from '../../../functions/cleaning/pdf/pdf.ts';
import { checkNothingLost } from '../../../functions/cleaning/pdf/shown-content.ts';
import { allShapes } from '../../../functions/cleaning/pdf/shapes/all-shapes.ts';
import { atoms, type Shape } from '../../../functions/cleaning/pdf/shapes/shape.ts';
import { cleanPdf, latin1, makePdf, onePage, stream } from './make-pdf.ts';

const outcome = (bytes: Uint8Array) => cleanFile(bytes, defaultCleaningLimits);
const drawn = stream('', 'BT (drawn words) Tj ET');
const objects = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>',
  drawn,
];

/** A PDF whose cross-references are a stream, packed by `pack`. */
const withReferenceStream = (pack: (rows: Buffer) => Buffer, entries = ''): Buffer => {
  let text = '%PDF-1.5\n';
  const rows = objects.map((object, index) => {
    const row = [1, text.length >> 8, text.length & 255, 0];
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return row;
  });
  const own = [1, text.length >> 8, text.length & 255, 0];
  const packed = latin1(pack(Buffer.from([[0, 0, 0, 0], ...rows, own].flat())));
  const references = stream(`/Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Filter/FlateDecode${entries}`, packed);
  return Buffer.from(`${text}5 0 obj\n${references}\nendobj\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
};

describe('Flate', () => {
  it.each([0, 1, 3, 4])('without its last %d bytes is read like every reader does', async (cut) => {
    const { text } = await cleanPdf(
      withReferenceStream((rows) => deflateSync(rows).subarray(0, deflateSync(rows).length - cut)),
    );
    expect(text).toContain('drawn words');
  });

  it('with a wrong checksum is read like every reader does', async () => {
    const { text } = await cleanPdf(
      withReferenceStream((rows) => {
        const packed = deflateSync(rows);
        packed.writeUInt32BE(1, packed.length - 4);
        return packed;
      }),
    );
    expect(text).toContain('drawn words');
  });

  it('that holds no Flate is broken, unless it only says where objects are', async () => {
    const says = withReferenceStream(() => Buffer.from('no such thing'));
    expect((await cleanPdf(says)).text).toContain('drawn words');
    const drawing = stream('/Subtype/Form/Filter/FlateDecode', 'no such thing');
    const draws = onePage({ resources: '/XObject<</F 5 0 R>>', more: [drawing] });
    expect(await outcome(draws)).toMatchObject({ why: 'broken' });
  });
});

describe('a PDF whose objects are not where it says', () => {
  const sound = makePdf(objects, '/Info 5 0 R');
  const text = latin1(makePdf([...objects, '<</Author(MARKER)>>'], '/Info 5 0 R'));

  it.each([
    ['has lost its end', text.slice(0, text.indexOf('startxref'))],
    ['has lost its table', text.slice(0, text.indexOf('xref\n'))],
    ['names a place behind its end', text.replace(/startxref\n\d+/, 'startxref\n999999')],
    ['has a line more in front', text.replace('1 0 obj', '% a line\n1 0 obj')],
    ['was saved with other line ends', text.replaceAll('\n', '\r\n')],
    ['goes round in circles', text.replace('/Size', '/Prev 9/Size')],
  ])('is read like every reader does: it %s', async (_, changed) => {
    const cleaned = await cleanPdf(Buffer.from(changed, 'latin1'));
    expect(cleaned.text).toContain('drawn words');
    expect(cleaned.text).not.toContain('MARKER');
  });

  it('with objects in packed streams too', async () => {
    const inside = ['<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/Contents 4 0 R>>'];
    const head = `2 0 3 ${inside[0]?.length ?? 0} `;
    const packed = latin1(deflateSync(Buffer.from(head + inside.join(''))));
    const holder = stream(`/Type/ObjStm/N 2/First ${head.length}/Filter/FlateDecode`, packed);
    const file = `%PDF-1.5\n1 0 obj\n${objects[0] ?? ''}\nendobj\n4 0 obj\n${drawn}\nendobj\n5 0 obj\n${holder}\nendobj\n`;
    expect((await cleanPdf(Buffer.from(file, 'latin1'))).text).toContain('drawn words');
  });

  it('is broken when something that it shows is gone', async () => {
    const cut = latin1(sound).slice(0, latin1(sound).indexOf('4 0 obj'));
    expect(await outcome(Buffer.from(cut, 'latin1'))).toMatchObject({ why: 'broken' });
  });
});

describe('a PDF that is encrypted is said to be', () => {
  it.each([
    ['in its trailer', makePdf(objects, '/Encrypt<</V 1>>')],
    ['behind a reference', makePdf([...objects, '<</V 1>>'], '/Encrypt 5 0 R')],
    ['in a stream of cross-references', withReferenceStream(deflateSync, '/Encrypt<</V 1>>')],
    ['although its cross-references are damaged', makePdf(objects, '/Encrypt 5 0 R').subarray(0, -12)],
  ])('%s', async (_, bytes) => {
    expect(await outcome(bytes)).toMatchObject({ why: 'encrypted' });
  });

  it('and one whose trailer says null is none', async () => {
    expect((await cleanPdf(makePdf(objects, '/Encrypt null'))).text).toContain('drawn words');
  });
});

it.each([
  ['embedded-file', onePage({ catalog: '/Collection<<>>' })],
  ['not-understood', onePage({ page: '/Annots[<</Subtype/Movie/Rect[0 0 9 9]/Movie<</F(MARKER)>>>>]' })],
  ['not-understood', onePage({ page: '/AA<</O<</S/Rendition/R<<>>>>>>' })],
  ['not-understood', onePage({ catalog: '/AcroForm<</XFA 5 0 R>>', more: [stream('', '<xdp/>')] })],
  [
    'not-understood',
    onePage({ resources: '/XObject<</I 5 0 R>>', more: [stream('/Subtype/Image/F(MARKER)', '')] }),
  ],
])('what would be lost is not cleaned away: %s', async (why, bytes) => {
  expect(await outcome(bytes)).toMatchObject({ kind: 'could-not-be-cleaned', why });
});

it('lists with holes keep what is there', async () => {
  const page = '/Annots[9 0 R null<</Subtype/Text/Rect[0 0 9 9]/Contents(words)>>]';
  const { text, removed } = await cleanPdf(onePage({ page }));
  expect(text).toContain('words');
  expect(removed).toEqual([]);
});

it('a page that is fewer, or shows something else, is content lost', () => {
  expect(() => checkNothingLost(['a', 'b'], ['a'])).toThrow('content-lost');
  expect(() => checkNothingLost(['a'], ['b'])).toThrow('content-lost');
  expect(() => checkNothingLost(['a'], ['a'])).not.toThrow();
});

it('a file of digits is refused after few steps', async () => {
  // Two kilobytes that a pattern with three ways to read a digit reads for more than a second.
  const file = makePdf([`<</Type/Catalog/Pages 2 0 R/Z ${'1'.repeat(2000)}x>>`, '<</Kids[]>>']);
  let steps = 0;
  const result = cleanWith(file, {
    limits: defaultCleaningLimits,
    found: () => undefined,
    remark: () => undefined,
    unpacks: () => undefined,
    works: (count) => void (steps += count),
    cleanPart: (part) => Promise.resolve(part),
  });
  await expect(result).rejects.toThrow('broken');
  expect(steps).toBeLessThan(10 * file.length);
});

it('every shape that another one mentions exists', () => {
  const mentioned = (shape: Shape): string[] =>
    typeof shape === 'string'
      ? [shape]
      : Array.isArray(shape)
        ? shape.flatMap(mentioned)
        : 'constant' in shape
          ? []
          : Object.values(shape).flatMap(mentioned);
  const all = [...allShapes.values()].flatMap((table) => {
    switch (table.kind) {
      case 'stop':
        return [];
      case 'alias':
        return mentioned(table.shape);
      case 'choice':
        return [...Object.values(table.tables), ...(table.otherwise ? [table.otherwise] : [])].flatMap(
          mentioned,
        );
      case 'tuples':
        return Object.values(table.tuples).flat().flatMap(mentioned);
      case 'dictionary':
      case 'stream':
        return Object.values(table.entries).flatMap(mentioned);
    }
  });
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter((name) => !atoms.has(name) && !allShapes.has(name))).toEqual([]);
});
