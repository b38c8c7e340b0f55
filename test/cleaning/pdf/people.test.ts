import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanPdf, latin1, onePage, stream } from './make-pdf.ts';

const link = (action: string): string => `/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A${action}>>]`;
const utf16 = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const paths = {
  'of Windows': '(C:\\\\Users\\\\MARKER\\\\a.doc)',
  'of Windows with slashes': '(c:/Users/MARKER/a.doc)',
  'as the standard writes a drive': '(/C/Users/MARKER/a.doc)',
  'of a shared folder': '(\\\\\\\\MARKER\\\\a.doc)',
  'in UTF-8 with its mark': '(\xef\xbb\xbf/Users/MARKER/a.doc)',
  'in UTF-16': utf16('C:\\Users\\MARKER\\a.doc'),
  'on a volume of a Mac': '(/Volumes/MARKER disk/a.doc)',
  'on a mounted disk': '(/media/MARKER/a.doc)',
  relative: '(../../MARKER/Desktop/a.doc)',
  'of a name alone': '(MARKER.doc)',
  'on a server by smb': '(smb://files/MARKER/a.doc)',
  'as an address of a file': '(file:///Users/MARKER/a.doc)',
  'behind a reference': '5 0 R',
};

describe.each(Object.entries(paths))('a path %s', (_, path) => {
  const more = ['(/home/MARKER/a.doc)'];
  const filespec = `<</Type/Filespec/F ${path}/UF ${path}/DOS ${path}/Mac ${path}/Unix ${path}>>`;

  it.each([
    ['Launch', link(`<</S/Launch/F${filespec}>>`)],
    ['Launch of a text', link(`<</S/Launch/F ${path}>>`)],
    ['Launch on Windows', link(`<</S/Launch/Win<</F ${path}/D ${path}/P ${path}>>>>`)],
    ['Launch on a Mac and Unix', link(`<</S/Launch/Mac ${path}/Unix ${path}>>`)],
    ['GoToR', link(`<</S/GoToR/D[0/Fit]/F${filespec}>>`)],
    ['GoToE', link(`<</S/GoToE/D[0/Fit]/F${filespec}/T<</R/C/N ${path}>>>>`)],
    ['URI', link(`<</S/URI/URI ${path}>>`)],
    ['ImportData', link(`<</S/ImportData/F${filespec}>>`)],
    ['SubmitForm', link(`<</S/SubmitForm/F${filespec}>>`)],
    ['Thread', link(`<</S/Thread/D 0/F${filespec}>>`)],
    ['the next of an action', link(`<</S/Named/N/NextPage/Next[<</S/Launch/F ${path}>>]>>`)],
    ['a trigger', `/AA<</O<</S/Launch/F ${path}>>>>`],
    ['a reference to a web capture', link(`<</S/URI/URI(https://a.example)>>/PA<</S/URI/URI ${path}>>`)],
    ['an attached file', `/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS${filespec}>>]`],
  ])('in %s is not kept', async (_kind, page) => {
    const { text } = await cleanPdf(onePage({ page, more }));
    expect(text).not.toContain('MARKER');
    expect(text).toContain('drawn words');
  });

  it('in other places is not kept', async () => {
    const { text } = await cleanPdf(
      onePage({
        catalog: `/URI<</Base ${path}>>/OpenAction<</S/Launch/F ${path}>>/Threads[<</Type/Thread/F 6 0 R/I<</Author ${path}>>>>]/Names<</URLS<</Names[${path} 3 0 R]>>/EmbeddedFiles<</Names[${path}${filespec}]>>/Renditions<</Names[${path}<<>>]>>>>`,
        page: `/JT<</A ${path}>>/OPI ${path}/PieceInfo<</X<</Private ${path}>>>>/AF[${filespec}]`,
        resources: '/XObject<</X 7 0 R>>',
        more: [
          ...more,
          '<</Type/Bead/P 3 0 R/R[0 0 1 1]>>',
          stream(
            `/Subtype/Form/BBox[0 0 1 1]/PTEX.FileName ${path}/PTEX.InfoDict<</Author ${path}>>/Ref<</F${filespec}>>/OPI<</2.0<</F ${path}>>>>`,
            '',
          ),
        ],
      }),
    );
    expect(text).not.toContain('MARKER');
    expect(text).toContain('/Bead');
  });
});

it('the alternative text of a picture loses a path and keeps words, also behind a reference', async () => {
  const { text } = await cleanPdf(
    onePage({
      catalog:
        '/StructTreeRoot<</Type/StructTreeRoot/K[<</S/Figure/Alt 5 0 R/K[<</S/Span/Alt(A red house)/E(see C:\\\\Users\\\\MARKER\\\\a)>>]>>]>>',
      more: ['(C:\\\\Users\\\\MARKER\\\\a.png)'],
    }),
  );
  expect(text).not.toContain('MARKER');
  expect(text).toContain('A red house');
});

it.each([
  'https://d.docs.live.net/0a1b2c3d4e5f6071/MARKER/b.xlsx',
  'https://a-my.sharepoint.com/personal/MARKER/b.xlsx',
  'https://MARKER:secret@a.example/b',
  'http://MARKER-laptop/b',
  'http://MARKER.local/b',
])('a link to the private address %s is not kept', async (address) => {
  const { text, removed } = await cleanPdf(onePage({ page: link(`<</S/URI/URI(${address})>>`) }));
  expect(text).not.toContain('MARKER');
  expect(removed).toContain('file-paths');
});

