import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { makeOpenDocument, makeOpenXml, relationshipsXml } from './make-zip.ts';
import { cleanedOffice, person, sheet, slides, word, workbook } from './office-files.ts';

const microsoft = 'http://schemas.microsoft.com/office';

describe('a person is gone from', () => {
  const presence = '<p15:presenceInfo userId="S::marisol.vexley@example.org::0a1b" providerId="AD"/>';
  it.each<[string, Buffer]>([
    [
      'the list of those who commented slides',
      slides({
        name: 'ppt/commentAuthors.xml',
        content: `<p:cmAuthorLst><p:cmAuthor id="1" name="Marisol" initials="MV"><p:extLst><p:ext uri="{19B8F6BF-5375-455C-9EA6-DF929625EA0E}">${presence}</p:ext></p:extLst></p:cmAuthor></p:cmAuthorLst>`,
      }),
    ],
    [
      'the views of a shared workbook',
      workbook(
        '<customWorkbookViews><customWorkbookView name="Marisol Vexley - Personal View" guid="{1}"/></customWorkbookViews>',
      ),
    ],
    [
      'the scenarios of a sheet',
      sheet(
        '<scenarios><scenario name="s" user="Marisol Vexley" comment="Created by Marisol Vexley"><inputCells r="A1" val="1"/></scenario></scenarios>',
      ),
    ],
    [
      'the scenarios of an OpenDocument',
      makeOpenDocument(
        '<table:table><table:scenario table:is-active="true" table:comment="by Marisol Vexley"/></table:table>',
      ),
    ],
    [
      'permissions to change a text',
      word('<w:p><w:permStart w:id="1" w:ed="marisol@example.org"/><w:permEnd w:id="1"/></w:p>'),
    ],
    [
      'protected ranges',
      sheet(
        '<protectedRanges><protectedRange name="R" sqref="A1" securityDescriptor="O:marisol"><securityDescriptor>marisol</securityDescriptor></protectedRange></protectedRanges>',
      ),
    ],
    [
      'an attribute that is not known',
      word('<w:p w:writer="Marisol Vexley"><w:r><w:t>Hello</w:t></w:r></w:p>'),
    ],
    ['a namespace that is not known', word('<x:who xmlns:x="urn:marisol">Marisol Vexley</x:who><w:p/>')],
    [
      'an extension that is not known',
      sheet(
        '<extLst><ext uri="{marisol}"><x:who xmlns:x="urn:marisol" name="Marisol Vexley"/></ext></extLst>',
      ),
    ],
    [
      'connections, with their passwords',
      workbook('', {
        name: 'xl/connections.xml',
        content:
          '<connections><connection id="1" name="marisol.db" description="of Marisol Vexley" odcFile="marisol.odc" type="1" refreshedVersion="6"><dbPr connection="Server=db;User ID=marisol;Password=secret" command="SELECT marisol"/></connection></connections>',
      }),
    ],
  ])('%s', async (_, bytes) => {
    const { text, removed } = await cleanedOffice(bytes);
    expect(text).not.toMatch(person);
    expect(removed.length).toBeGreaterThan(0);
  });
});

it('a text of OpenDocument with data about itself stays', async () => {
  const { text } = await cleanedOffice(makeOpenDocument('<text:p><text:meta>shown</text:meta></text:p>'));
  expect(text).toContain('<text:meta>shown</text:meta>');
});

describe('what would be lost is said', () => {
  it.each<[string, Buffer]>([
    [
      'text in an element that is not known',
      word('<x:a xmlns:x="urn:x"><w:p><w:r><w:t>Hello</w:t></w:r></w:p></x:a>'),
    ],
    [
      'a sheet whose part is not there',
      workbook('<sheets><sheet name="S" sheetId="1" r:id="rId99"/></sheets>'),
    ],
    [
      'a paragraph in an element of OpenDocument that is not known',
      makeOpenDocument('<x:a xmlns:x="urn:x"><text:p>Hello</text:p></x:a>'),
    ],
    [
      'text that stands straight in an element of OpenDocument that is not known',
      makeOpenDocument('<text:p>Before <text:new-thing>Hello</text:new-thing></text:p>'),
    ],
    [
      'the text of a part that is reached in a way that is not known',
      makeOpenXml('wordprocessingml.document.main+xml', [
        {
          name: 'word/document.xml',
          content: '<w:document><w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:body></w:document>',
        },
        {
          name: 'word/_rels/document.xml.rels',
          content: relationshipsXml([
            ['rId1', 'http://schemas.microsoft.com/office/2031/relationships/margin', 'margin.xml'],
          ]),
        },
        { name: 'word/margin.xml', content: '<w:hdr><w:p><w:r><w:t>in the margin</w:t></w:r></w:p></w:hdr>' },
      ]),
    ],
  ])('%s', async (_, bytes) => {
    expect(await cleanFile(bytes, defaultCleaningLimits)).toMatchObject({
      kind: 'could-not-be-cleaned',
      why: 'content-lost',
    });
  });

  it('and what has a fallback is not lost', async () => {
    const { text } = await cleanedOffice(
      word(
        '<mc:AlternateContent><mc:Choice xmlns:q="urn:q" Requires="q"><w:p><w:r><w:t>new</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>old</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>',
      ),
    );
    expect(text).toContain('old');
    expect(text).not.toContain('new');
  });
});

it('a part whose root is of no known namespace is not understood', async () => {
  const strange = makeOpenXml('wordprocessingml.document.main+xml', [
    { name: 'word/document.xml', content: '<x:document xmlns:x="urn:x"/>' },
  ]);
  expect(await cleanFile(strange, defaultCleaningLimits)).toMatchObject({ why: 'not-understood' });
});

describe('a locked document is said to be locked', () => {
  it('by the manifest of an OpenDocument, which stands last', async () => {
    const locked = makeOpenDocument('', [
      {
        name: 'META-INF/manifest.xml',
        content:
          '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>',
      },
    ]);
    expect(await cleanFile(locked, defaultCleaningLimits)).toMatchObject({ type: 'odt', why: 'encrypted' });
  });

  it('by the parts of a compound file', async () => {
    const compound = Buffer.alloc(2048);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(compound);
    expect(await cleanFile(compound, defaultCleaningLimits)).toMatchObject({
      type: 'old-office',
      why: 'no-cleaner',
    });
    compound.write('EncryptedPackage', 1024, 'utf16le');
    expect(await cleanFile(compound, defaultCleaningLimits)).toMatchObject({
      type: 'old-office',
      why: 'encrypted',
    });
  });
});

it('a comment of a person of Excel keeps its thread and loses its author', async () => {
  const { text } = await cleanedOffice(
    workbook('', {
      name: 'xl/persons/person.xml',
      content: `<personList xmlns="${microsoft}/spreadsheetml/2018/threadedcomments"><person displayName="Marisol Vexley" id="{1}" userId="marisol@example.org" providerId="AD"/></personList>`,
    }),
  );
  expect(text).not.toMatch(person);
  expect(text).toContain('id="{1}"');
});
