import type { Finding } from '../finding.ts';
import type { Shape } from './shapes/shape.ts';

/** What is said of entries that are left out; `custom-data` of all others. */
const findingOfKey: ReadonlyMap<string, Finding> = new Map<string, Finding>([
  ['Metadata', 'xmp'],
  ['LastModified', 'dates'],
  ['M', 'dates'],
  ['TS', 'dates'],
  ['CreationDate', 'dates'],
  ['ModDate', 'dates'],
  ['Author', 'author'],
  ['Creator', 'software'],
  ['CreatorInfo', 'software'],
  ['Producer', 'software'],
  ['Keywords', 'title-and-keywords'],
  ['T', 'comment-authors'],
  ['NM', 'identifiers'],
  ['ID', 'identifiers'],
  ['IDS', 'identifiers'],
  ['Thumb', 'thumbnail'],
  ['EmbeddedFiles', 'embedded-files'],
  ['AF', 'embedded-files'],
  ['EF', 'embedded-files'],
  ['RF', 'embedded-files'],
  ['FS', 'embedded-files'],
  ['DSS', 'signature'],
  ['Perms', 'signature'],
  ['Legal', 'signature'],
  ['SigFlags', 'signature'],
  ['SV', 'signature'],
  ['Lock', 'signature'],
  ['SpiderInfo', 'file-paths'],
  ['URLS', 'file-paths'],
  ['URI', 'file-paths'],
  ['F', 'file-paths'],
  ['UF', 'file-paths'],
  ['Ref', 'file-paths'],
  ['OPI', 'file-paths'],
]);

/** An action goes when it would open something on its maker's machine. */
export const findingFor = (key: string, shape: Shape | undefined): Finding =>
  shape === 'the action' ? 'file-paths' : (findingOfKey.get(key) ?? 'custom-data');
