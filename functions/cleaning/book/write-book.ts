import { createHash } from 'node:crypto';
import { escapeXml } from '../office/xml-tags.ts';
import { noDate, noTitle, type Book, type Item } from './read-book.ts';

export const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`;

const attributes = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined || value === '' ? '' : ` ${name}="${escapeXml(value)}"`))
    .join('');

/** Layouts and spreads (EPUB 3.3 §8.2), by a closed list: other values may be texts. */
const layouts =
  /^(reflowable|pre-paginated|auto|none|landscape|portrait|both|paginated|scrolled-doc|scrolled-continuous)$/;
const language = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,5}$/;
const keptProperties =
  /^(nav|cover-image|svg|mathml|switch|remote-resources|page-spread-(left|right)|rendition:[a-z-]{1,40})$/;

const properties = (list: readonly string[]): string =>
  list.filter((one) => keptProperties.test(one)).join(' ');

/** The same for the same book: it takes the place of one that tells which copy or which program. */
export const identifierOf = (parts: readonly { readonly content: Buffer }[]): string => {
  const hash = createHash('sha256');
  for (const { content } of parts) hash.update(String(content.length)).update(content);
  return `urn:sha256:${hash.digest('hex')}`;
};

/** What a book becomes: the files it keeps, and where they are. */
export type KeptBook = {
  readonly items: readonly Item[];
  /** By path, what each kept file is called. */
  readonly names: ReadonlyMap<string, string>;
  readonly identifier: string;
  /** What a link of the old package document becomes. */
  readonly addressOf: (href: string) => string | undefined;
};

/** The package document with what shows the book, and nothing of who made it. */
export const writePackage = (book: Book, { items, names, identifier, addressOf }: KeptBook): Buffer => {
  const ids = new Map(items.map(({ id }, index) => [id, `item${index + 1}`]));
  const languages = book.languages.filter((one) => language.test(one));
  const isNew = book.version === '3.0';
  const metadata = [
    `<dc:identifier id="identifier">${identifier}</dc:identifier>`,
    `<dc:title>${noTitle}</dc:title>`,
    ...(languages.length === 0 ? ['und'] : languages).map((one) => `<dc:language>${one}</dc:language>`),
    ...(isNew ? [`<meta property="dcterms:modified">${noDate}</meta>`] : []),
    ...book.rendition
      .filter(({ property, value }) => /^rendition:[a-z-]{1,40}$/.test(property) && layouts.test(value))
      .map(({ property, value }) => `<meta property="${property}">${value}</meta>`),
    ...(ids.has(book.cover ?? '')
      ? [`<meta${attributes({ name: 'cover', content: ids.get(book.cover ?? '') })}/>`]
      : []),
  ];
  const manifest = items.map((item) => {
    const name = names.get(item.path) ?? '';
    return `<item${attributes({
      id: ids.get(item.id),
      href: name,
      'media-type': item.type,
      properties: properties(item.properties),
      fallback: ids.get(item.fallback ?? ''),
      'media-overlay': ids.get(item.overlay ?? ''),
    })}/>`;
  });
  const spine = book.spine.map(
    ({ id, isLinear, properties: list }) =>
      `<itemref${attributes({ idref: ids.get(id), linear: isLinear ? undefined : 'no', properties: properties(list) })}/>`,
  );
  const guide = book.guide.flatMap(({ type, href }) => {
    const address = addressOf(href);
    return address === undefined || !/^[a-z-]{1,30}$/.test(type)
      ? []
      : [`<reference${attributes({ type, title: type, href: address })}/>`];
  });
  const direction = /^(ltr|rtl|default)$/.test(book.direction ?? '') ? book.direction : undefined;
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="${book.version}" unique-identifier="identifier">` +
      `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata.join('')}</metadata>` +
      `<manifest>${manifest.join('')}</manifest>` +
      `<spine${attributes({ toc: ids.get(book.contents ?? ''), 'page-progression-direction': direction })}>${spine.join('')}</spine>` +
      `${guide.length === 0 ? '' : `<guide>${guide.join('')}</guide>`}</package>\n`,
    'latin1',
  );
};
