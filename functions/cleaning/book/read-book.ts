import { posix } from 'node:path';
import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { withoutDoctype } from '../office/doctype.ts';
import { unpackEntry, type ZipEntry } from '../office/read-zip.ts';
import { rewriteXml, type XmlRules } from '../office/rewrite-xml.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { isObfuscation } from './book-fonts.ts';

/** A file of the book, as its package lists it. */
export type Item = {
  readonly id: string;
  /** In the container, from its root. */
  readonly path: string;
  readonly type: string;
  readonly properties: readonly string[];
  readonly fallback: string | undefined;
  readonly overlay: string | undefined;
};
export type Reference = {
  readonly id: string;
  readonly isLinear: boolean;
  readonly properties: readonly string[];
};

/** The package document (EPUB 3.3 §5, and OPF 2.0.1), as far as it is kept. */
export type Book = {
  readonly version: string;
  readonly identifier: string;
  readonly languages: readonly string[];
  /** How pages are laid out: `rendition:layout` and the like. */
  readonly rendition: readonly { readonly property: string; readonly value: string }[];
  readonly cover: string | undefined;
  readonly items: readonly Item[];
  readonly spine: readonly Reference[];
  readonly contents: string | undefined;
  readonly direction: string | undefined;
  readonly guide: readonly { readonly type: string; readonly href: string }[];
};

const findings: Readonly<Record<string, Finding>> = {
  creator: 'author',
  contributor: 'author',
  publisher: 'author',
  rights: 'author',
  date: 'dates',
  title: 'title-and-keywords',
  subject: 'title-and-keywords',
  description: 'title-and-keywords',
  identifier: 'identifiers',
};

const tokens = (list: string | undefined): string[] =>
  (list ?? '').split(/\s+/).filter((token) => token !== '');

const reader = (cleaning: Cleaning, element: XmlRules['element']): XmlRules => ({
  element,
  attribute: ({ value }) => value,
  namespace: () => true,
  onComment: () => cleaning.found('comment'),
  works: cleaning.works,
});

/** @throws {StopCleaning} `broken` when the part is missing */
export const readXml = (
  entry: ZipEntry | undefined,
  cleaning: Cleaning,
  element: XmlRules['element'],
): void => {
  if (!entry) throw StopCleaning.because('broken');
  const { xml } = withoutDoctype(unpackEntry(entry, cleaning.unpacks), cleaning.works);
  rewriteXml(xml, reader(cleaning, element));
};

/**
 * Where the package document stands. More than one are editions of the book, of which each would be another file.
 * @throws {StopCleaning} `not-understood` when there is not exactly one
 */
export const packagePath = (entries: ReadonlyMap<string, ZipEntry>, cleaning: Cleaning): string => {
  const paths: string[] = [];
  readXml(entries.get('META-INF/container.xml'), cleaning, ({ local, attribute }) => {
    if (local === 'rootfile') paths.push(attribute('full-path') ?? '');
    return 'keep';
  });
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw StopCleaning.because('not-understood');
  return path;
};

/**
 * By path, how each locked part is locked. Only fonts may be, in the way that anybody can undo.
 * @throws {StopCleaning} `encrypted` for any other lock
 */
export const readLocks = (
  entries: ReadonlyMap<string, ZipEntry>,
  cleaning: Cleaning,
): ReadonlyMap<string, string> => {
  const locks = new Map<string, string>();
  if (!entries.has('META-INF/encryption.xml')) return locks;
  let algorithm = '';
  readXml(entries.get('META-INF/encryption.xml'), cleaning, ({ local, parent, attribute }) => {
    if (local === 'EncryptedKey') throw StopCleaning.because('encrypted');
    if (local === 'EncryptionMethod' && parent?.local === 'EncryptedData')
      algorithm = attribute('Algorithm') ?? '';
    if (local !== 'CipherReference') return 'keep';
    if (!isObfuscation(algorithm)) throw StopCleaning.because('encrypted');
    locks.set(decoded(attribute('URI') ?? ''), algorithm);
    return 'keep';
  });
  return locks;
};

