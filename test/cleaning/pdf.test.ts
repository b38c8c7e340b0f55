import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { readDeeply } from './read-deeply.ts';

/** A PDF of these objects, numbered from 1, the first of them its catalog. */
const makePdf = (objects: readonly string[], trailer = ''): Buffer => {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
};

const stream = (entries: string, content: string, length = content.length): string =>
  `<<${entries}/Length ${length}>>\nstream\n${content}\nendstream`;
const catalog = '<</Type/Catalog/Pages 2 0 R>>';
const pages = '<</Type/Pages/Kids[3 0 R]/Count 1>>';
const page = '<</Type/Page/Parent 2 0 R/Contents 4 0 R>>';
const drawn = stream('', 'BT (drawn words) Tj ET');

const outcome = (bytes: Uint8Array, limits = defaultCleaningLimits) => cleanFile(bytes, limits);
const cleaned = async (bytes: Uint8Array) => {
  const result = await outcome(bytes);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  return { text: readDeeply(result.bytes), removed: result.removed, left: result.left, bytes: result.bytes };
};

describe('a PDF', () => {
  it('loses what its trailer and its catalog say of it, and keeps what it draws', async () => {
    const { text, removed } = await cleaned(
      makePdf(
        [
          '<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/PieceInfo<</X(MARKER)>>/Names<</EmbeddedFiles<</Names[(MARKER) 7 0 R]>>>>>>',
          pages,
          page,
          drawn,
          stream('/Type/Metadata/Subtype/XML', '<MARKER/>'),
          '<</Author(MARKER)/CreationDate(D:2026MARKER)>>',
          '<</Type/Filespec/F(MARKER)/EF<</F 8 0 R>>>>',
          stream('/Type/EmbeddedFile', 'MARKER'),
        ],
        '/Info 6 0 R/ID[(MARKER)(MARKER)]',
      ),
    );
    expect(text).not.toContain('MARKER');
    expect(text).toContain('BT (drawn words) Tj ET');
    expect(removed).toEqual([
      'author',
      'dates',
      'xmp',
      'document-properties',
      'embedded-files',
      'custom-data',
    ]);
  });

  it('loses what an earlier revision said and nothing refers to any more', async () => {
    const first = makePdf([catalog, pages, page, stream('', 'MARKER was here')]);
    const offset = first.length;
    const object = `4 0 obj\n${drawn}\nendobj\n`;
    const previous = /startxref\n(\d+)/.exec(first.toString('latin1'))?.[1] ?? '';
    const second = Buffer.concat([
      first,
      Buffer.from(
        `${object}xref\n4 1\n${String(offset).padStart(10, '0')} 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev ${previous}>>\nstartxref\n${offset + object.length}\n%%EOF\n`,
      ),
    ]);
    const { text, removed } = await cleaned(second);
    expect(text).not.toContain('MARKER');
    expect(text).toContain('drawn words');
    expect(removed).toEqual(['edit-history']);
  });

  it('loses who wrote its comments, and keeps the comments and the names of form fields', async () => {
    const { text, left } = await cleaned(
      makePdf([
        catalog,
        pages,
        '<</Type/Page/Parent 2 0 R/Annots[4 0 R 5 0 R]>>',
        '<</Type/Annot/Subtype/Text/Rect[0 0 1 1]/Contents(a remark)/T(MARKER)/M(D:MARKER)/NM(MARKER)>>',
        '<</Type/Annot/Subtype/Widget/Rect[0 0 1 1]/FT/Tx/T(field one)/V(typed)>>',
      ]),
    );
    expect(text).not.toContain('MARKER');
    expect(text).toMatch(/a remark[\s\S]*field one[\s\S]*typed/);
    expect(left).toEqual(['comments']);
  });

  it('loses signatures and paths, and says that scripts stay', async () => {
    const { text, removed, left } = await cleaned(
      makePdf([
        '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(a)>>/AcroForm<</SigFlags 3/Fields[5 0 R]>>>>',
        pages,
        page,
        drawn,
        '<</Subtype/Widget/FT/Sig/T(Signature1)/V 6 0 R/A<</S/GoToR/F(/C/Users/MARKER/x.pdf)>>>>',
        '<</Type/Sig/Name(MARKER)/ByteRange[0 1 2 3]/Contents<4d41524b4552>>>',
      ]),
    );
    expect(text).not.toContain('MARKER');
    expect(removed).toEqual(['file-paths', 'signature']);
    expect(left).toEqual(['scripts']);
  });

  it('is read although the length of a stream is wrong or stands elsewhere', async () => {
    for (const length of ['999', '2', '5 0 R']) {
      const content = `<</Length ${length}>>\nstream\nBT (drawn words) Tj ET\nendstream`;
      const { text } = await cleaned(makePdf([catalog, pages, page, content, '22']));
      expect(text).toContain('stream\nBT (drawn words) Tj ET\nendstream');
    }
  });

  it('keeps strings and names that need escaping as they are', async () => {
    const { bytes } = await cleaned(
      makePdf([
        catalog,
        pages,
        '<</Type/Page/Parent 2 0 R/Annots[<</Subtype/Text/AS/A#20b/Contents(a\\(\\)\\\\\\r\\101(c))/Lang<4142>>>]>>',
      ]),
    );
    expect(Buffer.from(bytes).toString('latin1')).toContain(
      '/AS /A#20b/Contents (a\\(\\)\\\\\\rA\\(c\\))/Lang (AB)',
    );
  });

  it.each([
    ['encrypted', makePdf([catalog, pages, page, drawn], '/Encrypt<</V 1>>')],
    ['not-understood', makePdf(['<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA[]>>>>', pages, page, drawn])],
    ['broken', makePdf(['<</Type/Catalog>>'])],
    ['broken', makePdf(['<</Type/Catalog/Pages 9 0 R>>'])],
    ['broken', makePdf([catalog, pages, page, drawn]).subarray(0, 200)],
    ['broken', Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF')],
  ])('that is %s can not be cleaned', async (why, bytes) => {
    expect(await outcome(bytes)).toEqual({ kind: 'could-not-be-cleaned', type: 'pdf', why });
  });

  it('with more pages than allowed is refused', async () => {
    const kids = [3, 4, 5].map((number) => `${number} 0 R`).join(' ');
    const many = makePdf([
      catalog,
      `<</Type/Pages/Kids[${kids}]>>`,
      '<</Type/Page>>',
      '<</Type/Page>>',
      '<</Type/Page>>',
    ]);
    expect(await outcome(many, { ...defaultCleaningLimits, pages: 2 })).toEqual({
      kind: 'refused',
      why: 'too-many-pages',
    });
  });

  it('whose objects unpack to more than allowed is refused', async () => {
    const packed = deflateSync(Buffer.alloc(2_000_000, ' ')).toString('latin1');
    const bytes = makePdf([catalog, pages, stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', packed)]);
    const xref = stream('/Type/XRef/W[1 4 1]/Size 3/Index[1 3]/Root 1 0 R', xrefRows(bytes));
    const offset = bytes.length;
    const whole = Buffer.concat([
      bytes,
      Buffer.from(`9 0 obj\n${xref}\nendobj\nstartxref\n${offset}\n%%EOF\n`, 'latin1'),
    ]);
    expect(await outcome(whole, { ...defaultCleaningLimits, unpackedBytes: 1_000_000 })).toEqual({
      kind: 'refused',
      why: 'unpacks-too-large',
    });
  });

  it('with arrays nested without end is refused', async () => {
    const deep = makePdf([`<</Type/Catalog/Pages 2 0 R/X ${'['.repeat(50_000)}>>`, pages]);
    expect(await outcome(deep)).toEqual({ kind: 'refused', why: 'nested-too-deep' });
  });
});

/** Object 1 in the file, object 2 in stream 3, object 3 in the file. */
const xrefRows = (bytes: Buffer): string => {
  const rows = Buffer.alloc(18);
  const text = bytes.toString('latin1');
  rows.writeUInt8(1, 0);
  rows.writeUInt32BE(text.indexOf('1 0 obj'), 1);
  rows.writeUInt8(2, 6);
  rows.writeUInt32BE(3, 7);
  rows.writeUInt8(1, 12);
  rows.writeUInt32BE(text.indexOf('3 0 obj'), 13);
  return rows.toString('latin1');
};
