import type { Cleaning } from '../cleaning.ts';
import { hasAt } from '../bytes.ts';
import type { FileType } from '../file-types.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { blankEmfDescription } from './emf.ts';
import { cleanSvg } from './svg.ts';

export const pictureTypes: readonly FileType[] = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'tiff',
  'bmp',
  'heic',
  'avif',
  'svg',
];
const mediaTypes: readonly FileType[] = [
  ...pictureTypes,
  'mp4',
  'mov',
  'm4a',
  'mp3',
  'wav',
  'ogg',
  'flac',
  'webm',
];
const documentTypes: readonly FileType[] = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'];

/**
 * A part that is not XML of the document itself: a picture, film, sound, font or another document.
 * @throws {StopCleaning} `embedded-file` for a part that only its program reads
 */
export const cleanBinaryPart = (
  name: string,
  content: Buffer,
  cleaning: Cleaning,
): Buffer | Promise<Buffer> => {
  if (/\.(docx|xlsx|pptx|odt|ods|odp)$/i.test(name)) return cleaning.cleanPart(content, documentTypes);
  // Fonts are somebody's work and no trace of the writer; their tables say who made the font.
  if (/\.(odttf|fntdata|ttf|otf)$/i.test(name)) return content;
  if (/\.svg$/i.test(name)) return cleanSvg(content, cleaning);
  if (hasAt(content, 40, ' EMF') && content.readUInt32LE(0) === 1) {
    cleaning.remark('drawings');
    return blankEmfDescription(content, cleaning);
  }
  if (isWmf(content)) {
    cleaning.remark('drawings');
    return content;
  }
  if (/\.bin$/i.test(name)) throw StopCleaning.because('embedded-file');
  return cleaning.cleanPart(content, mediaTypes);
};

/** [MS-WMF] §2.3.2: with a placeable header, or the plain one of a file in memory. */
const isWmf = (content: Buffer): boolean =>
  hasAt(content, 0, '\xd7\xcd\xc6\x9a') || hasAt(content, 0, '\x01\0\x09\0\0\x03');