it.each([
  '(IMG MARKER 2026-03-04.jpg)',
  '(MARKER.png)',
  '(Macintosh HD:Users:MARKER:a)',
  '(content://media/MARKER/1)',
  '(%USERPROFILE%\\\\MARKER\\\\a)',
  '(file:///C|/Users/MARKER/a)',
  '(/C/Users/MARKER/a)',
])('the name %s that a picture had as a file is gone, wherever it describes the picture', async (name) => {
  const { text, removed } = await cleanPdf(
    onePage({
      catalog: `/StructTreeRoot<</K<</S/Figure/Alt ${name}/T ${name}>>>>/OCProperties<</OCGs[<</Type/OCG/Name ${name}>><</Type/OCG/Name(Plan)>>]/D<<>>>>`,
      resources: `/Properties<</P<</MCID 0/Alt ${name}>>>>`,
    }),
  );
  expect(text).not.toContain('MARKER');
  expect(text).toContain('(Plan)');
  expect(removed).toEqual(['file-paths']);
});

it('the text that stands for marked content loses a path', async () => {
  const resources = '/Properties<</P<</MCID 0/ActualText(/home/MARKER/a)>>/Q<</MCID 1/ActualText(a word)>>>>';
  const { text } = await cleanPdf(onePage({ resources }));
  expect(text).not.toContain('MARKER');
  expect(text).toContain('(a word)');
});

it.each(['https://a.example/x', 'HTTP://a.example', 'mailto:a@b.example', 'tel:+123'])(
  'a link to %s stays, as an action and as a file specification',
  async (address) => {
    const page = `${link(`<</S/URI/URI(${address})>>`)}/AA<</O<</S/GoToR/D[0/Fit]/F<</FS/URL/F(${address})/UF(MARKER)>>>>>>`;
    const { text, removed } = await cleanPdf(onePage({ page }));
    expect(text).not.toContain('MARKER');
    expect(text.split(address).length).toBeGreaterThan(2);
    expect(removed).toEqual([]);
  },
);

it.each([
  [
    'web capture',
    '/SpiderInfo<</V 1/C[5 0 R]>>/Names<</IDS<</Names[(MARKER)5 0 R]>>/URLS<</Names[(MARKER)5 0 R]>>>>',
  ],
  ['requirements and extensions', '/Requirements[<</S/X/V(MARKER)>>]/Extensions<</MKRK<</URL(MARKER)>>>>'],
  ['parts of documents', '/DPartRoot<</DPM<</A(MARKER)>>>>'],
  [
    'signatures',
    '/Perms<</DocMDP<</Type/Sig/Name(MARKER)>>>>/DSS<</Certs[5 0 R]>>/Legal<</Attestation(MARKER)>>',
  ],
  [
    'layers',
    '/OCProperties<</OCGs[<</Type/OCG/Name(Plan)/Usage<</CreatorInfo<</Creator(MARKER)>>/User<</Type/Ind/Name(MARKER)>>>>>>]/D<</Creator(MARKER)>>>>',
  ],
  [
    'output intents',
    '/OutputIntents[<</S/GTS_PDFA1/Info(MARKER)/OutputCondition(MARKER)/OutputConditionIdentifier(MARKER)/RegistryName(MARKER)>>]',
  ],
  ['user properties', '/StructTreeRoot<</K<</S/P/A<</O/UserProperties/P[<</N(MARKER)/V(MARKER)>>]>>>>>>'],
  ['keys that nobody knows', '/MKRK(MARKER)/MKRL<</A[(MARKER)]>>'],
])('what %s say of people is not kept', async (_, catalog) => {
  const more = [stream('/Author(MARKER)', 'MARKER')];
  const { text } = await cleanPdf(onePage({ catalog, more }));
  expect(text).not.toContain('MARKER');
  expect(text).not.toContain('MKRK');
});

it.each([
  'Text',
  'FreeText',
  'Line',
  'Polygon',
  'Highlight',
  'Stamp',
  'Ink',
  'Caret',
  'Redact',
  'Link',
  'Popup',
  'Unheard',
])('an annotation of the kind %s stays without its maker and its times', async (subtype) => {
  const page = `/Annots[<</Subtype/${subtype}/Rect[0 0 9 9]/Contents(words)/T 5 0 R/M 5 0 R/CreationDate 5 0 R/NM 5 0 R/ExData 5 0 R/AF 5 0 R>>]`;
  const { text, removed } = await cleanPdf(onePage({ page, more: ['(MARKER)'] }));
  expect(text).not.toContain('MARKER');
  expect(text).toContain('words');
  expect(removed).toEqual(expect.arrayContaining(['comment-authors', 'dates', 'identifiers']));
});

it('streams lose what their dictionaries say of their makers', async () => {
  const entries = '/LastModified(MARKER)/Metadata 6 0 R/Measure<</X(MARKER)>>/ID(MARKER)';
  const { text } = await cleanPdf(
    onePage({
      resources: '/XObject<</A 5 0 R>>/Pattern<</P 7 0 R>>',
      more: [
        stream(`/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray${entries}`, 'a'),
        stream('/Type/Metadata', 'MARKER'),
        stream(
          `/PatternType 1/BBox[0 0 1 1]/XStep 1/YStep 1${entries}/Filter/FlateDecode`,
          latin1(deflateSync('0 g')),
        ),
      ],
    }),
  );
  expect(text).not.toContain('MARKER');
  expect(text).toMatch(/\/PatternType 1[\s\S]*0 g/);
});
