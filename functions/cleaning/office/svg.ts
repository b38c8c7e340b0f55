import type { Cleaning } from '../cleaning.ts';
import { isPrivatePath, isPublicAddress } from '../public-address.ts';
import { withoutDoctype } from './doctype.ts';
import { EmbeddedFiles } from './embedded-files.ts';
import { isFileLike } from './file-like.ts';
import { Vocabulary } from './names/known-names.ts';
import { svgNames } from './names/svg-names.ts';
import { xmlNamespace } from './namespaces.ts';
import type { Attribute, Element, ElementRule, XmlRules } from './rewrite-xml.ts';
import { rewriteXml } from './rewrite-xml.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { cleanStyleSheet } from './style-sheet.ts';

const vocabulary = new Vocabulary(svgNames);
const pictures = ['jpeg', 'png', 'gif', 'webp', 'svg'] as const;

/**
 * A drawing (SVG 1.1 and 2) with what draws, and without its editor's own elements, scripts and metadata. Pictures in it
 * are cleaned.
 */
export const cleanSvg = (
  content: Buffer,
  cleaning: Cleaning,
  nameOf: NameOf = () => undefined,
): Promise<Buffer> => {
  cleaning.works(content.length);
  const { xml } = withoutDoctype(content, cleaning.works);
  if (xml.length !== content.length) cleaning.found('other-data');
  const rewrite = (files: EmbeddedFiles): Buffer => rewriteXml(xml, svgRules(files, cleaning, nameOf));
  return EmbeddedFiles.rewriting(rewrite, pictures, cleaning);
};

/** What a file beside the drawing is called afterwards, in the container they are in; `undefined` when there is none. */
export type NameOf = (href: string) => string | undefined;

export const isSvgElement = (namespace: string, local: string): boolean =>
  vocabulary.hasElement(namespace, local);

/** Elements of SVG that show nothing, or nothing that readers know any more: data, programs, colour profiles, fonts. */
const unseen = new Set(
  `metadata script color-profile cursor namedview font font-face font-face-src font-face-uri font-face-format
   font-face-name glyph missing-glyph hkern vkern altGlyphDef glyphRef altGlyphItem`.split(/\s+/),
);

/**
 * Whether a reader may see or read an element that is on no list: HTML and flowed text in a drawing, films, whatever
 * moves. What only one program knows has something in its place that all others draw.
 */
const isShown = ({ namespace, local, parent, attribute }: Element): boolean => {
  if (namespace === 'http://www.w3.org/1999/xhtml') return true;
  if (namespace !== 'http://www.w3.org/2000/svg' || unseen.has(local)) return false;
  return parent?.local !== 'switch' || attribute('requiredExtensions') === undefined;
};

const svgRules = (files: EmbeddedFiles, cleaning: Cleaning, nameOf: NameOf): XmlRules => ({
  element: (element): ElementRule => {
    const { namespace, local } = element;
    if (!vocabulary.hasElement(namespace, local)) {
      if (isShown(element)) throw StopCleaning.because('content-lost');
      cleaning.found('other-data');
      return 'drop';
    }
    if (local === 'style') return { text: (old) => cleanStyleSheet(old, { nameOf, files }, cleaning) };
    if (local !== 'title' && local !== 'desc') return 'keep';
    return {
      text: (old) => {
        if (!isFileLike(old)) return old;
        cleaning.found('file-paths');
        return '';
      },
    };
  },
  attribute: (attribute) => svgAttribute(attribute, files, cleaning, nameOf),
  namespace: (namespace) => vocabulary.hasNamespace(namespace),
  onComment: () => cleaning.found('comment'),
  works: cleaning.works,
});

export const svgAttribute = (
  { namespace, local, value, element }: Attribute,
  files: EmbeddedFiles,
  cleaning: Cleaning,
  nameOf: NameOf,
): string | undefined => {
  if (namespace === xmlNamespace) return ['space', 'lang'].includes(local) ? value : undefined;
  const own = namespace === '' ? element.namespace : namespace;
  if (!vocabulary.hasAttribute(own, local)) {
    cleaning.found('other-data');
    return undefined;
  }
  if (local === 'href') {
    if (/^\s*data:/.test(value)) return files.dataUri(value);
    if (value === '' || isPublicAddress(value)) return value;
    const name = nameOf(value);
    if (name !== value) cleaning.found('file-paths');
    return name ?? '';
  }
  if (local === 'style') return cleanStyleSheet(value, { nameOf, files }, cleaning);
  if (!isPrivatePath(value) && !hasPrivateUrl(value)) return value;
  cleaning.found('file-paths');
  return '';
};

/** `url(…)` in a style that leads anywhere but into the drawing. */
const hasPrivateUrl = (value: string): boolean => /url\(\s*["']?(?!["'#\s])/i.test(value);
