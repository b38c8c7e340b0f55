import { posix } from 'node:path';
import { isPublicAddress } from '../public-address.ts';
import type { Cleaning } from '../cleaning.ts';
import type { KeptRelationship, Package, Part } from './package-parts.ts';
import { escapeXml } from './xml-tags.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpe: 'image/jpeg',
  jfif: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  webp: 'image/webp',
  emf: 'image/x-emf',
  wmf: 'image/x-wmf',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  wav: 'audio/x-wav',
  odttf: 'application/vnd.openxmlformats-officedocument.obfuscatedFont',
  fntdata: 'application/x-fontdata',
  ttf: 'application/x-font-ttf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
};

/** The words of which Office, LibreOffice and libraries make names of parts. */
const nameWords = new Set(
  `word xl ppt docprops media theme worksheets chartsheets dialogsheets drawings charts diagrams embeddings fonts tables
   pivottables pivotcache externallinks comments threadedcomments persons querytables ctrlprops slides slidelayouts
   slidemasters notesslides notesmasters handoutmasters glossary document styles styleswitheffects settings websettings
   fonttable numbering header footer footnotes endnotes commentsextended commentauthors authors image audio video hdphoto
   sheet workbook sharedstrings calcchain metadata table pivottable pivotcachedefinition pivotcacherecords externallink
   connections querytable threadedcomment person ctrlprop drawing vmldrawing commentsdrawing comment chart data layout
   quickstyle colors diagramdata themeoverride slide slidelayout slidemaster notesslide notesmaster handoutmaster
   presentation presprops viewprops tablestyles font oleobject package microsoft_excel_worksheet microsoft_excel_sheet
   microsoft_word_document microsoft_powerpoint_presentation part parts chartshapes`.split(/\s+/),
);

const isUsualName = (name: string): boolean =>
  name.split('/').every((segment) => {
    const word = /^([a-z_]+?)_?\d{0,5}(\.[a-z0-9]{1,8})?$/i.exec(segment)?.[1];
    return word !== undefined && nameWords.has(word.toLowerCase());
  });

/** Names for the parts: usual ones stay, and one that a person or a camera may have given is numbered. */
export const nameParts = ({ parts }: Package, cleaning: Cleaning): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  let number = 0;
  for (const [key, { entry, kind }] of parts) {
    const extension = posix.extname(key).slice(1);
    const isKnown = kind.kind === 'xml' ? ['xml', 'vml'].includes(extension) : extension in mediaTypes;
    if (isUsualName(entry.name) && isKnown) {
      names.set(key, entry.name);
      continue;
    }
    const folder = /^(word|xl|ppt)\//.exec(key)?.[1] ?? 'word';
    do number++;
    while (parts.has(`${folder}/parts/part${number}.${isKnown ? extension : 'xml'}`));
    const ending = isKnown ? extension : kind.kind === 'xml' ? 'xml' : 'jpeg';
    names.set(key, `${folder}/parts/part${number}.${ending}`);
    cleaning.found('other-data');
  }
  return names;
};

export const contentTypeOf = ({ kind, contentType }: Part, family: string): string | undefined => {
  if (kind.kind !== 'xml') return undefined;
  const { contentTypes } = kind;
  if (contentTypes.includes(contentType)) return contentType;
  return contentTypes.find((candidate) => candidate.includes(family)) ?? contentTypes[0];
};

export const writeContentTypes = (
  pack: Package,
  names: ReadonlyMap<string, string>,
  family: string,
): Buffer => {
  const extensions = new Set<string>();
  const overrides: string[] = [];
  for (const [key, part] of pack.parts) {
    const name = names.get(key) ?? '';
    const contentType = contentTypeOf(part, family);
    if (contentType === undefined) extensions.add(posix.extname(name).slice(1).toLowerCase());
    else overrides.push(`<Override PartName="/${escapeXml(name)}" ContentType="${contentType}"/>`);
  }
  const defaults = [...extensions]
    .sort()
    .map(
      (extension) =>
        `<Default Extension="${extension}" ContentType="${mediaTypes[extension] ?? 'application/octet-stream'}"/>`,
    );
  return Buffer.from(
    `${declaration}<Types xmlns="${packageNamespace}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>${defaults.join('')}${overrides.join('')}</Types>`,
    'latin1',
  );
};

export const writeRelationships = (
  relationships: readonly KeptRelationship[],
  names: ReadonlyMap<string, string>,
  cleaning: Cleaning,
): Buffer => {
  const written = relationships.map(({ id, type, target, isExternal, part }) => {
    const to = part === undefined ? addressAfter(target, cleaning) : `/${names.get(part) ?? ''}`;
    const mode = isExternal ? ' TargetMode="External"' : '';
    return `<Relationship Id="${escapeXml(id)}" Type="${escapeXml(type)}" Target="${escapeXml(to)}"${mode}/>`;
  });
  return Buffer.from(
    `${declaration}<Relationships xmlns="${packageNamespace}/relationships">${written.join('')}</Relationships>`,
    'latin1',
  );
};

const nowhere = 'about:blank';

const addressAfter = (address: string, cleaning: Cleaning): string => {
  if (address === nowhere || isPublicAddress(address)) return address;
  cleaning.found('file-paths');
  return nowhere;
};
