import { posix } from 'node:path';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { rewriteXml } from './rewrite-xml.ts';
import { escapeXml } from './xml-tags.ts';

const known =
  /^(application\/vnd\.oasis\.opendocument\.[a-z-]+|text\/xml|(image|audio|video)\/[a-z0-9.+-]{1,30})$/;

/**
 * The types of what is in the container (OpenDocument 1.2 part 3, §4). A locked document ends the cleaning.
 * @throws {StopCleaning} `encrypted` for a locked document
 */
export const readManifest = (xml: Buffer | undefined, cleaning: Cleaning): ReadonlyMap<string, string> => {
  const types = new Map<string, string>();
  if (!xml) return types;
  rewriteXml(xml, {
    element: ({ local, attribute }) => {
      if (local === 'encryption-data' || local === 'encrypted-key') throw StopCleaning.because('encrypted');
      if (local === 'file-entry') types.set(attribute('full-path') ?? '', attribute('media-type') ?? '');
      return 'keep';
    },
    attribute: ({ value }) => value,
    namespace: () => true,
    onComment: () => cleaning.found('comment'),
    works: cleaning.works,
  });
  return types;
};

export const writeManifest = (
  mimetype: string,
  names: readonly string[],
  types: ReadonlyMap<string, string>,
): Buffer => {
  const folders = new Set(
    names.map((name) => posix.dirname(name)).filter((folder) => /Object \d+$/.test(folder)),
  );
  const entry = (path: string, type: string): string =>
    `<manifest:file-entry manifest:full-path="${escapeXml(path)}" manifest:media-type="${escapeXml(type)}"/>`;
  const typeOf = (path: string): string => {
    if (path.endsWith('.xml')) return 'text/xml';
    const type = types.get(path) ?? '';
    return known.test(type) ? type : '';
  };
  const entries = [
    entry('/', mimetype),
    ...[...folders].map((folder) => entry(`${folder}/`, typeOf(`${folder}/`))),
    ...names.map((name) => entry(name, typeOf(name))),
  ];
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">' +
      `${entries.join('')}</manifest:manifest>`,
    'latin1',
  );
};
