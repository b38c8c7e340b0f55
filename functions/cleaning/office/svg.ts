import type { Cleaning } from '../cleaning.ts';
import { isPrivatePath, isPublicAddress } from '../public-address.ts';
import { withoutDoctype } from './doctype.ts';
import { EmbeddedFiles } from './embedded-files.ts';
import { isFileLike } from './file-like.ts';
import { Vocabulary } from './names/known-names.ts';
import { svgNames } from './names/svg-names.ts';
import { xmlNamespace } from './namespaces.ts';
import type { Attribute, ElementRule, XmlRules } from './rewrite-xml.ts';
import { rewriteXml } from './rewrite-xml.ts';

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

const svgRules = (files: EmbeddedFiles, cleaning: Cleaning, nameOf: NameOf): XmlRules => ({
  element: ({ namespace, local }): ElementRule => {
    if (!vocabulary.hasElement(namespace, local)) {
      cleaning.found('other-data');
      return 'drop';
    }
    if (local === 'style') return { text: (old) => cleanStyle(old, cleaning) };
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
  if (!isPrivatePath(value) && !hasPrivateUrl(value)) return value;
  cleaning.found('file-paths');
  return '';
};

/** `url(…)` in a style that leads anywhere but into the drawing. */
const hasPrivateUrl = (value: string): boolean => /url\(\s*["']?(?!["'#\s])/i.test(value);

/** A style sheet that loads something from elsewhere goes; comments in one that does not go. */
const cleanStyle = (css: string, cleaning: Cleaning): string => {
  const kept = /@import/i.test(css) || hasPrivateUrl(css) ? '' : withoutComments(css);
  if (kept !== css) cleaning.found('comment');
  return kept;
};

const withoutComments = (css: string): string =>
  css
    .split('/*')
    .map((piece, index) =>
      index === 0 ? piece : piece.includes('*/') ? piece.slice(piece.indexOf('*/') + 2) : '',
    )
    .join('');
