import type { FileType } from '../file-types.ts';
import type { CleaningLimits } from '../limits.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { readZip, unpackEntry, type ZipEntry } from './read-zip.ts';

const byMimetype: Readonly<Record<string, FileType>> = {
  'application/epub+zip': 'epub',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};
const largestTypeList = 1024 * 1024;

const mainParts: readonly (readonly [FileType, string])[] = [
  ['docx', 'wordprocessingml.document.main+xml'],
  ['xlsx', 'spreadsheetml.sheet.main+xml'],
  ['pptx', 'presentationml.presentation.main+xml'],
];

/**
 * What a zip container is: an office document by what it says of itself, or else just a zip file.
 * @throws {StopCleaning} when a limit refuses the container; what is damaged is just a zip file
 */
export const zipType = (bytes: Buffer, limits: CleaningLimits): FileType => {
  let entries: ZipEntry[];
  try {
    entries = readZip(bytes, limits);
  } catch (reason) {
    if (reason instanceof StopCleaning && reason.outcome.kind === 'refused') throw reason;
    return 'zip';
  }
  const textOf = (name: string): string | undefined => {
    const entry = entries.find((candidate) => candidate.name === name);
    return entry && entry.size <= largestTypeList
      ? unpackEntry(entry, () => undefined).toString('latin1')
      : undefined;
  };
  const mimetype = textOf('mimetype')?.trim();
  if (mimetype !== undefined)
    return Object.hasOwn(byMimetype, mimetype) ? (byMimetype[mimetype] ?? 'zip') : 'zip';
  const contentTypes = textOf('[Content_Types].xml');
  if (contentTypes === undefined) return 'zip';
  if (/macroEnabled|vbaProject/i.test(contentTypes)) return 'macro-document';
  return mainParts.find(([, type]) => contentTypes.includes(type))?.[0] ?? 'zip';
};
