import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { nameOf, type PdfDictionary, type PdfValue } from './values.ts';

type Entries = PdfDictionary['entries'];

/** Keys that go wherever they stand (ISO 32000-1, the tables of §7.7, §8.11, §14). */
const removedKeys: ReadonlyMap<string, Finding> = new Map<string, Finding>([
  ['Metadata', 'xmp'],
  ['PieceInfo', 'custom-data'],
  ['LastModified', 'dates'],
  ['CreatorInfo', 'software'],
  ['SpiderInfo', 'file-paths'],
  ['EmbeddedFiles', 'embedded-files'],
  ['AF', 'embedded-files'],
  ['EF', 'embedded-files'],
  ['RF', 'embedded-files'],
  ['Collection', 'embedded-files'],
  ['DSS', 'signature'],
  ['Perms', 'signature'],
  ['Legal', 'signature'],
  ['SigFlags', 'signature'],
]);

/** Keys of the information dictionary, which go from every dictionary where they hold text. */
const removedTexts: ReadonlyMap<string, Finding> = new Map<string, Finding>([
  ['Author', 'author'],
  ['Creator', 'software'],
  ['Producer', 'software'],
  ['CreationDate', 'dates'],
  ['ModDate', 'dates'],
  ['Keywords', 'title-and-keywords'],
]);

/** Keys of annotations; in a field of a form, `T` is its name and stays. */
const removedOfAnnotations: ReadonlyMap<string, Finding> = new Map<string, Finding>([
  ['T', 'comment-authors'],
  ['M', 'dates'],
  ['CreationDate', 'dates'],
  ['NM', 'identifiers'],
  ['FS', 'embedded-files'],
]);

const pathKeys = new Set(['F', 'UF', 'URI', 'DOS', 'Mac', 'Unix', 'Alt', 'TU']);
const comments = new Set([
  'Text',
  'FreeText',
  'Highlight',
  'Underline',
  'StrikeOut',
  'Squiggly',
  'Caret',
  'Stamp',
  'Ink',
]);
const actions = new Set(['JavaScript', 'Launch', 'SubmitForm', 'ImportData']);

/** What goes as a whole: a signature with the signer's name, a packet of XMP, a part of the old structure. */
export const isRemovedDictionary = (entries: Entries, isStream: boolean, cleaning: Cleaning): boolean => {
  const type = nameOf(entries.get('Type'));
  if (type === 'Sig' || type === 'DocTimeStamp' || (entries.has('ByteRange') && entries.has('Contents'))) {
    cleaning.found('signature');
    return true;
  }
  if (!isStream) return false;
  if (type === 'Metadata' || nameOf(entries.get('Subtype')) === 'XML') {
    cleaning.found('xmp');
    return true;
  }
  if (type === 'EmbeddedFile') {
    cleaning.found('embedded-files');
    return true;
  }
  return type === 'ObjStm' || type === 'XRef';
};

/** The entries that stay. */
export const keptEntries = (entries: Entries, cleaning: Cleaning): [string, PdfValue][] => {
  if (entries.has('XFA')) throw StopCleaning.because('not-understood');
  const subtype = nameOf(entries.get('Subtype'));
  const isAnnotation = entries.has('Rect') && subtype !== undefined;
  if (isAnnotation && comments.has(subtype)) cleaning.remark('comments');
  if (actions.has(nameOf(entries.get('S')) ?? '')) cleaning.remark('scripts');
  return [...entries].flatMap(([key, value]): [string, PdfValue][] => {
    const finding =
      removedKeys.get(key) ??
      (value.kind === 'string' ? removedTexts.get(key) : undefined) ??
      (isAnnotation && !(subtype === 'Widget' && key === 'T') ? removedOfAnnotations.get(key) : undefined) ??
      (key === 'Thumb' && nameOf(entries.get('Type')) === 'Page' ? 'thumbnail' : undefined);
    if (finding) {
      cleaning.found(finding);
      return [];
    }
    if (value.kind === 'null') return [];
    if (value.kind !== 'string' || !pathKeys.has(key) || !isPath(value.bytes)) return [[key, value]];
    cleaning.found('file-paths');
    return [[key, { kind: 'string', bytes: Buffer.alloc(0) }]];
  });
};

/** §7.11.2 writes `C:\Users` as `/C/Users`; strings may be UTF-16. */
const isPath = (bytes: Buffer): boolean =>
  /^(\xfe\xff)?\s*(file:|[A-Za-z]:[\\/]|\\\\[^\\]+\\|\/[A-Za-z]\/|\/(home|Users)\/)/i.test(
    bytes.toString('latin1', 0, 200).replaceAll('\0', ''),
  );
