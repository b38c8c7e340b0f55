import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { isLocalPath } from './parts.ts';
import { localName, type Attribute, type Element, type XmlRules } from './rewrite-xml.ts';

/** Whole parts that go, by their lower-case names in the package (ECMA-376 part 2). */
const removedParts: readonly (readonly [Finding, RegExp])[] = [
  ['thumbnail', /^docprops\/thumbnail/],
  ['document-properties', /^(docprops|docmetadata)\//],
  [
    'custom-data',
    /^customxml\/|^ppt\/tags\/|\/customproperty|^customui\/|\/webextensions\/|^word\/recipientdata/,
  ],
  ['author', /^word\/people\.xml$/],
  ['printer', /printersettings/],
  [
    'edit-history',
    /^xl\/revisions\/|^ppt\/changesinfos\/|^ppt\/revisioninfo|^\[trash\]\/|\/(documenttasks|tasks)\//,
  ],
  ['signature', /^_xmlsignatures\//],
];

export const removedPart = (name: string): Finding | undefined =>
  removedParts.find(([, pattern]) => pattern.test(name.toLowerCase()))?.[0];

/** Relationships that point at a place on a disk and that nothing needs for showing the document. */
export const isRemovedRelationship = (type: string): boolean =>
  /\/(attachedTemplate|mailMerge\w*)$/.test(type);

/** Elements that go with all that is in them, by local name. */
const removedElements: ReadonlyMap<string, Finding> = new Map<string, Finding>([
  ['rsids', 'edit-history'],
  ['revisionPtr', 'edit-history'],
  ['docId', 'identifiers'],
  ['creationId', 'identifiers'],
  ['modId', 'identifiers'],
  ['attachedTemplate', 'file-paths'],
  ['absPath', 'file-paths'],
  ['mailMerge', 'custom-data'],
  ['docVars', 'custom-data'],
  ['custDataLst', 'custom-data'],
  ['customProperties', 'custom-data'],
  ['dataBinding', 'custom-data'],
  ['fileSharing', 'author'],
  ['fileVersion', 'software'],
  ['printerSettings', 'printer'],
]);

export const anonymous = 'Author';
const threadedAuthor = /^tc=\{[0-9a-f-]+\}$/i;
const noDate = '1980-01-01T00:00:00.000';

const tracked = new Set(['ins', 'del', 'moveFrom', 'moveTo']);

type Replacement = { readonly finding: Finding; readonly value: string | undefined };
const gone = (finding: Finding): Replacement => ({ finding, value: undefined });
const becomes = (finding: Finding, value: string): Replacement => ({ finding, value });

/** Attributes by `element@attribute` or `@attribute`, both local names. */
const attributes: ReadonlyMap<string, Replacement> = new Map([
  ['comment@author', becomes('comment-authors', anonymous)],
  ['@author', becomes('tracked-change-authors', anonymous)],
  ['@initials', gone('comment-authors')],
  ['cmAuthor@initials', becomes('comment-authors', 'A')],
  ['cmAuthor@name', becomes('comment-authors', anonymous)],
  ['author@initials', becomes('comment-authors', 'A')],
  ['author@name', becomes('comment-authors', anonymous)],
  ['author@userId', becomes('comment-authors', anonymous)],
  ['author@providerId', becomes('comment-authors', 'None')],
  ['person@displayName', becomes('comment-authors', anonymous)],
  ['person@userId', becomes('comment-authors', anonymous)],
  ['person@providerId', becomes('comment-authors', 'None')],
  ['threadedComment@dT', gone('dates')],
  ['cm@dt', gone('dates')],
  ['cm@created', becomes('dates', noDate)],
  ['reply@created', becomes('dates', noDate)],
  ['@dateUtc', gone('dates')],
  ['pivotCacheDefinition@refreshedBy', gone('author')],
  ['pivotCacheDefinition@refreshedDate', gone('dates')],
  ['pivotCacheDefinition@refreshedDateIso', gone('dates')],
  ['connection@sourceFile', gone('file-paths')],
  ['connection@odcFile', gone('file-paths')],
  ['dbPr@connection', becomes('file-paths', '')],
]);

/** The rules for one XML part. */
export const partRules = (part: string, cleaning: Cleaning): XmlRules => ({
  element: (element) => elementRule(part, element, cleaning),
  attribute: (attribute) => attributeRule(part, attribute, cleaning),
  onComment: () => cleaning.found('comment'),
});

const elementRule = (part: string, element: Element, cleaning: Cleaning) => {
  const name = localName(element.name);
  const finding = removedElements.get(name);
  if (finding) {
    cleaning.found(finding);
    return 'drop' as const;
  }
  if (part.startsWith('word/') && tracked.has(name)) cleaning.remark('tracked-changes');
  if (['comment', 'threadedComment', 'cm'].includes(name) && /comment/i.test(part))
    cleaning.remark('comments');
  return 'keep' as const;
};

const attributeRule = (part: string, { element, name, value }: Attribute, cleaning: Cleaning) => {
  const local = localName(name);
  const own = localName(element);
  const replacement =
    attributes.get(`${own}@${local}`) ??
    attributes.get(`@${local}`) ??
    generalReplacement(part, own, name, value);
  if (!replacement) return value;
  if (replacement.value !== value) cleaning.found(replacement.finding);
  return replacement.value;
};

const generalReplacement = (
  part: string,
  element: string,
  name: string,
  value: string,
): Replacement | undefined => {
  const local = localName(name);
  if (part.startsWith('word/') && local === 'date') return gone('dates');
  if (local.startsWith('rsid')) return gone('edit-history');
  if (local === 'uid' && name !== local) return gone('identifiers');
  // It points at the printer's settings, which are gone.
  if (element === 'pageSetup' && local === 'id') return gone('printer');
  if (isLocalPath(value) && local !== 'formatCode') {
    return becomes('file-paths', element === 'Relationship' ? 'about:blank' : '');
  }
  return undefined;
};

/** Excel lists who wrote a note as text. An author `tc={…}` is no person: it ties a note to a thread of comments. */
export const withoutNoteAuthors = (xml: string, cleaning: Cleaning): string =>
  xml.replace(/(<(?:\w+:)?author>)([^<]*)(<\/)/g, (whole, start: string, author: string, end: string) => {
    if (author === anonymous || threadedAuthor.test(author)) return whole;
    cleaning.found('comment-authors');
    return `${start}${anonymous}${end}`;
  });
