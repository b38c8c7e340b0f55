import type { FileType } from '../../cleaning/file-types.ts';
import type { Finding, Remark } from '../../cleaning/finding.ts';
import type { NotCleanable } from '../../cleaning/stop-cleaning.ts';
import type { FileRefusal } from '../../domain/attachment/receive-file.ts';

/** What the team's pages call kinds of files, and what was found in them. */
export const typeNames: Readonly<Record<FileType, string>> = {
  jpeg: 'JPEG picture',
  png: 'PNG picture',
  webp: 'WebP picture',
  gif: 'GIF picture',
  pdf: 'PDF',
  docx: 'Word document',
  xlsx: 'Excel workbook',
  pptx: 'PowerPoint slides',
  odt: 'OpenDocument text',
  ods: 'OpenDocument spreadsheet',
  odp: 'OpenDocument slides',
  mp4: 'MP4 video',
  mov: 'QuickTime video',
  m4a: 'MP4 audio',
  mp3: 'MP3 audio',
  wav: 'WAV audio',
  flac: 'FLAC audio',
  ogg: 'Ogg audio or video',
  text: 'plain text',
  heic: 'HEIC picture',
  avif: 'AVIF picture',
  tiff: 'TIFF picture',
  'camera-raw': 'raw photo of a camera',
  amr: 'AMR recording',
  epub: 'EPUB book',
  postscript: 'PostScript document',
  mail: 'saved email',
  contact: 'contact card',
  calendar: 'calendar file',
  bmp: 'BMP picture',
  webm: 'WebM video',
  weba: 'WebM recording',
  rtf: 'RTF document',
  zip: 'ZIP archive',
  archive: 'archive',
  'old-office': 'old Office document',
  'macro-document': 'document with macros',
  svg: 'SVG drawing',
  html: 'web page',
  xml: 'XML',
  executable: 'a program: do not run it',
  unknown: 'kind not known',
};

export const findingNames: Readonly<Record<Finding, string>> = {
  'gps-position': 'GPS position',
  camera: 'camera or phone',
  author: 'author',
  'tracked-change-authors': 'authors of tracked changes',
  'comment-authors': 'authors of comments',
  'file-paths': 'paths on a computer',
  dates: 'dates and times',
  software: 'software',
  'edit-history': 'earlier versions',
  thumbnail: 'thumbnail',
  'second-image': 'a second picture',
  'title-and-keywords': 'title and keywords',
  comment: 'comment',
  xmp: 'XMP data',
  iptc: 'IPTC data',
  'document-properties': 'document properties',
  identifiers: 'identifiers',
  printer: 'printer',
  signature: 'digital signature',
  'embedded-files': 'embedded files',
  'custom-data': 'data of other programs',
  tags: 'tags',
  'cover-picture': 'cover picture',
  'sensor-track': 'sensor data',
  subtitles: 'subtitles',
  'color-profile': 'colour profile',
  'other-data': 'other hidden data',
  'trailing-bytes': 'data after its end',
};

export const remarkNames: Readonly<Record<Remark, string>> = {
  'tracked-changes': 'tracked changes',
  comments: 'comments',
  fields: 'form fields',
  scripts: 'scripts',
  drawings: 'drawings',
  'mail-addresses': 'email addresses',
  'user-paths': 'folders on a computer',
  'user-names': 'user names',
  positions: 'places (coordinates)',
  'picture-details': 'details inside pictures',
  'account-numbers': 'account numbers',
  'connection-details': 'connection details of a database or server',
};

export const notCleanableNames: Readonly<Record<NotCleanable, string>> = {
  'no-cleaner': 'this kind of file cannot be',
  broken: 'it is damaged',
  encrypted: 'it is protected by a password',
  'not-understood': 'something in it is not understood',
  'has-macros': 'it holds macros',
  'embedded-file': 'something embedded in it cannot be',
  'too-much-work': 'it takes too long to check',
  'content-lost': 'a part of its content would be lost',
};

export const fileRefusalNames: Readonly<Record<FileRefusal, string>> = {
  empty: 'It is empty.',
  'too-large': 'It is too large.',
  'too-many-pixels': 'It has too many pixels.',
  'too-many-pages': 'It has too many pages.',
  'too-many-parts': 'It has too many parts.',
  'unpacks-too-large': 'It unpacks to too much.',
  'nested-too-deep': 'It is nested too deep.',
  'cannot-be-cleaned':
    'What could identify somebody cannot be removed from it, and such files are not taken here.',
};

/** `GPS position, author`. */
export const inOneLine = <Kind extends string>(
  kinds: readonly Kind[],
  names: Readonly<Record<Kind, string>>,
): string => kinds.map((kind) => names[kind]).join(', ');
