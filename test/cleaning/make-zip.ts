import { crc32, deflateRawSync } from 'node:zlib';

/** What a container may say of a file in it that is not so. */
export type MadeEntry = {
  readonly name: string;
  readonly content: string | Buffer;
  readonly declaredSize?: number;
  readonly flags?: number;
};

/** A zip container as other programs write them: with a time, an owner in an extra field, and a comment. */
export const makeZip = (
  entries: readonly MadeEntry[],
  options: { readonly sameKernel?: boolean } = {},
): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [index, { name, content, declaredSize, flags = 0 }] of entries.entries()) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const extra = Buffer.from('ux\x0b\0\x01\x04MARK\x04ERER', 'latin1');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(0x5c64_28c7, 6);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declaredSize ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    common.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt16LE(6, 0);
    place.writeUInt32LE(options.sameKernel ? 0 : offset, 10);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x03'),
      common,
      place,
      Buffer.from(name),
      extra,
      Buffer.from('MARKER'),
    );
    if (options.sameKernel && index > 0) continue;
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), extra, packed]);
    locals.push(local);
    offset += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(6, 20);
  return Buffer.concat([...locals, directoryBytes, end, Buffer.from('MARKER')]);
};

const main = 'http://schemas.openxmlformats.org';
const microsoft = 'http://schemas.microsoft.com/office';
const relationships = `${main}/officeDocument/2006/relationships`;
const namespaces: Readonly<Record<string, string>> = {
  w: `${main}/wordprocessingml/2006/main`,
  p: `${main}/presentationml/2006/main`,
  a: `${main}/drawingml/2006/main`,
  pic: `${main}/drawingml/2006/picture`,
  wp: `${main}/drawingml/2006/wordprocessingDrawing`,
  r: relationships,
  mc: `${main}/markup-compatibility/2006`,
  w14: `${microsoft}/word/2010/wordml`,
  w15: `${microsoft}/word/2012/wordml`,
  p15: `${microsoft}/powerpoint/2012/main`,
  x15ac: `${microsoft}/spreadsheetml/2010/11/ac`,
  v: 'urn:schemas-microsoft-com:vml',
  o: 'urn:schemas-microsoft-com:office:office',
};

/** A root without declarations gets all that tests use; one without a prefix is of SpreadsheetML. */
const declared = (content: string | Buffer): string | Buffer =>
  typeof content !== 'string' || /^(<\?[^>]*>)?\s*<[^>]*xmlns/.test(content)
    ? content
    : content.replace(
        /<(?![?!])([\w:]+)/,
        (start) =>
          `${start} xmlns="${main}/spreadsheetml/2006/main"` +
          Object.entries(namespaces)
            .map(([prefix, namespace]) => ` xmlns:${prefix}="${namespace}"`)
            .join(''),
      );

const kinds = {
  'wordprocessingml.document.main+xml': ['word/document.xml', '<w:document><w:body/></w:document>'],
  'spreadsheetml.sheet.main+xml': ['xl/workbook.xml', '<workbook><sheets/></workbook>'],
  'presentationml.presentation.main+xml': ['ppt/presentation.xml', '<p:presentation/>'],
} as const;

/** What leads to a part in documents of Office, by its name. */
const relationshipTypes: readonly (readonly [RegExp, string])[] = [
  [/media\/|\.(jpe?g|png|tiff|svg)$/, `${relationships}/image`],
  [/fonts\//, `${relationships}/font`],
  [/comments/, `${relationships}/comments`],
  [/commentAuthors/, `${relationships}/commentAuthors`],
  [/threadedComment/, `${microsoft}/2017/10/relationships/threadedComment`],
  [/person/, `${microsoft}/2017/10/relationships/person`],
  [/pivotCache/, `${relationships}/pivotCacheDefinition`],
  [/sheet\d/, `${relationships}/worksheet`],
  [/externalLink/, `${relationships}/externalLink`],
  [/connections/, `${relationships}/connections`],
  [/settings/, `${relationships}/settings`],
  [/printerSettings/, `${relationships}/printerSettings`],
  [/embeddings/, `${relationships}/package`],
  [/slide\d/, `${relationships}/slide`],
];

export const relationshipsXml = (
  list: readonly (readonly [id: string, type: string, target: string, mode?: 'External'])[],
): string =>
  `<Relationships xmlns="${main}/package/2006/relationships">${list
    .map(
      ([id, type, target, mode]) =>
        `<Relationship Id="${id}" Type="${type.includes(':') ? type : `${relationships}/${type}`}" Target="${target}"${mode ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`;

/** A DOCX, XLSX or PPTX with these parts, to each of which the main part has a relationship unless `parts` say otherwise. */
export const makeOpenXml = (
  kind: keyof typeof kinds,
  parts: readonly MadeEntry[],
  options: { readonly sameKernel?: boolean } = {},
): Buffer => {
  const [mainPart, mainContent] = kinds[kind];
  const has = (name: string): boolean => parts.some((part) => part.name === name);
  const folder = mainPart.slice(0, mainPart.indexOf('/'));
  const mainRels = `${folder}/_rels/${mainPart.slice(folder.length + 1)}.rels`;
  const targets = parts.flatMap(({ name }, index) => {
    const type = relationshipTypes.find(([pattern]) => pattern.test(name))?.[1] ?? `${relationships}/header`;
    return name === mainPart || name.endsWith('.rels')
      ? []
      : [[`rId${index + 1}`, type, `/${name}`] as const];
  });
  const frame: MadeEntry[] = [
    {
      name: '[Content_Types].xml',
      content:
        `<?xml version="1.0"?><Types xmlns="${main}/package/2006/content-types">` +
        `<Override PartName="/${mainPart}" ContentType="application/vnd.openxmlformats-officedocument.${kind}"/></Types>`,
    },
    { name: '_rels/.rels', content: relationshipsXml([['rId1', 'officeDocument', mainPart]]) },
    { name: mainPart, content: mainContent },
    { name: mainRels, content: relationshipsXml(targets) },
  ];
  const all = [...frame.filter(({ name }) => !has(name)), ...parts];
  return makeZip(
    all.map((part) => (part.name.endsWith('.rels') ? part : { ...part, content: declared(part.content) })),
    options,
  );
};

const open = 'urn:oasis:names:tc:opendocument:xmlns';

/** An ODT with this body, and further files. */
export const makeOpenDocument = (body: string, files: readonly MadeEntry[] = []): Buffer =>
  makeZip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
    {
      name: 'content.xml',
      content:
        `<office:document-content ${['office', 'text', 'table', 'draw', 'form', 'meta', 'style', 'svg']
          .map(
            (prefix) =>
              `xmlns:${prefix}="${open}:${{ draw: 'drawing', svg: 'svg-compatible' }[prefix] ?? prefix}:1.0"`,
          )
          .join(
            ' ',
          )} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
        `<office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    },
    ...files,
  ]);
