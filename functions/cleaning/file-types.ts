/** What a type is served as and named, whatever its sender called it. */
type TypeFacts = { readonly contentType: string; readonly extension: string };

const inert = (extension: string): TypeFacts => ({ contentType: 'application/octet-stream', extension });
const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/**
 * The closed list of types, told apart by content. What a browser or a desktop might run, and what is not known, is
 * `application/octet-stream`.
 */
export const fileTypes = {
  jpeg: { contentType: 'image/jpeg', extension: 'jpg' },
  png: { contentType: 'image/png', extension: 'png' },
  webp: { contentType: 'image/webp', extension: 'webp' },
  gif: { contentType: 'image/gif', extension: 'gif' },
  pdf: { contentType: 'application/pdf', extension: 'pdf' },
  docx: { contentType: `${openXml}.wordprocessingml.document`, extension: 'docx' },
  xlsx: { contentType: `${openXml}.spreadsheetml.sheet`, extension: 'xlsx' },
  pptx: { contentType: `${openXml}.presentationml.presentation`, extension: 'pptx' },
  odt: { contentType: `${openDocument}.text`, extension: 'odt' },
  ods: { contentType: `${openDocument}.spreadsheet`, extension: 'ods' },
  odp: { contentType: `${openDocument}.presentation`, extension: 'odp' },
  mp4: { contentType: 'video/mp4', extension: 'mp4' },
  mov: { contentType: 'video/quicktime', extension: 'mov' },
  m4a: { contentType: 'audio/mp4', extension: 'm4a' },
  mp3: { contentType: 'audio/mpeg', extension: 'mp3' },
  wav: { contentType: 'audio/wav', extension: 'wav' },
  flac: { contentType: 'audio/flac', extension: 'flac' },
  ogg: { contentType: 'audio/ogg', extension: 'ogg' },
  text: { contentType: 'text/plain; charset=utf-8', extension: 'txt' },
  heic: { contentType: 'image/heic', extension: 'heic' },
  avif: { contentType: 'image/avif', extension: 'avif' },
  tiff: { contentType: 'image/tiff', extension: 'tif' },
  'camera-raw': inert('raw'),
  bmp: { contentType: 'image/bmp', extension: 'bmp' },
  webm: { contentType: 'video/webm', extension: 'webm' },
  weba: { contentType: 'audio/webm', extension: 'weba' },
  amr: { contentType: 'audio/amr', extension: 'amr' },
  epub: inert('epub'),
  postscript: inert('ps'),
  mail: inert('eml'),
  contact: inert('vcf'),
  calendar: inert('ics'),
  rtf: { contentType: 'application/rtf', extension: 'rtf' },
  zip: { contentType: 'application/zip', extension: 'zip' },
  archive: inert('bin'),
  'old-office': inert('bin'),
  'macro-document': inert('bin'),
  svg: inert('bin'),
  html: inert('bin'),
  xml: inert('bin'),
  executable: inert('bin'),
  unknown: inert('bin'),
} as const satisfies Record<string, TypeFacts>;

export type FileType = keyof typeof fileTypes;
