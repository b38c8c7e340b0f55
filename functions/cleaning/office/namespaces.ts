import { StopCleaning } from '../stop-cleaning.ts';
import type { WrittenAttribute } from './xml-tags.ts';

/** What a prefix stands for, at one place of a document (Namespaces in XML 1.0, §6.1). */
export type Scope = ReadonlyMap<string, string>;

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
export const outermost: Scope = new Map([
  ['', ''],
  ['xml', xmlNamespace],
]);
const mostPrefixes = 300;

/**
 * The scope inside a tag: the same one when the tag declares nothing.
 * @throws {StopCleaning} `not-understood` for too many prefixes
 */
export const scopeOf = (
  outer: Scope,
  attributes: readonly WrittenAttribute[],
  works: (steps: number) => void,
): Scope => {
  const declared = attributes.filter(({ name }) => isDeclaration(name));
  if (declared.length === 0) return outer;
  works(outer.size + declared.length);
  const inner = new Map(outer);
  for (const { name, value } of declared) inner.set(declaredPrefix(name), canonical(value));
  if (inner.size > mostPrefixes) throw StopCleaning.because('not-understood');
  return inner;
};

export const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');
export const declaredPrefix = (name: string): string => (name === 'xmlns' ? '' : name.slice(6));

export const prefixOf = (name: string): string => {
  const colon = name.indexOf(':');
  return colon === -1 ? '' : name.slice(0, colon);
};

/** The name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const strict = 'http://purl.oclc.org/ooxml/';
const transitional = 'http://schemas.openxmlformats.org/';
const strictFolders: readonly (readonly [string, string])[] = [
  ['officeDocument/', 'officeDocument/2006/'],
  ['wordprocessingml/', 'wordprocessingml/2006/'],
  ['spreadsheetml/', 'spreadsheetml/2006/'],
  ['presentationml/', 'presentationml/2006/'],
  ['drawingml/', 'drawingml/2006/'],
];

/** The strict variant of ECMA-376 (part 1, annex A) has the names of the transitional one under other addresses. */
export const canonical = (namespace: string): string => {
  if (!namespace.startsWith(strict)) return namespace;
  const rest = namespace.slice(strict.length);
  const folder = strictFolders.find(([start]) => rest.startsWith(start));
  return folder ? `${transitional}${folder[1]}${rest.slice(folder[0].length)}` : namespace;
};
