import { posix } from 'node:path';
import type { Cleaning } from '../cleaning.ts';
import { readZip, unpackEntry, type ZipEntry } from './read-zip.ts';
import { ShownContent, type Shown } from './shown-content.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const openXml: Shown = {
  counted:
    words(`p tbl tc tr drawing pict blip sp pic graphicFrame c row si f checkBox checkbox dropDownList oMath comment
    sldId sheet footnoteReference endnoteReference txBody`),
  // The text of a formula is not shown; what it gave is.
  texts: words('t delText v'),
  // Both sides of a choice hold the same; what stands in an extension is judged by its own list.
  passed: words('Choice extLst'),
  states: words('checked@val default@val'),
};
/** Parts that a reader sees, by their first element. */
const shownRoots =
  /^(document|hdr|ftr|footnotes|endnotes|comments|glossaryDocument|workbook|worksheet|chartsheet|sst|presentation|sld|sldMaster|sldLayout|notes|notesMaster|handoutMaster|wsDr|userShapes|chartSpace|dataModel)$/;
const officeNamespace = /schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml/;

const openDocument: Shown = {
  counted: words(
    `p h table-cell covered-table-cell image page frame object checkbox radio list-item annotation`,
  ),
  passed:
    words(`creator creator-initials sender-initials date date-string binary-data title desc script scripts
    connection-resource user-field-decls event-listeners settings styles automatic-styles font-face-decls`),
  states: words('checkbox@current-state radio@current-selected'),
};
const shownParts = /^(?:Object [0-9]+\/){0,3}(?:content|styles)\.xml$/;

const page: Shown = {
  counted: words(
    'p h1 h2 h3 h4 h5 h6 li td th img image table svg path audio video input option navPoint par',
  ),
  passed: words('head script style template docTitle docAuthor title desc metadata'),
  states: words('input@checked option@selected'),
};

/**
 * Compares what two documents show: text, pictures, ticks, and how many paragraphs, cells, slides and shapes.
 * @throws {StopCleaning} `content-lost` when they differ
 */
export const expectSameDocument = (
  before: Buffer,
  after: Buffer,
  family: 'open-xml' | 'open-document',
  cleaning: Cleaning,
): void => {
  const shown = (bytes: Buffer): ShownContent => {
    const entries = new Map(
      readZip(bytes, cleaning.limits).map((entry) => [entry.name.toLowerCase(), entry]),
    );
    return family === 'open-xml' ? openXmlContent(entries, cleaning) : openDocumentContent(entries, cleaning);
  };
  shown(before).expectSame(shown(after));
};

/** The same for one page of a book. */
export const expectSamePage = (before: Buffer, after: Buffer, cleaning: Pick<Cleaning, 'works'>): void => {
  const [one, other] = [before, after].map((bytes) => {
    const content = new ShownContent(page, cleaning.works);
    content.read(bytes.toString('latin1'));
    return content;
  });
  if (one && other) one.expectSame(other);
};

// What is unpacked here was counted when it was cleaned.
const textOf = (entry: ZipEntry): string => unpackEntry(entry, () => undefined).toString('latin1');

const openDocumentContent = (entries: ReadonlyMap<string, ZipEntry>, cleaning: Cleaning): ShownContent => {
  const content = new ShownContent(openDocument, cleaning.works);
  for (const entry of entries.values()) if (shownParts.test(entry.name)) content.read(textOf(entry));
  return content;
};

/** Follows relationships from the main part, as readers do: what none leads to is not shown. */
const openXmlContent = (entries: ReadonlyMap<string, ZipEntry>, cleaning: Cleaning): ShownContent => {
  const content = new ShownContent(openXml, cleaning.works);
  const seen = new Set<string>();
  const waiting = relationshipsOf('', entries, cleaning).filter(({ type }) => type === 'officeDocument');
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const entry = entries.get(next.part);
    if (!entry || seen.has(next.part)) continue;
    seen.add(next.part);
    if (/^(image|audio|video|media)$/.test(next.type)) content.count('media');
    if (!isShown(entry)) continue;
    content.read(textOf(entry));
    waiting.push(...relationshipsOf(next.part, entries, cleaning));
  }
  return content;
};

const isShown = (entry: ZipEntry): boolean => {
  const head = entry.name.toLowerCase().endsWith('.xml') ? textOf(entry).slice(0, 20_000) : '';
  const [, root = '', declared = ''] =
    /<(?:[\w.-]+:)?([A-Za-z]\w*)([^<>]*)>/.exec(head.replace(/^[^<]*<\?[^>]*>/, '')) ?? [];
  return shownRoots.test(root) && officeNamespace.test(declared);
};

const relationshipsOf = (
  part: string,
  entries: ReadonlyMap<string, ZipEntry>,
  cleaning: Cleaning,
): { readonly type: string; readonly part: string }[] => {
  const rels = entries.get(posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`));
  if (!rels) return [];
  const xml = textOf(rels);
  cleaning.works(2 * xml.length);
  return [...xml.matchAll(/<(?:\w+:)?Relationship\s([^<>]*)>/g)].flatMap(([, written = '']) => {
    const of = (name: string): string =>
      new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)`).exec(written)?.[1] ?? '';
    if (of('TargetMode') === 'External') return [];
    const target = of('Target')
      .replace(/[?#].*$/s, '')
      .replaceAll('&amp;', '&');
    const path = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target);
    return [{ type: of('Type').replace(/^.*\//s, ''), part: posix.normalize(path).toLowerCase() }];
  });
};
