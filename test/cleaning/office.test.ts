import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { makeOpenXml, makeZip, relationshipsXml, type MadeEntry } from './make-zip.ts';
import { readDeeply } from './read-deeply.ts';
import { realFile } from './real-files.ts';

const word = 'wordprocessingml.document.main+xml';
const sheet = 'spreadsheetml.sheet.main+xml';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006/relationships';
const docx = (...parts: MadeEntry[]): Buffer => makeOpenXml(word, parts);
const outcome = (bytes: Uint8Array, limits = defaultCleaningLimits) => cleanFile(bytes, limits);

const cleanedText = async (bytes: Uint8Array) => {
  const result = await outcome(bytes);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  return { text: readDeeply(result.bytes), removed: result.removed, left: result.left };
};

describe('a document of Word', () => {
  it('keeps what was inserted and deleted, and not who did it and when', async () => {
    const { text, removed, left } = await cleanedText(
      docx({
        name: 'word/document.xml',
        content:
          '<w:document><w:p w:rsidR="00MARKER" w:rsidRDefault="00MARKER"><w:ins w:id="1" w:author="MARKER" w:date="MARKER">' +
          '<w:r>kept words</w:r></w:ins><w:del w:author=\'MARKER\'/><w:rPrChange w:author="MARKER"/></w:p></w:document>',
      }),
    );
    expect(text).toContain('<w:ins w:id="1" w:author="Author"><w:r>kept words</w:r></w:ins>');
    expect(text).not.toContain('MARKER');
    expect(removed).toEqual(['tracked-change-authors', 'dates', 'edit-history']);
    expect(left).toEqual(['tracked-changes']);
  });

  it('loses settings that name its sessions, template and mail merge', async () => {
    const { text } = await cleanedText(
      docx(
        {
          name: 'word/settings.xml',
          content:
            '<w:settings><w:rsids><w:rsid w:val="MARKER"/></w:rsids><w:attachedTemplate r:id="rId1"/>' +
            '<w15:docId w15:val="MARKER"/><w:docVars><w:docVar w:val="MARKER"/></w:docVars><w:zoom w:percent="100"/></w:settings>',
        },
        {
          name: 'word/_rels/settings.xml.rels',
          content:
            '<Relationships><Relationship Id="rId1" Type="http://x/attachedTemplate" Target="file:///C:\\MARKER.dotx" TargetMode="External"/></Relationships>',
        },
      ),
    );
    expect(text).not.toContain('MARKER');
    expect(text).not.toContain('attachedTemplate');
    expect(text).toContain('<w:zoom w:percent="100"/>');
  });

  it('loses its properties, custom data and people, and every reference to them', async () => {
    const { text, removed } = await cleanedText(
      docx(
        { name: 'word/document.xml', content: '<w:document/>' },
        { name: 'docProps/core.xml', content: '<MARKER/>' },
        { name: 'package/core.xml', content: '<MARKER/>' },
        { name: 'customXml/item1.xml', content: '<MARKER/>' },
        { name: 'word/people.xml', content: '<MARKER/>' },
        { name: 'docProps/thumbnail.jpeg', content: 'MARKER' },
        { name: 'word/of-nobody.xml', content: '<w:hdr>MARKER</w:hdr>' },
        {
          name: '_rels/.rels',
          content: relationshipsXml([
            ['rId1', `${packageTypes}/metadata/core-properties`, 'docProps/core.xml'],
            ['rId2', 'officeDocument', '/word/document.xml'],
            ['rId3', `${packageTypes}/metadata/core-properties`, 'package/core.xml'],
            ['rId4', `${packageTypes}/metadata/thumbnail`, 'docProps/thumbnail.jpeg'],
          ]),
        },
        {
          name: 'word/_rels/document.xml.rels',
          content: relationshipsXml([
            ['rId7', 'customXml', '../customXml/item1.xml'],
            ['rId8', 'http://schemas.microsoft.com/office/2011/relationships/people', 'people.xml'],
          ]),
        },
      ),
    );
    expect(text).not.toMatch(/MARKER|docProps|customXml|people|package\/core/);
    expect(text).toContain('rId2');
    expect(removed).toEqual(['author', 'thumbnail', 'document-properties', 'custom-data', 'other-data']);
  });

  it('keeps no times, owners, extra fields or comments of its container', async () => {
    const { text } = await cleanedText(docx({ name: 'word/document.xml', content: '<w:document/>' }));
    expect(text).not.toContain('MARK');
  });

  it('has the pictures in it cleaned, and says of fields that they may show a name', async () => {
    const { text, removed, left } = await cleanedText(
      docx(
        { name: 'word/media/image1.jpeg', content: realFile('pillow.jpg') },
        {
          name: 'word/document.xml',
          content: '<w:document><w:instrText> AUTHOR </w:instrText></w:document>',
        },
      ),
    );
    expect(text).not.toMatch(/Marisol|Marker/);
    expect(removed).toContain('gps-position');
    expect(left).toEqual(['fields']);
  });

  it.each([
    ['word/vbaProject.bin', 'has-macros'],
    ['word/embeddings/oleObject1.bin', 'embedded-file'],
    ['word/media/image1.tiff', 'embedded-file'],
  ])('with %s in it can not be cleaned: %s', async (name, why) => {
    expect(await outcome(docx({ name, content: 'anything' }))).toMatchObject({
      kind: 'could-not-be-cleaned',
      why,
    });
  });

  it.each([
    ['<a><b></a></b>', 'broken'],
    ['<a b=c/>', 'broken'],
    ['<a', 'broken'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'not-understood'],
    ['<?xml version="1.0" encoding="UTF-16"?><a/>', 'not-understood'],
  ])('with a part %s can not be cleaned: %s', async (content, why) => {
    expect(await outcome(docx({ name: 'word/document.xml', content }))).toMatchObject({ why });
  });
});

