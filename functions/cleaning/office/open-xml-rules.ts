import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { isPrivatePath } from '../public-address.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { cleanFieldCode, type FieldCodes } from './field-codes.ts';
import { isFileLike, nameOfDrawing } from './file-like.ts';
import { withoutPaths } from './formulas.ts';
import { isContent, keptExtensions, openXmlVocabulary } from './open-xml-vocabulary.ts';
import { xmlNamespace } from './namespaces.ts';
import type { Attribute, Element, ElementRule, XmlRules } from './rewrite-xml.ts';
import { anonymous, removedElements, tellingAttributes } from './telling-names.ts';

const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const threadedAuthor = /^tc=\{[0-9a-f-]+\}$/i;
const tracked = new Set(['ins', 'del', 'moveFrom', 'moveTo']);

/**
 * The rules for one XML part, which knows the relationships that stay.
 * @throws {StopCleaning} `content-lost` when content stands in an element that goes, or a sheet or slide leads
 *   nowhere
 */
export class PartRules implements XmlRules {
  private readonly kept: ReadonlySet<string>;
  private readonly cleaning: Cleaning;
  private readonly fields: FieldCodes;
  private dropLosesContent = true;

  constructor(kept: ReadonlySet<string>, fields: FieldCodes, cleaning: Cleaning) {
    this.kept = kept;
    this.fields = fields;
    this.cleaning = cleaning;
  }

  readonly works = (steps: number): void => this.cleaning.works(steps);
  readonly onComment = (): void => this.cleaning.found('comment');
  readonly namespace = (namespace: string): boolean =>
    namespace === officeDocument || openXmlVocabulary.hasNamespace(namespace);

  readonly onDropped = ({
    namespace,
    local,
  }: {
    readonly namespace: string;
    readonly local: string;
  }): void => {
    if (this.dropLosesContent && isContent(namespace, local)) throw StopCleaning.because('content-lost');
  };

  readonly element = (element: Element): ElementRule => {
    const { namespace, local } = element;
    this.dropLosesContent = true;
    if (namespace === compatibility && local === 'Choice') return this.choice(element);
    if (local === 'extLst' && openXmlVocabulary.hasNamespace(namespace)) return 'keep';
    if (local === 'ext' && element.parent?.local === 'extLst') {
      return this.drop('other-data', !keptExtensions.has(element.attribute('uri') ?? ''));
    }
    // A control of Word that shows a property of the document, such as its author (ECMA-376 part 1, §17.5.2.6).
    if (local === 'dataBinding' && ofProperties.test(element.attribute('xpath') ?? '')) {
      this.cleaning.remark('fields');
    }
    const finding = removedElements.get(local);
    if (finding) return this.drop(finding, true);
    if (!openXmlVocabulary.hasElement(namespace, local)) {
      this.cleaning.found('other-data');
      return 'drop';
    }
    if (this.lacksRelationship(element)) return this.drop('other-data', true);
    this.remark(element);
    return this.text(element);
  };

  private drop(finding: Finding, isDropped: boolean): ElementRule {
    if (!isDropped) return 'keep';
    this.dropLosesContent = false;
    this.cleaning.found(finding);
    return 'drop';
  }

  /** ECMA-376 part 3, §7.6: what is chosen by a namespace that is not known has a fallback. */
  private choice(element: Element): ElementRule {
    const prefixes = (element.attribute('Requires') ?? '').split(/\s+/);
    return this.drop('other-data', !prefixes.every((prefix) => this.knows(element, prefix)));
  }

  private knows(element: Element, prefix: string): boolean {
    return openXmlVocabulary.hasNamespace(element.resolve(prefix) ?? '');
  }

  /** What only stands for a part that is gone goes too; a sheet or slide can not. */
  private lacksRelationship({ local, attribute }: Element): boolean {
    const id = attribute('id');
    if (!needsRelationship.has(local) || id === undefined || id === '' || this.kept.has(id)) return false;
    return true;
  }

  private remark({ namespace, local }: Element): void {
    if (tracked.has(local) && namespace.includes('wordprocessingml')) this.cleaning.remark('tracked-changes');
    if (['comment', 'threadedComment', 'cm'].includes(local)) this.cleaning.remark('comments');
  }

  private text(element: Element): ElementRule {
    const { local } = element;
    if (local === 'fldChar') {
      const type = element.attribute('fldCharType');
      if (type === 'begin') this.fields.begin();
      if (type === 'end') this.fields.end();
    }
    if (local === 'instrText' || local === 'delInstrText') return { text: (old) => this.fields.piece(old) };
    if (formulas.has(local) && ofSheets.test(element.namespace)) return { text: (old) => this.formula(old) };
    if (headersAndFooters.has(local) && element.namespace.includes('spreadsheetml')) {
      return { text: (old) => this.pageHeader(old) };
    }
    if (local === 'author' && element.parent?.local === 'authors') {
      return {
        text: (old) => {
          // An author `tc={…}` is no person: it ties a note to a thread of comments.
          if (old === anonymous || threadedAuthor.test(old)) return old;
          this.cleaning.found('comment-authors');
          return anonymous;
        },
      };
    }
    return 'keep';
  }

  private formula(old: string): string {
    this.cleaning.works(4 * old.length);
    return this.changed('file-paths', old, withoutPaths(old));
  }

  /** Codes of a sheet's header that print the folder and the name of the file (ECMA-376 part 1, §18.3.1.46). */
  private pageHeader(old: string): string {
    if (/&[FZ]/i.test(old)) this.cleaning.remark('fields');
    if (/&[LCR]\s*(?:[A-Za-z]:|\\)\\/i.test(old)) this.cleaning.remark('user-paths');
    return old;
  }

