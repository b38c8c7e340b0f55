import { describe, expect, it } from 'vitest';
import { makeOpenDocument, relationshipsXml } from './make-zip.ts';
import { cleanedOffice, person, sheet, slides, word, workbook } from './office-files.ts';

const privateAddresses = [
  'file:///C:\\Users\\marisol\\b.xlsx',
  'FILE:/home/marisol/b.xlsx',
  'C:/Users/marisol/b.xlsx',
  '\\\\files\\marisol\\b.xlsx',
  '//files/marisol/b.xlsx',
  '/marisol/Desktop/b.xlsx',
  '../../Users/marisol/Desktop/b.xlsx',
  'marisol/b.xlsx',
  'smb://files/marisol/b.xlsx',
  'https://d.docs.live.net/0a1b2c3d4e5f6071/marisol/b.xlsx',
  'https://example-my.sharepoint.com/personal/marisol_vexley_example_org/Documents/b.xlsx',
  'https://example.sharepoint.com/%70ersonal/marisol/b.xlsx',
  'https://marisol:secret@example.org/b.xlsx',
  'http://marisol-laptop/b.xlsx',
  'http://marisol.local/b.xlsx',
  'http://192.168.1.4/marisol/b.xlsx',
];

describe.each(privateAddresses)('the address %s is gone', (address) => {
  const external = (type: string): string => relationshipsXml([['rId1', type, address, 'External']]);

  it.each<[string, Buffer]>([
    [
      'from another workbook',
      workbook(
        '<externalReferences><externalReference r:id="rId2"/></externalReferences>',
        {
          name: 'xl/externalLinks/externalLink1.xml',
          content: '<externalLink><externalBook r:id="rId1"/></externalLink>',
        },
        { name: 'xl/externalLinks/_rels/externalLink1.xml.rels', content: external('externalLinkPath') },
      ),
    ],
    [
      'from a link in Word',
      word('<w:hyperlink r:id="rId1"><w:r><w:t>here</w:t></w:r></w:hyperlink>', {
        name: 'word/_rels/document.xml.rels',
        content: external('hyperlink'),
      }),
    ],
    [
      'from a picture of OpenDocument',
      makeOpenDocument(`<text:p><draw:frame><draw:image xlink:href="${address}"/></draw:frame></text:p>`),
    ],
    [
      'from a section of OpenDocument',
      makeOpenDocument(
        `<text:section text:name="S"><text:section-source xlink:href="${address}"/></text:section>`,
      ),
    ],
  ])('%s', async (_, bytes) => {
    expect((await cleanedOffice(bytes)).text).not.toMatch(person);
  });
});

