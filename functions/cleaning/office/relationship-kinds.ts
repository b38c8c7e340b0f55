import type { Finding } from '../finding.ts';

/** What a relationship leads to: XML of one of these content types, a file of its own, or something that goes. */
export type RelationshipKind =
  | { readonly kind: 'xml'; readonly contentTypes: readonly string[] }
  | { readonly kind: 'file'; readonly holds: 'media' | 'font' | 'document' | 'address' }
  | { readonly kind: 'macro' }
  | { readonly kind: 'gone'; readonly finding: Finding };

const openXml = 'application/vnd.openxmlformats-officedocument';
const word = (name: string): string => `${openXml}.wordprocessingml.${name}+xml`;
const sheet = (name: string): string => `${openXml}.spreadsheetml.${name}+xml`;
const slide = (name: string): string => `${openXml}.presentationml.${name}+xml`;
const drawing = (name: string): string => `${openXml}.drawingml.${name}+xml`;
const xml = (...contentTypes: readonly string[]): RelationshipKind => ({ kind: 'xml', contentTypes });
const gone = (finding: Finding): RelationshipKind => ({ kind: 'gone', finding });
const file = (holds: 'media' | 'font' | 'document' | 'address'): RelationshipKind => ({
  kind: 'file',
  holds,
});

/** By the last word of a relationship's type (ECMA-376 part 1, §11 to §15; [MS-OFFMACRO2], [MS-PPTX], [MS-XLSX]). */
const kinds: ReadonlyMap<string, RelationshipKind> = new Map<string, RelationshipKind>([
  ['officeDocument', xml(word('document.main'), sheet('sheet.main'), slide('presentation.main'))],
  ['styles', xml(word('styles'), sheet('styles'))],
  ['stylesWithEffects', xml('application/vnd.ms-word.stylesWithEffects+xml')],
  ['settings', xml(word('settings'))],
  ['webSettings', xml(word('webSettings'))],
  ['fontTable', xml(word('fontTable'))],
  ['numbering', xml(word('numbering'))],
  ['header', xml(word('header'))],
  ['footer', xml(word('footer'))],
  ['footnotes', xml(word('footnotes'))],
  ['endnotes', xml(word('endnotes'))],
  ['glossaryDocument', xml(word('document.glossary'))],
  ['commentsExtended', xml(word('commentsExtended'))],
  [
    'comments',
    xml(word('comments'), sheet('comments'), slide('comments'), 'application/vnd.ms-powerpoint.comments+xml'),
  ],
  ['theme', xml(`${openXml}.theme+xml`)],
  ['themeOverride', xml(`${openXml}.themeOverride+xml`)],
  ['worksheet', xml(sheet('worksheet'))],
  ['chartsheet', xml(sheet('chartsheet'))],
  ['dialogsheet', xml(sheet('dialogsheet'))],
  ['sharedStrings', xml(sheet('sharedStrings'))],
  ['calcChain', xml(sheet('calcChain'))],
  ['sheetMetadata', xml(sheet('sheetMetadata'))],
  ['table', xml(sheet('table'))],
  ['pivotTable', xml(sheet('pivotTable'))],
  ['pivotCacheDefinition', xml(sheet('pivotCacheDefinition'))],
  ['pivotCacheRecords', xml(sheet('pivotCacheRecords'))],
  ['externalLink', xml(sheet('externalLink'))],
  ['connections', xml(sheet('connections'))],
  ['queryTable', xml(sheet('queryTable'))],
  ['threadedComment', xml('application/vnd.ms-excel.threadedcomments+xml')],
  ['person', xml('application/vnd.ms-excel.person+xml')],
  ['ctrlProp', xml('application/vnd.ms-excel.controlproperties+xml')],
  ['drawing', xml(`${openXml}.drawing+xml`)],
  ['vmlDrawing', xml(`${openXml}.vmlDrawing`)],
  ['chart', xml(drawing('chart'))],
  ['chartUserShapes', xml(drawing('chartshapes'))],
  ['diagramData', xml(drawing('diagramData'))],
  ['diagramLayout', xml(drawing('diagramLayout'))],
  ['diagramQuickStyle', xml(drawing('diagramStyle'))],
  ['diagramColors', xml(drawing('diagramColors'))],
  ['diagramDrawing', xml('application/vnd.ms-office.drawingml.diagramDrawing+xml')],
  ['slide', xml(slide('slide'))],
  ['slideLayout', xml(slide('slideLayout'))],
  ['slideMaster', xml(slide('slideMaster'))],
  ['notesSlide', xml(slide('notesSlide'))],
  ['notesMaster', xml(slide('notesMaster'))],
  ['handoutMaster', xml(slide('handoutMaster'))],
  ['presProps', xml(slide('presProps'))],
  ['viewProps', xml(slide('viewProps'))],
  ['tableStyles', xml(slide('tableStyles'))],
  ['commentAuthors', xml(slide('commentAuthors'))],
  ['authors', xml('application/vnd.ms-powerpoint.authors+xml')],
  ['image', file('media')],
  ['audio', file('media')],
  ['video', file('media')],
  ['media', file('media')],
  ['font', file('font')],
  ['package', file('document')],
  ['oleObject', file('document')],
  ['aFChunk', file('document')],
  ['hyperlink', file('address')],
  ['externalLinkPath', file('address')],
  ['subDocument', file('address')],
  ['frame', file('address')],
  ['vbaProject', { kind: 'macro' }],
  ['wordVbaData', { kind: 'macro' }],
  ['control', { kind: 'macro' }],
  ['activeXControlBinary', { kind: 'macro' }],
  ['core-properties', gone('document-properties')],
  ['extended-properties', gone('document-properties')],
  ['custom-properties', gone('document-properties')],
  ['classificationlabels', gone('document-properties')],
  ['thumbnail', gone('thumbnail')],
  ['people', gone('author')],
  ['printerSettings', gone('printer')],
  ['origin', gone('signature')],
  ['attachedTemplate', gone('file-paths')],
  ['mailMergeSource', gone('file-paths')],
  ['mailMergeHeaderSource', gone('file-paths')],
  ['recipientData', gone('custom-data')],
  ['customXml', gone('custom-data')],
  ['customXmlProps', gone('custom-data')],
  ['customProperty', gone('custom-data')],
  ['tags', gone('custom-data')],
  ['extensibility', gone('custom-data')],
  ['ui-extensibility', gone('custom-data')],
  ['webextension', gone('custom-data')],
  ['webextensiontaskpanes', gone('custom-data')],
  ['revisionHeaders', gone('edit-history')],
  ['revisionLog', gone('edit-history')],
  ['usernames', gone('edit-history')],
  ['changesInfo', gone('edit-history')],
  ['revisionInfo', gone('edit-history')],
  ['documenttasks', gone('edit-history')],
]);

/** The addresses under which the standards and Microsoft name relationships. */
const bases =
  /^http:\/\/(schemas\.openxmlformats\.org\/(officeDocument|package)\/2006\/|purl\.oclc\.org\/ooxml\/officeDocument\/|schemas\.microsoft\.com\/office\/)[\w/-]*$/;

/** What is not on the list goes. */
export const relationshipKind = (type: string): RelationshipKind =>
  (bases.test(type) ? kinds.get(type.slice(type.lastIndexOf('/') + 1)) : undefined) ?? gone('other-data');
