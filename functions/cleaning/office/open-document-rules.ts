import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { isPrivatePath, isPublicAddress } from '../public-address.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import type { EmbeddedFiles } from './embedded-files.ts';
import { isFileLike, nameOfDrawing } from './file-like.ts';
import { withoutPaths } from './formulas.ts';
import { Vocabulary } from './names/known-names.ts';
import { openDocumentExtensionNames } from './names/open-document-extension-names.ts';
import { openDocumentStyleNames } from './names/open-document-style-names.ts';
import { openDocumentTextNames } from './names/open-document-text-names.ts';
import { xmlNamespace } from './namespaces.ts';
import type { Attribute, Element, ElementRule, Name, XmlRules } from './rewrite-xml.ts';

const vocabulary = new Vocabulary(openDocumentTextNames, openDocumentStyleNames, openDocumentExtensionNames);
const anonymous = 'Author';
const noDate = '1980-01-01T00:00:00';

/** Fields that show who somebody is, when somebody worked, or what a file or data source is called (OpenDocument 1.2 part 1, §7). */
const personalFields =
  /^((creation|modification|print)-(date|time)|editing-(cycles|duration)|author-(name|initials)|sender-.*|creator|initial-creator|printed-by|file-name|template-name|title|subject|keywords|description|user-defined|user-field-(get|input)|database-.*)$/;
const removedElements: ReadonlyMap<string, Finding> = new Map<string, Finding>([
  ['meta', 'document-properties'],
  ['script', 'other-data'],
  ['connection-resource', 'file-paths'],
  ['user-field-decls', 'custom-data'],
]);
const content = new Set(
  'p h span line-break table-cell covered-table-cell image page object math mi mn mo'.split(' '),
);

/** Text with data about itself is `text:meta`, and shown. */
const isText = (namespace: string): boolean => namespace.endsWith(':text:1.0');

export type PartNames = {
  /** What a part inside the container is called afterwards; `undefined` when there is none. */
  readonly nameOf: (href: string) => string | undefined;
};

/**
 * The rules for the XML parts of an OpenDocument: names and dates of changes and comments are replaced.
 * @throws {StopCleaning} `content-lost` when content stands in an element that goes
 */
export class OpenDocumentRules implements XmlRules {
  private readonly names: PartNames;
  private readonly files: EmbeddedFiles;
  private readonly cleaning: Cleaning;
  private dropLosesContent = true;

  constructor(names: PartNames, files: EmbeddedFiles, cleaning: Cleaning) {
    this.names = names;
    this.files = files;
    this.cleaning = cleaning;
  }

  readonly works = (steps: number): void => this.cleaning.works(steps);
  readonly onComment = (): void => this.cleaning.found('comment');
  readonly namespace = (namespace: string): boolean => vocabulary.hasNamespace(namespace);

  readonly onDropped = ({ namespace, local }: Name): void => {
    if (this.dropLosesContent && content.has(local) && vocabulary.hasNamespace(namespace)) {
      throw StopCleaning.because('content-lost');
    }
  };

  readonly element = (element: Element): ElementRule => {
    const { namespace, local } = element;
    const removed = isText(namespace) ? undefined : removedElements.get(local);
    this.dropLosesContent = removed === undefined;
    if (removed || !vocabulary.hasElement(namespace, local)) {
      this.cleaning.found(removed ?? 'other-data');
      return 'drop';
    }
    if (local === 'change-info') this.cleaning.remark('tracked-changes');
    if (local === 'annotation') this.cleaning.remark('comments');
    return this.text(element);
  };