describe('a workbook of Excel', () => {
  it('loses paths, the last writer, and who wrote a note or a thread of comments', async () => {
    const { text } = await cleanedText(
      makeOpenXml(sheet, [
        {
          name: 'xl/workbook.xml',
          content:
            '<workbook><fileVersion appName="MARKER"/><fileSharing userName="MARKER"/><x15ac:absPath url="C:\\MARKER"/><sheets/></workbook>',
        },
        {
          name: 'xl/comments1.xml',
          content:
            '<comments><authors><author>MARKER</author><author>tc={0A-1}</author></authors></comments>',
        },
        {
          name: 'xl/persons/person.xml',
          content: '<p><person displayName="MARKER" id="{1}" userId="MARKER"/></p>',
        },
        {
          name: 'xl/pivotCache/p1.xml',
          content: '<pivotCacheDefinition refreshedBy="MARKER" refreshedDate="1"/>',
        },
        { name: 'xl/printerSettings/printerSettings1.bin', content: 'MARKER' },
        {
          name: 'xl/worksheets/sheet1.xml',
          content: '<worksheet><pageSetup paperSize="9" r:id="rId1"/></worksheet>',
        },
      ]),
    );
    expect(text).not.toContain('MARKER');
    expect(text).toContain('<author>Author</author><author>tc={0A-1}</author>');
    expect(text).toContain('<pageSetup paperSize="9"/>');
  });
});

describe('a container', () => {
  const document = { name: 'word/document.xml', content: '<w:document/>' };

  it('that would unpack to more than allowed is refused before it is unpacked', async () => {
    const bomb = docx({ name: 'word/document.xml', content: 'x', declaredSize: 0xfff0_0000 });
    expect(await outcome(bomb)).toEqual({ kind: 'refused', why: 'unpacks-too-large' });
  });

  it('that unpacks to far more than its size is refused', async () => {
    const bomb = docx({ name: 'word/document.xml', content: Buffer.alloc(8_000_000) });
    expect(await outcome(bomb)).toEqual({ kind: 'refused', why: 'unpacks-too-large' });
  });

  it('that unpacks to more than it declares is broken', async () => {
    const liar = docx({
      name: 'word/document.xml',
      content: Buffer.alloc(500_000, '<a/>'),
      declaredSize: 10,
    });
    expect(await outcome(liar)).toMatchObject({ kind: 'could-not-be-cleaned', why: 'broken' });
  });

  it('in which files share their bytes is no document', async () => {
    const bomb = makeOpenXml(word, [document, { ...document, name: 'word/b.xml' }], { sameKernel: true });
    expect(await outcome(bomb)).toEqual({ kind: 'could-not-be-cleaned', type: 'zip', why: 'no-cleaner' });
  });

  it('with too many files is refused', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `word/${index}.xml`, content: '<a/>' }));
    expect(await outcome(docx(...many), { ...defaultCleaningLimits, entries: 20 })).toEqual({
      kind: 'refused',
      why: 'too-many-parts',
    });
  });

  it('in a container in a container is refused where the limit says so', async () => {
    const inner = docx({ name: 'word/embeddings/a.docx', content: docx(document) });
    const nested = docx({ name: 'word/embeddings/b.docx', content: inner });
    expect(await outcome(nested)).toMatchObject({ kind: 'cleaned' });
    expect(await outcome(nested, { ...defaultCleaningLimits, nesting: 1 })).toEqual({
      kind: 'refused',
      why: 'nested-too-deep',
    });
  });

  it('of elements nested without end is refused', async () => {
    const deep = docx({ name: 'word/document.xml', content: '<a>'.repeat(100_000) });
    expect(await outcome(deep)).toEqual({ kind: 'refused', why: 'nested-too-deep' });
  });

  it('that is no office document is told to be a zip file', async () => {
    expect(await outcome(makeZip([{ name: 'a.txt', content: 'a' }]))).toMatchObject({
      type: 'zip',
      why: 'no-cleaner',
    });
  });

  it.each(['Basic/script-lc.xml', 'Scripts/python/a.py'])(
    'of OpenDocument with %s has macros',
    async (name) => {
      const odt = makeZip([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
        { name, content: '<a/>' },
      ]);
      expect(await outcome(odt)).toMatchObject({ type: 'odt', why: 'has-macros' });
    },
  );

  it('of OpenDocument that is encrypted is said to be', async () => {
    const odt = makeZip([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
      { name: 'META-INF/manifest.xml', content: '<m:m><manifest:encryption-data/></m:m>' },
    ]);
    expect(await outcome(odt)).toMatchObject({ type: 'odt', why: 'encrypted' });
  });
});
