import type { Cleaning } from '../cleaning.ts';
import type { FileType } from '../file-types.ts';
import type { Finding } from '../finding.ts';
import { cleanSvg } from '../office/svg.ts';
import { readZip, unpackEntry, type ZipEntry } from '../office/read-zip.ts';
import { expectSamePage } from '../office/same-content.ts';
import { ZipWriter } from '../office/write-zip.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { plainFont } from './book-fonts.ts';
import { cleanPage } from './page-rules.ts';
import { pathOf, packagePath, readBook, readLocks, type Item } from './read-book.ts';
import { cleanStyleSheet } from '../office/style-sheet.ts';
import { container, identifierOf, writePackage } from './write-book.ts';

const mimetype = 'application/epub+zip';

/** What a book may hold (EPUB 3.3 §3.2): how a file ends, and how it is cleaned. */
const kinds: Readonly<Record<string, { readonly ending: string; readonly types?: readonly FileType[] }>> = {
  'application/xhtml+xml': { ending: 'xhtml' },
  'application/x-dtbncx+xml': { ending: 'ncx' },
  'application/smil+xml': { ending: 'smil' },
  'text/css': { ending: 'css' },
  'image/svg+xml': { ending: 'svg' },
  'image/jpeg': { ending: 'jpg', types: ['jpeg'] },
  'image/png': { ending: 'png', types: ['png'] },
  'image/gif': { ending: 'gif', types: ['gif'] },
  'image/webp': { ending: 'webp', types: ['webp'] },
  'audio/mpeg': { ending: 'mp3', types: ['mp3'] },
  'audio/mp4': { ending: 'm4a', types: ['m4a', 'mp4'] },
  'audio/ogg': { ending: 'ogg', types: ['ogg'] },
  'video/mp4': { ending: 'mp4', types: ['mp4', 'm4a'] },
  'video/webm': { ending: 'webm', types: ['webm'] },
};
const font =
  /^(font\/(ttf|otf|woff2?|sfnt|collection)|application\/(font-(sfnt|woff)|vnd\.ms-opentype|x-font-(ttf|otf|opentype|truetype)))$/;

const endingOf = (type: string): string | undefined =>
  font.test(type) ? 'font' : Object.hasOwn(kinds, type) ? kinds[type]?.ending : undefined;

const removedParts: readonly (readonly [Finding, RegExp])[] = [
  ['signature', /^META-INF\/signatures\.xml$/],
  ['author', /^META-INF\/rights\.xml$|sinf\.xml$/],
  ['edit-history', /^META-INF\/calibre_bookmarks\.txt$/],
];
const written = /^(mimetype|META-INF\/(container|encryption)\.xml)$/;

/**
 * A book (EPUB 2 and 3) written again: the files that its package lists, each cleaned and under a new name, with the
 * links between them; of its description the language and how pages are laid out.
 * @throws {StopCleaning} `content-lost` when a page of the book would go, `encrypted` when more than fonts is locked
 */
export const cleanEpub = async (bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const entries = new Map(readZip(bytes, cleaning.limits).map((entry) => [entry.name, entry]));
  const opf = packagePath(entries, cleaning);
  const locks = readLocks(entries, cleaning);
  const book = readBook(opf, entries.get(opf), cleaning);
  const items = book.items.filter((item) => isKept(item, entries, cleaning));
  const ids = new Set(items.map(({ id }) => id));
  if (book.spine.length === 0 || !book.spine.every(({ id }) => ids.has(id)))
    throw StopCleaning.because('content-lost');
  noteRemoved(entries, new Set([opf, ...items.map(({ path }) => path)]), cleaning);
  const names = new Map(
    items.map(({ path, type }, index) => [path, `part${index + 1}.${endingOf(type) ?? ''}`]),
  );
  const addressIn = (from: string) => (href: string) => {
    const name = names.get(pathOf(from, href));
    return name === undefined ? undefined : `${name}${/#[^#]*$/.exec(href)?.[0] ?? ''}`;
  };
  const parts: { readonly name: string; readonly content: Buffer }[] = [];
  for (const item of items) {
    const content = unpackEntry(required(entries, item.path), cleaning.unpacks);
    const lock = locks.get(item.path);
    if (lock !== undefined && !font.test(item.type)) throw StopCleaning.because('encrypted');
    const plain = lock === undefined ? content : plainFont(content, lock, book.identifier);
    const cleaned = await cleanItem(item, plain, addressIn(item.path), cleaning);
    if (item.type.endsWith('+xml')) expectSamePage(plain, cleaned, cleaning);
    parts.push({ name: `OEBPS/${names.get(item.path) ?? ''}`, content: cleaned });
  }
  const identifier = identifierOf(parts);
  const writer = new ZipWriter();
  // EPUB 3.3 §4.2.3: the type stands first and is not packed.
  writer.add({ name: 'mimetype', content: Buffer.from(mimetype), isStored: true });
  writer.add({ name: 'META-INF/container.xml', content: Buffer.from(container) });
  writer.add({
    name: 'OEBPS/package.opf',
    content: writePackage(book, { items, names, identifier, addressOf: addressIn(opf) }),
  });
  for (const part of parts) writer.add(part);
  return writer.finish();
};

const required = (entries: ReadonlyMap<string, ZipEntry>, path: string): ZipEntry => {
  const entry = entries.get(path);
  if (!entry) throw StopCleaning.because('broken');
  return entry;
};

const isKept = (
  { path, type }: Item,
  entries: ReadonlyMap<string, ZipEntry>,
  cleaning: Cleaning,
): boolean => {
  if (endingOf(type) !== undefined && entries.has(path)) return true;
  cleaning.found('other-data');
  return false;
};

const noteRemoved = (
  entries: ReadonlyMap<string, ZipEntry>,
  kept: ReadonlySet<string>,
  cleaning: Cleaning,
): void => {
  for (const path of entries.keys())
    if (!kept.has(path) && !written.test(path))
      cleaning.found(removedParts.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other-data');
};

const cleanItem = (
  { type }: Item,
  content: Buffer,
  nameOf: (href: string) => string | undefined,
  cleaning: Cleaning,
): Buffer | Promise<Buffer> => {
  // Fonts are somebody's work and no trace of the writer; their tables say who made the font.
  if (font.test(type)) return content;
  switch (type) {
    case 'application/xhtml+xml':
      return cleanPage(content, 'page', nameOf, cleaning);
    case 'application/x-dtbncx+xml':
      return cleanPage(content, 'contents', nameOf, cleaning);
    case 'application/smil+xml':
      return cleanPage(content, 'overlay', nameOf, cleaning);
    case 'image/svg+xml':
      return cleanSvg(content, cleaning, nameOf);
    case 'text/css':
      return Buffer.from(cleanStyleSheet(content.toString('latin1'), { nameOf }, cleaning), 'latin1');
    default:
      return cleaning.cleanPart(content, kinds[type]?.types);
  }
};