  private text({ namespace, local, parent }: Element): ElementRule {
    if (isText(namespace) && personalFields.test(local)) {
      this.cleaning.remark('fields');
      return 'keep';
    }
    switch (local) {
      case 'creator':
        return this.replaced(
          parent?.local === 'annotation' ? 'comment-authors' : 'tracked-change-authors',
          anonymous,
        );
      case 'creator-initials':
      case 'sender-initials':
        return this.replaced('comment-authors', 'A');
      case 'date-string':
        return this.replaced('dates', noDate);
      case 'date':
        return namespace.startsWith('http://purl.org/dc/') ? this.replaced('dates', noDate) : 'keep';
      case 'binary-data':
        return { text: (old) => this.files.base64(old) };
      case 'title':
      case 'desc':
        return { text: (old) => (isFileLike(old) ? this.changed('file-paths', old, '') : old) };
      default:
        return 'keep';
    }
  }

  private replaced(finding: Finding, replacement: string): ElementRule {
    return { text: (old) => this.changed(finding, old, replacement) };
  }

  readonly attribute = ({ namespace, local, value, element }: Attribute): string | undefined => {
    if (namespace === xmlNamespace) return ['id', 'lang', 'space'].includes(local) ? value : undefined;
    const own = namespace === '' ? element.namespace : namespace;
    if (!vocabulary.hasAttribute(own, local)) {
      this.cleaning.found(local.endsWith('rsid') ? 'edit-history' : 'other-data');
      return undefined;
    }
    if (local === 'href') return this.address(value);
    const telling = tellingAttributes.get(`${element.local}@${local}`) ?? tellingAttributes.get(`@${local}`);
    if (telling) {
      this.cleaning.found(telling);
      return undefined;
    }
    if (local === 'name' && element.local === 'frame') {
      return this.changed('file-paths', value, nameOfDrawing(value, undefined));
    }
    if (formulas.has(local)) return this.formula(value);
    return isPrivatePath(value.replace(/^['$]{1,2}/, '')) ? this.changed('file-paths', value, '') : value;
  };

  /** What a formula gives stands beside it, so one that names a file goes. */
  private formula(value: string): string | undefined {
    this.cleaning.works(4 * value.length);
    if (withoutPaths(value) === value) return value;
    this.cleaning.found('file-paths');
    return undefined;
  }

  private address(value: string): string {
    if (value === '' || isPublicAddress(value)) return value;
    if (value.startsWith('data:')) return this.files.dataUri(value);
    return this.changed('file-paths', value, this.names.nameOf(value) ?? '');
  }

  private changed(finding: Finding, value: string, replacement: string): string {
    if (replacement !== value) this.cleaning.found(finding);
    return replacement;
  }
}

const formulas = new Set(['formula', 'condition', 'expression', 'base-cell-address']);

/** Attributes that are known and tell of somebody, or of the source of what is shown, by `element@attribute`. */
const tellingAttributes: ReadonlyMap<string, Finding> = new Map<string, Finding>([
  ['scenario@comment', 'author'],
  ['change-info@chg-author', 'author'],
  ['change-info@chg-date-time', 'dates'],
  ['creation-date@date-value', 'dates'],
  ['creation-time@time-value', 'dates'],
  ['modification-date@date-value', 'dates'],
  ['modification-time@time-value', 'dates'],
  ['print-date@date-value', 'dates'],
  ['print-time@time-value', 'dates'],
  ['editing-duration@duration', 'dates'],
  ['@connection-name', 'author'],
  ['@database-name', 'author'],
  ['@datasource', 'author'],
  ['@command', 'custom-data'],
  ['@dde-application', 'author'],
  ['@dde-topic', 'author'],
  ['@dde-item', 'author'],
  ['@filter-options', 'author'],
  ['@protection-key-user', 'author'],
  ['@sql-statement', 'custom-data'],
  ['database-display@table-name', 'custom-data'],
  ['database-next@table-name', 'custom-data'],
  ['database-row-select@table-name', 'custom-data'],
  ['database-row-number@table-name', 'custom-data'],
  ['database-source-table@database-table-name', 'custom-data'],
  ['database-source-query@query-name', 'custom-data'],
  ['floating-frame@frame-name', 'file-paths'],
]);
