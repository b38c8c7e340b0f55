import { describe, expect, it } from 'vitest';
import { makeOpenDocument } from './make-zip.ts';
import { cleanedOffice, person, sheet, word } from './office-files.ts';

it.each<[string, Buffer]>([
  [
    'a control of Word that shows the author',
    word(
      '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:creator[1]" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Marisol Vexley</w:t></w:r></w:p></w:sdtContent></w:sdt>',
    ),
  ],
  [
    'a header of Excel with the name of the file',
    sheet('<headerFooter><oddHeader>&amp;L&amp;Z&amp;F</oddHeader></headerFooter>'),
  ],
])('%s is said to be there', async (_, bytes) => {
  expect((await cleanedOffice(bytes)).left).toEqual(['fields']);
});

describe('a field', () => {
  const complex = (...pieces: string[]): Buffer =>
    word(
      '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
        pieces.map((piece) => `<w:r><w:instrText>${piece}</w:instrText></w:r>`).join('') +
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    );
  const simple = (code: string): Buffer =>
    word(`<w:p><w:fldSimple w:instr="${code}"><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>`);

  it.each([
    ' LINK Excel.Sheet.12 "C:\\\\Users\\\\marisol\\\\Book1.xlsx" "Sheet1!R1C1" \\a \\f 0 \\p ',
    ' INCLUDEPICTURE "file:///C:\\\\Users\\\\marisol\\\\x.png" \\* MERGEFORMATINET ',
    ' INCLUDETEXT marisol.docx ',
    ' HYPERLINK \\l "C:\\\\marisol.docx" ',
    ' HYPERLINK "marisol.docx" ',
    ' TEMPLATE "C:\\\\marisol.dotx" ',
    ' ADDIN ZOTERO_ITEM {"uri":"/users/marisol"} ',
    ' IF "\\\\\\\\files\\\\marisol" = "" a b ',
  ])('with a file in it keeps what it shows: %s', async (code) => {
    const written = code.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    const half = Math.floor(code.indexOf('marisol') + 3);
    for (const file of [simple(written), complex(code), complex(code.slice(0, half), code.slice(half))]) {
      const { text, removed } = await cleanedOffice(file);
      expect(text).not.toMatch(/mar(<\/w:instrText>.*)?isol/);
      expect(text).toContain('shown');
      expect(removed).toContain('file-paths');
    }
  });

  it.each([
    'AUTHOR',
    'author',
    'USERADDRESS',
    'DOCPROPERTY Company',
    'INFO Author',
    'LASTSAVEDBY',
    'FILENAME \\p',
    'CREATEDATE',
    'EDITTIME',
  ])('%s is said to show a person or a name', async (code) => {
    expect((await cleanedOffice(simple(` ${code} `))).left).toContain('fields');
    expect((await cleanedOffice(complex(` ${code.slice(0, 3)}`, `${code.slice(3)} `))).left).toContain(
      'fields',
    );
  });

  it.each([
    'PAGE',
    'TOC \\o "1-3" \\h \\z \\u',
    'REF _Ref12 \\h',
    'HYPERLINK "https://example.org/"',
    'HYPERLINK \\l "Chapter"',
    '=SUM(ABOVE)',
  ])('%s stays as it is', async (code) => {
    const { text, left } = await cleanedOffice(complex(` ${code} `));
    expect(text).toContain(`<w:instrText> ${code} </w:instrText>`);
    expect(left).toEqual([]);
  });

  it.each([
    'author-name',
    'initial-creator',
    'creator',
    'sender-email',
    'printed-by',
    'file-name',
    'user-defined',
    'creation-time',
  ])('of OpenDocument, %s, is said to be there', async (name) => {
    const { left } = await cleanedOffice(
      makeOpenDocument(`<text:p><text:${name}>Marisol Vexley</text:${name}></text:p>`),
    );
    expect(left).toContain('fields');
  });
});

it('a field of OpenDocument keeps what it shows, and not the second behind it', async () => {
  const { text, removed } = await cleanedOffice(
    makeOpenDocument(
      '<text:p><text:creation-date text:date-value="2026-03-04T10:11:12.123">4 March</text:creation-date></text:p>',
    ),
  );
  expect(text).toContain('>4 March<');
  expect(text).not.toMatch(person);
  expect(removed).toEqual(['dates']);
});