  readonly attribute = (attribute: Attribute): string | undefined => {
    const { namespace, local, value, element } = attribute;
    if (namespace === xmlNamespace) return ['space', 'lang'].includes(local) ? value : undefined;
    if (namespace === compatibility) return this.prefixList(attribute);
    if (local.startsWith('rsid')) return this.gone('edit-history');
    if (namespace === officeDocument) return this.relationshipId(attribute);
    const own = namespace === '' ? element.namespace : namespace;
    if (!isKnownAttribute(own, local, namespace === ''))
      return this.gone(local === 'uid' ? 'identifiers' : 'other-data');
    const telling = tellingAttributes.get(`${element.local}@${local}`) ?? tellingAttributes.get(`@${local}`);
    if (telling) {
      if (telling.value !== value) this.cleaning.found(telling.finding);
      return telling.value;
    }
    if (local === 'date' && own.includes('wordprocessingml')) return this.gone('dates');
    return this.valueAfter(attribute);
  };

  private valueAfter({ local, value, element }: Attribute): string | undefined {
    if (local === 'instr' && element.local === 'fldSimple') return this.simpleField(value);
    if (isDrawingName(element, local)) {
      return this.changed('file-paths', value, nameOfDrawing(value, element.attribute('id')));
    }
    const isNameOfShape = element.local === 'cNvPr' || element.namespace === 'urn:schemas-microsoft-com:vml';
    if (isNameOfShape && ['name', 'id'].includes(local) && isFileLike(value)) {
      return this.changed('file-paths', value, 'Picture');
    }
    if (['descr', 'alt', 'title'].includes(local) && isFileLike(value)) return this.gone('file-paths');
    if (
      local === 'name' &&
      ['oleObj', 'queryTable', 'worksheetSource'].includes(element.local) &&
      isFileLike(value)
    ) {
      return this.changed('file-paths', value, element.local === 'oleObj' ? 'Object' : 'Table');
    }
    if (local === 'action' && runsOrOpens.test(value)) {
      return this.changed('file-paths', value, 'ppaction://noaction');
    }
    if (element.local === 'connection' && local === 'name') {
      return this.changed('file-paths', value, `Connection${element.attribute('id') ?? ''}`);
    }
    if (local !== 'formatCode' && isPrivatePath(value)) return this.changed('file-paths', value, '');
    return value;
  }

  private simpleField(value: string): string {
    const { code, showsPerson, losesPath } = cleanFieldCode(value);
    if (showsPerson) this.cleaning.remark('fields');
    if (!losesPath) return value;
    this.cleaning.found('file-paths');
    return code;
  }

  private relationshipId({ local, value, element }: Attribute): string | undefined {
    if (value === '' || this.kept.has(value)) return value;
    if (['sheet', 'sldId'].includes(element.local)) throw StopCleaning.because('content-lost');
    if (element.local === 'pageSetup') return this.gone('printer');
    // PowerPoint wants the attribute, and takes an empty one (ECMA-376 part 1, §20.1.2.2.25).
    return element.local.startsWith('hlink') && local === 'id' ? '' : undefined;
  }

  /** Prefixes whose declarations are gone must not be named. */
  private prefixList({ local, value, element }: Attribute): string | undefined {
    if (!['Ignorable', 'Requires'].includes(local)) return undefined;
    const kept = value.split(/\s+/).filter((prefix) => prefix !== '' && this.knows(element, prefix));
    return kept.length === 0 ? undefined : kept.join(' ');
  }

  private gone(finding: Finding): string | undefined {
    this.cleaning.found(finding);
    return undefined;
  }

  private changed(finding: Finding, value: string, replacement: string): string {
    if (replacement !== value) this.cleaning.found(finding);
    return replacement;
  }
}

/** Elements of many namespaces have types of DrawingML, whose attributes have no namespace of their own. */
const isKnownAttribute = (namespace: string, local: string, isUnqualified: boolean): boolean =>
  openXmlVocabulary.hasAttribute(namespace, local) ||
  (isUnqualified &&
    !/spreadsheetml|wordprocessingml\/2006\/main/.test(namespace) &&
    openXmlVocabulary.hasAttribute('http://schemas.openxmlformats.org/drawingml/2006/main', local));

const isDrawingName = ({ local, parent }: Element, attribute: string): boolean =>
  attribute === 'name' && (local === 'docPr' || (local === 'cNvPr' && parent?.local === 'nvPicPr'));

const ofProperties = /coreProperties|extended-properties|:?Properties\b|CoverPage/i;
/** Texts of formulas: of cells, rules, names and charts. */
const formulas = new Set([
  'f',
  'formula',
  'formula1',
  'formula2',
  'definedName',
  'calculatedColumnFormula',
  'totalsRowFormula',
  'oldFormula',
]);
const ofSheets = /spreadsheetml|\/excel\/|\/chart/;
const headersAndFooters = new Set(
  ['odd', 'even', 'first'].flatMap((pages) => [`${pages}Header`, `${pages}Footer`]),
);
/** What a click in PowerPoint runs or opens (MS-OE376 §2.1.1170). */
const runsOrOpens = /^ppaction:\/\/(program|macro|ole|hlinkfile|hlinkpres)\b.*\?/i;

/** Elements that mean nothing without the part they name. */
const needsRelationship = new Set(
  `attachedTemplate externalReference legacyDrawing legacyDrawingHF drawing tags custData customPr control oleObject
   tablePart pivotCache headerReference footerReference externalData fontEntry embedRegular embedBold embedItalic
   embedBoldItalic contentPart subDoc altChunk sourceFileName userShapes`.split(/\s+/),
);
