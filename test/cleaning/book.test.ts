import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { readZip, unpackEntry } from '../../functions/cleaning/office/read-zip.ts';
import { photo } from './make-media.ts';
import { makeZip, type MadeEntry } from './make-zip.ts';
import { readDeeply } from './read-deeply.ts';

const clean = (bytes: Buffer) => cleanFile(bytes, defaultCleaningLimits);
const uuid = '0a1b2c3d-0000-4000-8000-123456789abc';
const container =
  '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="Book/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>';

const packageDocument = (items = '', metadata = ''): string => `<?xml version="1.0"?>
<!-- made by MARK-comment -->
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="uid">urn:uuid:${uuid}</dc:identifier><dc:title>MARK-title</dc:title><dc:language>es</dc:language>
<dc:creator opf:file-as="MARK-creator">MARK-creator</dc:creator><dc:date>2026-05-04</dc:date>
<meta name="calibre:user_metadata" content="MARK-calibre"/><meta property="dcterms:modified">2026-05-04T10:11:12Z</meta>
<meta property="rendition:layout">pre-paginated</meta><meta name="cover" content="pic"/>${metadata}</metadata>
<manifest><item id="p1" href="Text/MARK-marisol%20one.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav scripted"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="Styles/a.css" media-type="text/css"/>
<item id="pic" href="Images/IMG_20260504.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="font" href="Fonts/f.ttf" media-type="application/vnd.ms-opentype"/>
<item id="js" href="a.js" media-type="text/javascript"/>${items}</manifest>
<spine toc="ncx"><itemref idref="p1"/><itemref idref="nav" linear="no"/></spine>
<guide><reference type="text" title="MARK-guide" href="Text/MARK-marisol%20one.xhtml#a"/></guide></package>`;