export const decoded = (href: string): string => {
  const bytes = Buffer.from(href, 'latin1').toString('utf8');
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes;
  }
};

/** The path in the container that an address in the part `from` leads to, without what follows `#`. */
export const pathOf = (from: string, href: string): string =>
  posix.normalize(posix.join(posix.dirname(from), decoded(href.replace(/#.*$/s, ''))));

class Reading implements Book {
  version = '2.0';
  uniqueId = '';
  identifier = '';
  cover: string | undefined;
  contents: string | undefined;
  direction: string | undefined;
  readonly languages: string[] = [];
  readonly rendition: { property: string; value: string }[] = [];
  readonly items: Item[] = [];
  readonly spine: Reference[] = [];
  readonly guide: { type: string; href: string }[] = [];
  private readonly path: string;
  private readonly cleaning: Cleaning;

  constructor(path: string, cleaning: Cleaning) {
    this.path = path;
    this.cleaning = cleaning;
  }

  readonly element: XmlRules['element'] = (element) => {
    const { namespace, local, attribute } = element;
    if (namespace.startsWith('http://purl.org/dc/')) return this.dublinCore(local, attribute('id'));
    switch (local) {
      case 'package':
        this.version = attribute('version')?.startsWith('3') === true ? '3.0' : '2.0';
        this.uniqueId = attribute('unique-identifier') ?? '';
        return 'keep';
      case 'meta':
        return this.meta(attribute);
      case 'item':
        return this.item(attribute);
      case 'spine':
        this.contents = attribute('toc');
        this.direction = attribute('page-progression-direction');
        return 'keep';
      case 'itemref':
        this.spine.push({
          id: attribute('idref') ?? '',
          isLinear: attribute('linear') !== 'no',
          properties: tokens(attribute('properties')),
        });
        return 'keep';
      case 'reference':
        this.guide.push({ type: attribute('type') ?? '', href: attribute('href') ?? '' });
        return 'keep';
      case 'link':
        this.cleaning.found('other-data');
        return 'keep';
      default:
        return 'keep';
    }
  };

  private dublinCore(local: string, id: string | undefined): ReturnType<XmlRules['element']> {
    return {
      text: (old) => {
        if (local === 'language') this.languages.push(old.trim());
        else if (local === 'identifier' && (id === this.uniqueId || this.identifier === ''))
          this.identifier = old;
        if (local !== 'language' && !standIns.has(old))
          this.cleaning.found(findings[local] ?? 'document-properties');
        return old;
      },
    };
  }

  private meta(attribute: (local: string) => string | undefined): ReturnType<XmlRules['element']> {
    const property = attribute('property');
    if (property?.startsWith('rendition:') === true)
      return {
        text: (value) => {
          this.rendition.push({ property, value: value.trim() });
          return value;
        },
      };
    if (attribute('name') === 'cover') this.cover = attribute('content');
    else if (property === 'dcterms:modified')
      return { text: (old) => (old === noDate ? old : (this.cleaning.found('dates'), old)) };
    else this.cleaning.found('document-properties');
    return 'keep';
  }

  private item(attribute: (local: string) => string | undefined): 'keep' {
    this.items.push({
      id: attribute('id') ?? '',
      path: pathOf(this.path, attribute('href') ?? ''),
      type: (attribute('media-type') ?? '').toLowerCase(),
      properties: tokens(attribute('properties')),
      fallback: attribute('fallback'),
      overlay: attribute('media-overlay'),
    });
    return 'keep';
  }
}

/** What stands for the title, which no book may be without (EPUB 3.3 §5.4.1). */
export const noTitle = 'Document';
export const noDate = '1980-01-01T00:00:00Z';
const standIns = { has: (text: string) => text === noTitle || /^urn:sha256:[0-9a-f]{64}$/.test(text) };

export const readBook = (path: string, entry: ZipEntry | undefined, cleaning: Cleaning): Book => {
  const reading = new Reading(path, cleaning);
  readXml(entry, cleaning, reading.element);
  return reading;
};
