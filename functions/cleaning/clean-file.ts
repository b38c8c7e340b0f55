import { asBuffer } from './bytes.ts';
import { Notes, type Cleaner, type Cleaning } from './cleaning.ts';
import { detectType } from './detect-type.ts';
import type { FileType } from './file-types.ts';
import type { Finding, Remark } from './finding.ts';
import type { CleaningLimits } from './limits.ts';
import { StopCleaning, type NotCleanable, type Refusal } from './stop-cleaning.ts';

export type CleanResult =
  | {
      readonly kind: 'cleaned';
      readonly type: FileType;
      readonly bytes: Uint8Array;
      readonly removed: readonly Finding[];
      readonly left: readonly Remark[];
    }
  | { readonly kind: 'could-not-be-cleaned'; readonly type: FileType; readonly why: NotCleanable }
  | { readonly kind: 'refused'; readonly why: Refusal };

/**
 * The file without what tells about its maker, its type judged by its content alone; what an independent look at the
 * result still finds is in `left`. Never throws and takes time and memory in proportion to the file and to what the limits
 * let it unpack to. Cleaning what was cleaned changes nothing.
 * The cleaners of a family of types are loaded when the first such file comes.
 */
export const cleanFile = async (bytes: Uint8Array, limits: CleaningLimits): Promise<CleanResult> => {
  if (bytes.length === 0) return { kind: 'refused', why: 'empty' };
  if (bytes.length > limits.bytes) return { kind: 'refused', why: 'too-large' };
  let type: FileType = 'unknown';
  try {
    const file = asBuffer(bytes);
    type = await typeOf(file, limits);
    const notes = new Notes(limits, file.length);
    const cleaned = await cleanAs(type, file, cleaningAt(limits, notes, 0));
    const { lookForLeftovers } = await import('./leftovers.ts');
    lookForLeftovers(cleaned, { works: notes.works, limits }).forEach(notes.remark);
    return { kind: 'cleaned', type, bytes: cleaned, removed: notes.removed(), left: notes.left() };
  } catch (reason) {
    if (!(reason instanceof StopCleaning)) return { kind: 'could-not-be-cleaned', type, why: 'broken' };
    const { outcome } = reason;
    return outcome.kind === 'refused' ? outcome : { ...outcome, type };
  }
};

const typeOf = async (bytes: Buffer, limits: CleaningLimits): Promise<FileType> => {
  const type = detectType(bytes);
  if (type !== 'zip') return type;
  const { zipType } = await import('./office/zip-type.ts');
  return zipType(bytes, limits);
};

const cleaningAt = (limits: CleaningLimits, notes: Notes, depth: number): Cleaning => ({
  limits,
  found: notes.found,
  remark: notes.remark,
  unpacks: notes.unpacks,
  works: notes.works,
  cleanPart: async (bytes, expected) => {
    if (depth >= limits.nesting) throw StopCleaning.refusing('nested-too-deep');
    const type = await typeOf(bytes, limits);
    if (expected && !expected.includes(type)) throw StopCleaning.because('embedded-file');
    try {
      return await cleanAs(type, bytes, cleaningAt(limits, notes, depth + 1));
    } catch (reason) {
      if (reason instanceof StopCleaning && endsTheWhole(reason)) throw reason;
      throw StopCleaning.because('embedded-file');
    }
  },
});

/** Limits count for a file and all that is in it. */
const endsTheWhole = ({ outcome }: StopCleaning): boolean =>
  outcome.kind === 'refused' || outcome.why === 'too-much-work';

const cleanAs = async (type: FileType, bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const cleaner = await cleanerOf(type);
  return cleaner(bytes, cleaning);
};

// eslint-disable-next-line max-lines-per-function -- one case per type of file, and the compiler asks for each of them
const cleanerOf = async (type: FileType): Promise<Cleaner> => {
  switch (type) {
    case 'jpeg':
      return (await import('./image/jpeg.ts')).cleanJpeg;
    case 'png':
      return (await import('./image/png.ts')).cleanPng;
    case 'webp':
      return (await import('./image/webp.ts')).cleanWebp;
    case 'gif':
      return (await import('./image/gif.ts')).cleanGif;
    case 'pdf':
      return (await import('./pdf/pdf.ts')).cleanPdf;
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return (await import('./office/open-xml.ts')).cleanOpenXml;
    case 'odt':
    case 'ods':
    case 'odp':
      return (await import('./office/open-document.ts')).cleanOpenDocument;
    case 'epub':
      return (await import('./book/epub.ts')).cleanEpub;
    case 'old-office':
      return (await import('./office/old-office.ts')).refuseOldOffice;
    case 'svg':
      return (await import('./office/svg.ts')).cleanSvg;
    case 'mp4':
    case 'mov':
    case 'm4a':
      return (await import('./video/mp4.ts')).cleanMp4;
    case 'mp3':
      return (await import('./audio/mp3.ts')).cleanMp3;
    case 'wav':
      return (await import('./audio/wav.ts')).cleanWav;
    case 'flac':
      return (await import('./audio/flac.ts')).cleanFlac;
    case 'ogg':
      return (await import('./audio/ogg.ts')).cleanOgg;
    case 'amr':
      return (await import('./audio/amr.ts')).cleanAmr;
    case 'heic':
    case 'avif':
      return (await import('./image/heif.ts')).cleanHeif;
    case 'tiff':
      return (await import('./image/tiff-image.ts')).cleanTiff;
    case 'bmp':
      return (await import('./image/bmp.ts')).cleanBmp;
    case 'webm':
    case 'weba':
      return (await import('./video/matroska.ts')).cleanMatroska;
    case 'text':
      return (await import('./text/plain-text.ts')).cleanText;
    case 'mail':
      return (await import('./text/mail.ts')).cleanMail;
    case 'contact':
      return (await import('./text/content-lines.ts')).cleanContact;
    case 'calendar':
      return (await import('./text/content-lines.ts')).cleanCalendar;
    case 'postscript':
      return (await import('./text/postscript.ts')).cleanPostscript;
    case 'macro-document':
      throw StopCleaning.because('has-macros');
    case 'camera-raw':
    case 'rtf':
    case 'zip':
    case 'archive':
    case 'html':
    case 'xml':
    case 'executable':
    case 'unknown':
      throw StopCleaning.because('no-cleaner');
  }
};