describe('a formula that names a file keeps what it gave', () => {
  const cell = (formula: string): string =>
    `<row r="1"><c r="A1" t="str"><f>${formula}</f><v>given</v></c></row>`;
  const cells = (formula: string, after = ''): Buffer =>
    workbook('', {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet><sheetData>${cell(formula)}</sheetData>${after}</worksheet>`,
    });

  it.each([
    ["'C:\\Users\\marisol\\[b.xlsx]S'!A1+1", '#REF!+1'],
    ["SUM('/home/marisol/[b.xlsx]It''s'!$A$1:$B$2,3)", 'SUM(#REF!,3)'],
    ['HYPERLINK("file:///C:/Users/marisol/a.xlsx","x")', 'HYPERLINK(&quot;&quot;,&quot;x&quot;)'],
    ['HYPERLINK(&quot;/home/marisol/a.xlsx&quot;)', 'HYPERLINK(&quot;&quot;)'],
    ['_xlfn.WEBSERVICE("http://marisol-laptop/x")', '_xlfn.WEBSERVICE(&quot;&quot;)'],
  ])('of Excel: %s', async (formula, kept) => {
    const { text, removed } = await cleanedOffice(cells(formula));
    expect(text).toContain(`<f>${kept}</f><v>given</v>`);
    expect(removed).toEqual(['file-paths']);
  });

  it.each([
    '[1]S!A1',
    "'My sheet'!A1",
    'HYPERLINK("https://example.org/","x")',
    'IF(A1="it\'s","/home or not",\'B c\'!A1)',
    'A1&amp;"',
  ])('and %s stays as it is', async (formula) => {
    const { text, removed } = await cleanedOffice(cells(formula));
    expect(text).toContain(`<f>${formula}</f>`);
    expect(removed).toEqual([]);
  });

  const elsewhere = "'C:\\Users\\marisol\\[b.xlsx]S'!A1";
  it.each<[string, Buffer]>([
    ['names', workbook(`<definedNames><definedName name="x">${elsewhere}</definedName></definedNames>`)],
    [
      'rules',
      cells(
        '1',
        `<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>${elsewhere}</formula></cfRule></conditionalFormatting><dataValidations><dataValidation type="list" sqref="A1"><formula1>${elsewhere}</formula1></dataValidation></dataValidations>`,
      ),
    ],
  ])('of %s', async (_, file) => {
    const { text } = await cleanedOffice(file);
    expect(text).not.toMatch(person);
    expect(text).toContain('#REF!');
  });

  it.each([
    "of:=['file:///home/marisol/b.ods'#$S.A1]",
    'of:=DDE(&quot;soffice&quot;;&quot;/home/marisol/b.ods&quot;;&quot;A1&quot;)',
    'of:=HYPERLINK(&quot;file:///home/marisol/b.ods&quot;)',
  ])('of OpenDocument: %s', async (formula) => {
    const { text, removed } = await cleanedOffice(
      makeOpenDocument(
        `<table:table table:name="'file:///home/marisol/b.ods'#$S"><table:table-row><table:table-cell table:formula="${formula}" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row></table:table><table:named-expressions><table:named-range table:name="a" table:cell-range-address="'file:///home/marisol/b.ods'#$S.A1"/></table:named-expressions>`,
      ),
    );
    expect(text).not.toMatch(person);
    expect(text).toContain('office:value="7"');
    expect(removed).toEqual(['file-paths']);
  });
});

it.each<[string, Buffer]>([
  [
    'a sound',
    slides({
      name: 'ppt/slides/slide1.xml',
      content:
        '<p:sld><p:transition><p:sndAc><p:stSnd><p:snd r:embed="rId1" name="marisol.wav"/></p:stSnd></p:sndAc></p:transition></p:sld>',
    }),
  ],
  [
    'a recording',
    slides({
      name: 'ppt/slides/slide1.xml',
      content: '<p:sld><a:wavAudioFile r:embed="rId2" name="marisol.wav"/></p:sld>',
    }),
  ],
  [
    'an object',
    slides({
      name: 'ppt/slides/slide1.xml',
      content: '<p:sld><p:oleObj name="marisol.xlsx" progId="Excel.Sheet.12"/></p:sld>',
    }),
  ],
  [
    'a program',
    slides({
      name: 'ppt/slides/slide1.xml',
      content: '<p:sld><a:hlinkClick r:id="" action="ppaction://program?C:\\marisol.exe"/></p:sld>',
    }),
  ],
  [
    'an object of Word that is linked',
    word(
      '<w:p><w:r><w:object><o:OLEObject Type="Link"><o:FieldCodes>C:\\Users\\marisol\\a.xlsx</o:FieldCodes></o:OLEObject></w:object></w:r></w:p>',
    ),
  ],
  [
    'a table of a database',
    makeOpenDocument(
      '<text:p><text:database-display text:table-name="marisol" text:column-name="c">x</text:database-display></text:p>',
    ),
  ],
  [
    'a page in a frame',
    makeOpenDocument(
      '<text:p><draw:frame><draw:floating-frame xlink:href="" draw:frame-name="marisol"/></draw:frame></text:p>',
    ),
  ],
])('the name of the file behind %s is gone', async (_, bytes) => {
  expect((await cleanedOffice(bytes)).text).not.toMatch(person);
});

it('a path in a header of Excel is said to be there', async () => {
  const header = sheet(
    '<headerFooter><oddHeader>&amp;LC:\\Users\\marisol\\x.xlsx</oddHeader></headerFooter>',
  );
  expect((await cleanedOffice(header)).left).toEqual(['user-paths']);
});

it.each(['https://example.org/a?b=c', 'mailto:office@example.org', '#Chapter1'])(
  'the public address %s stays',
  async (address) => {
    expect(
      (await cleanedOffice(makeOpenDocument(`<text:p><text:a xlink:href="${address}">a</text:a></text:p>`)))
        .text,
    ).toContain(`xlink:href="${address}"`);
  },
);

it('a formula of OpenDocument keeps the prefix that names its language', async () => {
  const formulas = 'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"';
  const { text } = await cleanedOffice(
    makeOpenDocument(
      `<table:table ${formulas}><table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row></table:table>`,
    ),
  );
  expect(text).toContain(formulas);
  expect(text).toContain('table:formula="of:=1+1"');
});
