import { expect, it } from 'vitest';
import { cleanPdf, onePage, stream } from './make-pdf.ts';

const form = stream('/Type/XObject/Subtype/Form/BBox[0 0 1 1]', '0 0 1 1 re f');
/** Names that are keys elsewhere, or of every object in a program. */
const names = [
  'AF',
  'EF',
  'RF',
  'DSS',
  'Perms',
  'Legal',
  'Collection',
  'Metadata',
  'PieceInfo',
  'Thumb',
  'T',
  'M',
  'NM',
];
const more = [
  ...names,
  'F',
  'Author',
  'Length',
  'Filter',
  'XFA',
  'Encrypt',
  'constructor',
  '__proto__',
  'Kids',
];

it.each(more)('whatever a document calls %s stays', async (name) => {
  const { text, removed } = await cleanPdf(
    onePage({
      catalog: `/Dests<</${name}[3 0 R/Fit]>>/StructTreeRoot<</RoleMap<</${name}/P>>/ClassMap<</${name}<</O/Layout/Placement/Block>>>>>>/AcroForm<</Fields[7 0 R]>>`,
      page: `/Annots[7 0 R<</Subtype/Link/Rect[0 0 9 9]/Dest/${name}>>]`,
      resources: `/XObject<</${name} 5 0 R>>/ExtGState<</${name}<</CA 1>>>>/Font<</${name} 6 0 R>>/Properties<</${name}<</MCID 1>>>>/ColorSpace<</${name}[/DeviceN[/${name}]/DeviceGray<</FunctionType 2/N 1/Domain[0 1]>><</Colorants<</${name}[/Separation/${name}/DeviceGray<</FunctionType 2/N 1/Domain[0 1]>>]>>>>]>>/Pattern<</${name}<</PatternType 2/Shading<</ShadingType 2/ColorSpace/${name}/Coords[0 0 1 1]>>>>>>`,
      more: [
        form,
        `<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/CharProcs<</${name} 8 0 R>>/Encoding<</Differences[1/${name}]>>>>`,
        `<</Subtype/Widget/FT/Btn/T(${name})/Rect[0 0 9 9]/AS/${name}/V/${name}/AP<</N<</${name} 5 0 R/Off 5 0 R>>/D<</${name} 5 0 R>>>>>>`,
        stream('', '1 0 d0 0 0 1 1 re f'),
      ],
    }),
  );
  expect(removed).toEqual([]);
  expect(text.split(`/${name} `).length + text.split(`/${name}]`).length).toBeGreaterThan(16);
  expect(text).toMatch(new RegExp(`/N <</${name} \\d+ 0 R/Off \\d+ 0 R>>`));
  expect(text).toContain('1 0 d0 0 0 1 1 re f');
});

it('a choice, a list of names and a value behind references stay', async () => {
  const { text, removed } = await cleanPdf(
    onePage({
      catalog: '/AcroForm 5 0 R/PageLabels<</Nums[0 6 0 R]>>/Names<</Dests<</Kids[7 0 R]>>>>',
      more: [
        '<</Fields[<</FT/Ch/T(one)/Opt[(a)[(b)(c)]]/V[(a)(b)]/Kids[<</T(two)/V 8 0 R>>]>>]/DA(/F 0 Tf)>>',
        '<</S/D/P(A-)>>',
        '<</Limits[(x)(z)]/Names[(x)<</D[3 0 R/XYZ 0 0 null]>>(z)[3 0 R/Fit]]>>',
        '9 0 R',
        '(typed)',
      ],
    }),
  );
  expect(text).toContain('/Opt [(a) [(b) (c)]]/V [(a) (b)]');
  expect(text).toContain('/Limits [(x) (z)]');
  expect(text).toContain('(typed)');
  expect(text).toMatch(/\/D \[\d+ 0 R \/XYZ 0 0 null\]/);
  expect(removed).toEqual([]);
});

it('an object that stands in two places stays one', async () => {
  const { text } = await cleanPdf(
    onePage({
      catalog:
        '/AcroForm<</Fields[5 0 R]>>/StructTreeRoot<</K<</S/Form/K<</Type/OBJR/Obj 5 0 R/Pg 3 0 R>>>>>>',
      page: '/Annots[5 0 R]',
      more: ['<</Subtype/Widget/FT/Tx/T(only)/Rect[0 0 9 9]/P 3 0 R>>'],
    }),
  );
  expect(text.split('(only)').length).toBe(text.split('(drawn words)').length);
});