const page = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>MARK-page</title>
<meta name="author" content="MARK-author"/><link rel="stylesheet" href="../Styles/a.css"/><script src="../a.js">1</script></head>
<body epub:type="bodymatter" data-user="MARK-data"><p id="a" onclick="MARK()">Hello&nbsp;<b>world</b></p>
<img src="../Images/IMG_20260504.jpg" alt="A house"/><a href="../nav.xhtml#x">on</a><a href="file:///home/MARK/a">off</a>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="../Images/IMG_20260504.jpg"/></svg>
</body></html>`;
const nav =
  '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>MARK</title></head><body><nav><ol><li><a href="Text/MARK-marisol%20one.xhtml#a">One</a></li></ol></nav></body></html>';
const ncx = `<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="MARK-uid"/></head><docTitle><text>MARK</text></docTitle><docAuthor><text>MARK</text></docAuthor><navMap><navPoint id="n" playOrder="1"><navLabel><text>One</text></navLabel><content src="Text/MARK-marisol%20one.xhtml#a"/></navPoint></navMap></ncx>`;
const css =
  '/* MARK */ @font-face{font-family:x;src:url(../Fonts/f.ttf)} p{color:red;background:url("file:///c/MARK.png")}';
const font = Buffer.from('a font that is not locked, '.repeat(60));
const obfuscated = (key: Buffer, bytes: number): Buffer =>
  Buffer.from(font.map((byte, at) => (at < bytes ? byte ^ (key[at % key.length] ?? 0) : byte)));
const lock = (algorithm: string): MadeEntry => ({
  name: 'META-INF/encryption.xml',
  content: `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="Book/Fonts/f.ttf"/></enc:CipherData></enc:EncryptedData></encryption>`,
});

const book = (changes: Readonly<Record<string, string | Buffer>> = {}, ...more: MadeEntry[]): Buffer => {
  const parts: Readonly<Record<string, string | Buffer>> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container,
    'META-INF/calibre_bookmarks.txt': 'MARK',
    'META-INF/rights.xml': '<MARK/>',
    'Book/content.opf': packageDocument(),
    'Book/Text/MARK-marisol one.xhtml': page,
    'Book/nav.xhtml': nav,
    'Book/toc.ncx': ncx,
    'Book/Styles/a.css': css,
    'Book/Images/IMG_20260504.jpg': photo,
    'Book/Fonts/f.ttf': font,
    'Book/a.js': 'MARK()',
    ...changes,
  };
  return makeZip([...Object.entries(parts).map(([name, content]) => ({ name, content })), ...more]);
};

const partsOf = (bytes: Uint8Array): ReadonlyMap<string, Buffer> =>
  new Map(
    readZip(Buffer.from(bytes), defaultCleaningLimits).map((entry) => [
      entry.name,
      unpackEntry(entry, () => undefined),
    ]),
  );
const cleanedParts = async (bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> => {
  const result = await clean(bytes);
  if (result.kind !== 'cleaned') throw new Error(`${result.kind}: ${result.why}`);
  return partsOf(result.bytes);
};

describe('a book (EPUB)', () => {
  it('keeps its text, pictures, styles and links, and nothing of who made or owned it', async () => {
    const result = await clean(book());
    if (result.kind !== 'cleaned') throw new Error(result.why);
    expect(result.type).toBe('epub');
    expect(readDeeply(result.bytes)).not.toMatch(/MARK|Marisol|marisol|IMG_2026|2026|0a1b2c3d/);
    expect(result.left).toEqual([]);
    expect(result.removed).toEqual(
      expect.arrayContaining(['author', 'title-and-keywords', 'dates', 'file-paths', 'gps-position']),
    );
    expect(Buffer.from(result.bytes).toString('latin1', 30, 58)).toBe('mimetypeapplication/epub+zip');
    const parts = partsOf(result.bytes);
    const text = parts.get('OEBPS/part1.xhtml')?.toString() ?? '';
    expect(text).toMatch(/<!DOCTYPE html PUBLIC "-\/\/W3C\/\/DTD XHTML 1\.1\/\/EN"/);
    expect(text).toContain('<p id="a">Hello&nbsp;<b>world</b></p>');
    expect(text).toContain('<img src="part5.jpg" alt="A house"/><a href="part2.xhtml#x">');
    expect(text).toContain('<image xlink:href="part5.jpg"/>');
    expect(text).toContain('<link rel="stylesheet" href="part4.css"/>');
    expect(parts.get('OEBPS/part2.xhtml')?.toString()).toContain('<a href="part1.xhtml#a">One</a>');
    expect(parts.get('OEBPS/part3.ncx')?.toString()).toContain('<content src="part1.xhtml#a"/>');
    expect(parts.get('OEBPS/part4.css')?.toString()).toContain('src:url("part6.font")');
    const description = parts.get('OEBPS/package.opf')?.toString() ?? '';
    expect(description).toContain('<dc:language>es</dc:language>');
    expect(description).toContain('<meta property="rendition:layout">pre-paginated</meta>');
    expect(description).toMatch(/<meta name="cover" content="item5"\/>/);
    expect(description).toContain('<itemref idref="item2" linear="no"/>');
    expect(description).toContain('href="part1.xhtml#a"');
  });

  it('is the same when it is cleaned again', async () => {
    const first = await clean(book());
    if (first.kind !== 'cleaned') throw new Error(first.why);
    const second = await clean(Buffer.from(first.bytes));
    expect(second).toMatchObject({ kind: 'cleaned', removed: [] });
    if (second.kind === 'cleaned')
      expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  });

  it.each([
    [
      'http://www.idpf.org/2008/embedding',
      obfuscated(createHash('sha1').update(`urn:uuid:${uuid}`).digest(), 1040),
    ],
    ['http://ns.adobe.com/pdf/enc#RC', obfuscated(Buffer.from(uuid.replaceAll('-', ''), 'hex'), 1024)],
  ])('has its fonts in clear, for the identifier that locked them goes: %s', async (algorithm, locked) => {
    const parts = await cleanedParts(book({ 'Book/Fonts/f.ttf': locked }, lock(algorithm)));
    expect(parts.get('OEBPS/part6.font')?.equals(font)).toBe(true);
    expect(parts.has('META-INF/encryption.xml')).toBe(false);
  });

  it.each<[string, Buffer, string]>([
    ['locked by a shop', book({}, lock('http://www.w3.org/2001/04/xmlenc#aes128-cbc')), 'encrypted'],
    [
      'of two editions',
      book({
        'META-INF/container.xml': container.replace(
          '<rootfiles>',
          '<rootfiles><rootfile full-path="b.opf"/>',
        ),
      }),
      'not-understood',
    ],
    [
      'with a page that is not there',
      book({ 'Book/content.opf': packageDocument().replace('idref="p1"', 'idref="gone"') }),
      'content-lost',
    ],
    [
      'with a page in a frame',
      book({ 'Book/nav.xhtml': nav.replace('<nav>', '<iframe src="Text/a.xhtml"></iframe><nav>') }),
      'content-lost',
    ],
    [
      'with text in an element that is not known',
      book({ 'Book/nav.xhtml': nav.replace('<nav>', '<x-note>Important</x-note><nav>') }),
      'content-lost',
    ],
  ])('could not be cleaned when it is %s', async (_, bytes, why) => {
    expect(await clean(bytes)).toMatchObject({ kind: 'could-not-be-cleaned', type: 'epub', why });
  });
});

describe('a drawing with a document type', () => {
  const path = '<path d="M0 0"/>';
  const svg = (doctype: string, root: string): Buffer =>
    Buffer.from(`<?xml version="1.0"?>\n${doctype}${root}`);
  it.each([
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    '<!DOCTYPE svg>',
    `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "http://www.w3.org/TR/svg.dtd" [\n<!ENTITY ns_ai "MARK">\n<!ENTITY ns_svg 'http://www.w3.org/2000/svg'>\n]>`,
  ])('is cleaned: %s', async (doctype) => {
    const namespace = doctype.includes('ns_svg') ? '&ns_svg;' : 'http://www.w3.org/2000/svg';
    const result = await clean(svg(doctype, `<svg xmlns="${namespace}">${path}</svg>`));
    if (result.kind !== 'cleaned') throw new Error(result.why);
    expect(Buffer.from(result.bytes).toString()).toContain(
      `<svg xmlns="http://www.w3.org/2000/svg">${path}</svg>`,
    );
    expect(Buffer.from(result.bytes).toString()).not.toMatch(/MARK|DOCTYPE|ENTITY/);
  });

  it.each([
    '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE svg [<!ENTITY % a "x">]>',
    '<!DOCTYPE svg [<!ATTLIST svg a CDATA #FIXED "x">]>',
    '<!DOCTYPE svg',
  ])('that declares more than short names is not understood: %s', async (doctype) => {
    const root = `<svg xmlns="http://www.w3.org/2000/svg">${path}</svg>`;
    expect(await clean(svg(doctype, root))).toMatchObject({ why: 'not-understood' });
  });

  it('may not grow without end by short names', async () => {
    const doctype = `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(900)}">]>`;
    const root = `<svg xmlns="http://www.w3.org/2000/svg"><title>${'&a;'.repeat(300_000)}</title></svg>`;
    expect(await clean(svg(doctype, root))).toMatchObject({ why: 'too-much-work' });
  });
});
