import type { Cleaning } from '../cleaning.ts';
import { isFileLike } from '../office/file-like.ts';
import { EmbeddedFiles } from '../office/embedded-files.ts';
import { Vocabulary } from '../office/names/known-names.ts';
import { svgNames } from '../office/names/svg-names.ts';
import { ncxNames, overlayNames, xhtmlNames } from '../office/names/xhtml-names.ts';
import { xmlNamespace } from '../office/namespaces.ts';
import { isSvgElement, svgAttribute, type NameOf } from '../office/svg.ts';
import { withoutDoctype } from '../office/doctype.ts';
import {
  rewriteXml,
  type Attribute,
  type Element,
  type ElementRule,
  type XmlRules,
} from '../office/rewrite-xml.ts';
import { isPrivatePath, isPublicAddress } from '../public-address.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { noTitle } from './read-book.ts';
import { cleanStyleSheet } from '../office/style-sheet.ts';

const xhtml = 'http://www.w3.org/1999/xhtml';
const svg = 'http://www.w3.org/2000/svg';
const vocabularies = {
  page: new Vocabulary(xhtmlNames, svgNames),
  contents: new Vocabulary(ncxNames),
  overlay: new Vocabulary(overlayNames),
};
const addresses = new Set(['href', 'src', 'poster', 'textref', 'cite']);
/** Heads that say how a page is read; others name authors and programs. */
const keptHeads = /^(viewport|dtb:(depth|totalPageCount|maxPageNumber))$/i;
const stylesheet = /^\s*(alternate\s+)?stylesheet\s*$/i;
const content = new Set(
  'p h1 h2 h3 h4 h5 h6 li td img image table svg video audio iframe object embed text'.split(' '),
);

/** Elements of HTML that show nothing. */
const runs = new Set(['script', 'base', 'template']);

/** A page, table of contents or overlay with speech: what is shown or read out, and links to what the book holds. */
export const cleanPage = async (
  bytes: Buffer,
  kind: keyof typeof vocabularies,
  nameOf: NameOf,
  cleaning: Cleaning,
): Promise<Buffer> => {
  cleaning.works(bytes.length);
  const { xml, html } = withoutDoctype(bytes, cleaning.works);
  const cleaned = await EmbeddedFiles.rewriting(
    (files) => rewriteXml(xml, new PageRules(kind, nameOf, files, cleaning)),
    ['jpeg', 'png', 'gif', 'webp', 'svg'],
    cleaning,
  );
  if (html === '') return cleaned;
  const start = cleaned.indexOf('?>') + 2;
  const at = cleaned.subarray(0, 5).equals(Buffer.from('<?xml')) ? start : 0;
  const gap = cleaned[at] === 0x0a ? at + 1 : at;
  return Buffer.concat([cleaned.subarray(0, gap), Buffer.from(html), cleaned.subarray(gap)]);
};

class PageRules implements XmlRules {
  private readonly vocabulary: Vocabulary;
  readonly nameOf: NameOf;
  readonly files: EmbeddedFiles;
  private readonly cleaning: Cleaning;
  private dropLosesContent = true;

  constructor(kind: keyof typeof vocabularies, nameOf: NameOf, files: EmbeddedFiles, cleaning: Cleaning) {
    this.vocabulary = vocabularies[kind];
    this.nameOf = nameOf;
    this.files = files;
    this.cleaning = cleaning;
  }

  readonly works = (steps: number): void => this.cleaning.works(steps);
  readonly onComment = (): void => this.cleaning.found('comment');
  readonly namespace = (namespace: string): boolean => this.vocabulary.hasNamespace(namespace);
  readonly onDropped = ({ local }: { readonly local: string }): void => {
    if (this.dropLosesContent && content.has(local)) throw StopCleaning.because('content-lost');
  };

  readonly element = ({ namespace, local, attribute, parent }: Element): ElementRule => {
    this.dropLosesContent = local !== 'docAuthor';
    if (local === 'docAuthor') return this.gone('author');
    if (!this.vocabulary.hasElement(namespace, local)) {
      if (namespace === xhtml && !runs.has(local)) throw StopCleaning.because('content-lost');
      return this.gone('other-data');
    }
    if (local === 'meta') return this.head(attribute);
    if (local === 'link' && !stylesheet.test(attribute('rel') ?? '')) return this.gone('other-data');
    if (local === 'style') return { text: (old) => cleanStyleSheet(old, this, this.cleaning) };
    const isTitle =
      (local === 'title' && parent?.local === 'head') || (local === 'text' && parent?.local === 'docTitle');
    if (isTitle) return { text: (old) => this.changed('title-and-keywords', old, noTitle) };
    return 'keep';
  };

  private head(attribute: (local: string) => string | undefined): ElementRule {
    const name = attribute('name');
    const isKept = name === undefined ? attribute('property') === undefined : keptHeads.test(name);
    return isKept ? 'keep' : this.gone(/author|creator/i.test(name ?? '') ? 'author' : 'document-properties');
  }

  private gone(finding: 'author' | 'other-data' | 'document-properties'): 'drop' {
    this.cleaning.found(finding);
    return 'drop';
  }

  readonly attribute = (attribute: Attribute): string | undefined => {
    const { namespace, local, value, element } = attribute;
    if (namespace === xmlNamespace) return ['lang', 'space', 'id'].includes(local) ? value : undefined;
    if (element.namespace === svg && isSvgElement(svg, element.local) && local !== 'style')
      return svgAttribute(attribute, this.files, this.cleaning, this.nameOf);
    const own = namespace === '' ? element.namespace : namespace;
    if (!this.vocabulary.hasAttribute(own, local)) {
      this.cleaning.found('other-data');
      return undefined;
    }
    if (addresses.has(local)) return this.address(value);
    if (local === 'srcset') return this.changed('file-paths', value, this.sources(value));
    if (local === 'style') return cleanStyleSheet(value, this, this.cleaning);
    if (element.namespace === xhtml && ['alt', 'title'].includes(local) && isFileLike(value))
      return this.changed('file-paths', value, '');
    return isPrivatePath(value) ? this.changed('file-paths', value, '') : value;
  };

  private address(value: string): string {
    if (value === '' || isPublicAddress(value)) return value;
    if (/^\s*data:/i.test(value)) return this.files.dataUri(value);
    return this.changed('file-paths', value, this.nameOf(value) ?? '');
  }

  /** HTML §4.8.4.2.1: addresses with how wide or dense each is. */
  private sources(value: string): string {
    return value
      .split(',')
      .flatMap((one) => {
        const [href = '', ...size] = one.trim().split(/\s+/);
        const name = isPublicAddress(href) ? href : this.nameOf(href);
        return name === undefined ? [] : [[name, ...size].join(' ')];
      })
      .join(', ');
  }

  private changed(finding: 'file-paths' | 'title-and-keywords', value: string, replacement: string): string {
    if (replacement !== value) this.cleaning.found(finding);
    return replacement;
  }
}
