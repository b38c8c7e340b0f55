import { isUtf8 } from 'node:buffer';
import { hasAt } from './bytes.ts';
import type { FileType } from './file-types.ts';
import { isAmr } from './audio/amr.ts';
import { mpegFrameLength } from './audio/mpeg-frame.ts';
import { isWave } from './audio/wav.ts';
import { isCameraRaw } from './image/camera-raw.ts';
import { isTextOnly } from './looking/text-runs.ts';
import { isMailHeader } from './text/mail-header.ts';
import { matroskaType } from './video/matroska-type.ts';
import { mediaType } from './video/media-type.ts';

/** Of a zip container only that it is one is said here; `zip-type.ts` looks inside. */
export const detectType = (bytes: Buffer): FileType =>
  byMagicNumber(bytes) ??
  mediaType(bytes) ??
  mp3Type(bytes) ??
  pdfType(bytes) ??
  textType(bytes) ??
  'unknown';

const magicNumbers: readonly (readonly [FileType, string])[] = [
  ['jpeg', '\xff\xd8\xff'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['zip', 'PK\x03\x04'],
  ['flac', 'fLaC'],
  ['ogg', 'OggS'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['tiff', 'II+\0'],
  ['tiff', 'MM\0+'],
  ['rtf', '{\\rtf'],
  ['old-office', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['archive', 'Rar!\x1a\x07'],
  ['archive', '7z\xbc\xaf\x27\x1c'],
  ['archive', '\x1f\x8b'],
  ['archive', '\xfd7zXZ\0'],
  ['archive', '\x28\xb5\x2f\xfd'],
  ['archive', 'PK\x05\x06'],
  ['executable', 'MZ'],
  ['executable', '\x7fELF'],
  ['executable', '\xfe\xed\xfa\xce'],
  ['executable', '\xfe\xed\xfa\xcf'],
  ['executable', '\xce\xfa\xed\xfe'],
  ['executable', '\xcf\xfa\xed\xfe'],
  ['executable', '\xca\xfe\xba\xbe'],
  ['executable', 'dex\n'],
  ['executable', '\0asm'],
  ['executable', 'L\0\0\0\x01\x14\x02\0'],
];

const byMagicNumber = (bytes: Buffer): FileType | undefined => {
  if (isWave(bytes)) return 'wav';
  if (hasAt(bytes, 0, 'RIFF') && hasAt(bytes, 8, 'WEBP')) return 'webp';
  // A voice memo begins like a script.
  if (isAmr(bytes)) return 'amr';
  if (isCameraRaw(bytes)) return 'camera-raw';
  if (hasAt(bytes, 0, '\x1a\x45\xdf\xa3')) return matroskaType(bytes);
  if (hasAt(bytes, 0, 'BM') && bytes.length > 26 && bytes.readUInt32LE(6) === 0) return 'bmp';
  // The first word of a script is the place of the program that runs it.
  const start = bytes.toString('latin1', 0, 12);
  if (/^#![ \t]{0,8}[/\\]/.test(start)) return 'executable';
  if (/^BZh[1-9]1AY&SY/.test(start)) return 'archive';
  const found = magicNumbers.find(([, magic]) => hasAt(bytes, 0, magic));
  return found && !isWords(bytes, found[1]) ? found[0] : undefined;
};

/** A text may begin with the letters of a magic number; no file of such a type is text alone. */
const isWords = (bytes: Buffer, magic: string): boolean =>
  /^[\w!]+$/.test(magic) && isTextOnly(bytes.subarray(0, 4096)) && isUtf8(bytes);

const mp3Type = (bytes: Buffer): FileType | undefined => {
  if (hasAt(bytes, 0, 'ID3') && !isWords(bytes, 'ID3')) return 'mp3';
  const first = mpegFrameLength(bytes, 0);
  return first !== undefined && mpegFrameLength(bytes, first) !== undefined ? 'mp3' : undefined;
};

/** Readers take a PDF whose header is anywhere in the first 1024 bytes (ISO 32000-1, Annex H, note 13). */
const pdfType = (bytes: Buffer): FileType | undefined => {
  const start = bytes.subarray(0, 1024).indexOf('%PDF-');
  if (start === -1) return undefined;
  // A mail or log that tells of a PDF is none.
  return start === 0 || bytes.includes('endobj') || !isUtf8(bytes) ? 'pdf' : undefined;
};

// A text that begins as markup and is some; a log with markup in it is a log.
const markup: readonly (readonly [FileType, RegExp])[] = [
  ['svg', /<svg[\s/>]|<!doctype svg/i],
  ['html', /<(!doctype html|html|head|body|script|iframe|meta|title|style)[\s>/]/i],
  ['xml', /^<(\?xml|!|[a-z])/i],
];

/** UTF-8 without control characters other than white space and the escapes of terminal colours. */
const textType = (bytes: Buffer): FileType | undefined => {
  if (bytes.length === 0) return undefined;
  const start = bytes.subarray(0, 4096).toString('utf8').trimStart();
  const wordy = formatOfLines(start);
  if (wordy) return wordy;
  const isText = hasNoControls(bytes) && isUtf8(bytes);
  if (!isText) return undefined;
  if (!start.startsWith('<')) return 'text';
  return markup.find(([, pattern]) => pattern.test(start))?.[0] ?? 'text';
};

/** Formats made of lines, which need not be UTF-8: mails hold any bytes, PostScript binary data. */
const formatOfLines = (start: string): FileType | undefined => {
  if (/^BEGIN:VCARD\r?\n/i.test(start)) return 'contact';
  if (/^BEGIN:VCALENDAR\r?\n/i.test(start)) return 'calendar';
  if (start.startsWith('%!PS')) return 'postscript';
  return isMailHeader(start) ? 'mail' : undefined;
};

const allowedControls = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
const hasNoControls = (bytes: Buffer): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || allowedControls.has(byte));
