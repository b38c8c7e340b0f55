import type { FileType } from '../../../cleaning/file-types.ts';
import type { Finding, Remark } from '../../../cleaning/finding.ts';
import type { NotCleanable } from '../../../cleaning/stop-cleaning.ts';
import type { DownloadTexts } from '../../../web/files/download-attributes.ts';
import type { UploadTexts } from '../../../web/files/upload-attributes.ts';
import type { FileRefusal } from '../../../domain/attachment/receive-file.ts';

const kinds: Record<FileType, string> = {
  jpeg: 'JPEG picture',
  png: 'PNG picture',
  webp: 'WebP picture',
  gif: 'GIF picture',
  pdf: 'PDF document',
  docx: 'Word document',
  xlsx: 'Excel spreadsheet',
  pptx: 'PowerPoint presentation',
  odt: 'OpenDocument text',
  ods: 'OpenDocument spreadsheet',
  odp: 'OpenDocument presentation',
  mp4: 'MP4 video',
  mov: 'QuickTime video',
  m4a: 'M4A recording',
  mp3: 'MP3 recording',
  wav: 'WAV recording',
  flac: 'FLAC recording',
  ogg: 'Ogg recording',
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
  'old-office': 'document of an old Office version',
  'macro-document': 'document with macros',
  svg: 'SVG drawing',
  html: 'web page',
  xml: 'XML file',
  executable: 'program that can be run',
  unknown: 'file of an unknown kind',
};

const findings: Record<Finding, string> = {
  'gps-position': 'the place where it was made (GPS)',
  camera: 'camera or phone model',
  author: 'the author’s name',
  'tracked-change-authors': 'names of who changed the text',
  'comment-authors': 'names of who wrote comments',
  'file-paths': 'folders on a computer',
  dates: 'dates and times',
  software: 'editing software',
  'edit-history': 'editing history',
  thumbnail: 'a small preview picture',
  'second-image': 'a second picture inside it',
  'title-and-keywords': 'title and keywords',
  comment: 'a hidden comment',
  xmp: 'an editing record (XMP)',
  iptc: 'press information (IPTC)',
  'document-properties': 'document properties',
  identifiers: 'identifying numbers',
  printer: 'printer settings',
  signature: 'a digital signature',
  'embedded-files': 'files inside it',
  'custom-data': 'data of other programs',
  tags: 'title, artist and other labels',
  'cover-picture': 'a cover picture',
  'sensor-track': 'a record of movement or place',
  subtitles: 'subtitles',
  'color-profile': 'a colour profile',
  'other-data': 'other hidden data',
  'trailing-bytes': 'something appended to its end',
};

const remarks: Record<Remark, string> = {
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

const notCleanable: Record<NotCleanable, string> = {
  'no-cleaner': 'we cannot clean files of this kind',
  broken: 'it is damaged or cut off',
  encrypted: 'it is locked with a password',
  'not-understood': 'it uses something we do not know',
  'has-macros': 'it has macros',
  'embedded-file': 'there is something inside it that we cannot clean',
  'too-much-work': 'checking it takes too long',
  'content-lost': 'cleaning it would lose a part of its content',
};

const refusals: Record<FileRefusal, string> = {
  empty: 'it is empty',
  'too-large': 'it is too large',
  'too-many-pixels': 'the picture has too many pixels',
  'too-many-pages': 'it has too many pages',
  'too-many-parts': 'it consists of too many parts',
  'unpacks-too-large': 'what is packed in it is too large',
  'nested-too-deep': 'there are files in files in it, too many times over',
  'cannot-be-cleaned': 'what it tells about its sender cannot be removed, and such files are not taken here',
};

const upload: UploadTexts = {
  sending: 'On its way',
  percent: '{percent} %',
  checking: 'It has arrived, and is being cleaned and encrypted.',
  done: 'It has arrived. Before anything is sent to the team, you see what was found in it.',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  remove: 'Leave it out',
  removed: 'Left out.',
  retrying: 'The connection broke. It goes on by itself.',
  failed: 'It has not arrived.',
  again: 'Try again',
  'too-large': 'This file is too large.',
  'too-many': 'This is one file too many.',
  empty: 'This file is empty.',
  changed: 'This file has changed since you chose it. Please choose it again.',
  refused: 'This file was not taken.',
  'full-today': 'No more files can be taken today. You can add files tomorrow.',
  'case-full': 'There is no more room for it in this case.',
  expired:
    'It cannot be sent from this page any more, because the page is too old. Send your text first, then add the file.',
  wait: 'A file is still on its way. Please press the button again when it has arrived.',
  ready: 'The files have arrived. You can go on.',
};

const downloads: DownloadTexts = {
  download: 'Download “{name}”',
  percent: '“{name}”: {percent} %',
  done: '“{name}” has been handed to your browser.',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  retrying: 'The connection broke. It goes on by itself.',
  failed: '“{name}” has not arrived whole.',
  again: 'Go on',
  refused: '“{name}” cannot be downloaded from this page any more. Please open your report again.',
};

/** What the reporter’s pages say of files, in English. */
export const files = {
  kinds,
  findings,
  remarks,
  notCleanable,
  refusals,
  upload,
  downloads,

  legend: 'Files',
  what: 'Screenshots, photos, documents, recordings. What a file tells beside its content is removed before it is stored: where and when a picture was taken, with which phone, who wrote a document. The page then shows what was found.',
  visible:
    'What can be seen or heard stays in it: faces, voices, the name in the corner of a screen. Please look before you send.',
  howMuch: (count: string, together: string, each: string) =>
    `Up to ${count} files. On this page without scripts: ${together} together each time you attach some. With scripts switched on: up to ${each} for each file.`,
  room: (room: string) => `The files of this case can have ${room} more together.`,
  uncleanable: {
    warn: 'Some kinds cannot be cleaned, such as raw photos of cameras, ZIP archives and old Word documents. They are taken as they are, and the page says so.',
    refuse:
      'Some kinds cannot be cleaned, such as raw photos of cameras, ZIP archives and old Word documents. They are not taken.',
  },
  today:
    'No more files can be taken today: the limit for everybody together is reached. You can send your text now and add files tomorrow, with your words.',
  choose: 'Choose files',
  attach: 'Attach these files',
  attachHint: 'This sends nothing to the team. The page comes back with the list of your files.',
  list: 'Your files',
  name: 'Name that the team sees',
  removed: (what: string) => `Found and removed: ${what}.`,
  partly: (removed: string, remaining: string) =>
    removed === ''
      ? `Still in it: ${remaining}. We cannot tell whether this is its content or a trace of somebody. Please look before you send.`
      : `Found and removed: ${removed}. Still in it: ${remaining}. We cannot tell whether this is its content or a trace of somebody. Please look before you send.`,
  nothingFound: 'Nothing was found in it that had to be removed.',
  couldNot: (why: string) =>
    `Could not be cleaned: ${why}. It is sent as it is, and may tell who made it, where and when.`,
  left: (what: string) => `Left in it, because it may be what matters: ${what}. Names may stand there.`,
  notShown: 'What was found in it is not shown on this page.',
  keepOriginal: 'Keep the original too, with the things above',
  keepOriginalHint:
    'Only if they matter as evidence. The team must give a reason to open it. Each opening is written down, and your page shows you that it was opened.',
  drop: 'Leave this file out',
  look: 'Nothing has been sent yet. Please look at your files first, then press the button again.',

  problems: {
    refused: (name: string, why: string) => `“${name}” was not taken: ${why}.`,
    tooMany: (limit: string) => `There can be at most ${limit} files. Please leave some out.`,
    notTaken: (names: string) => `Not attached: ${names}. Please choose them again.`,
    notTakenTooMany: (names: string, limit: string) =>
      `Not attached: ${names}. There can be at most ${limit} files.`,
    today: (names: string) =>
      `Not attached: ${names}. No more files can be taken today. You can send your text now and add files tomorrow.`,
    expired: 'Your files were attached too long ago and are gone. Please choose them again.',
    gone: (names: string) => `These files are gone: ${names}. Please choose them again.`,
    caseFull: (room: string) =>
      `The files of this case together have reached their limit. There is room for ${room} more.`,
    taken:
      'You have sent a report with this form and its files before. The files stay with that report. If this is another report, please choose them again.',
    tooLarge: (together: string) =>
      `This was too much for one go. Nothing was stored. Press Back: most browsers still show your text. Then choose fewer or smaller files: without scripts, up to ${together} together.`,
  },

  thread: {
    files: 'Files',
    originalKept: 'The original is kept too, locked a second time.',
    originalNotOpened: 'The team has not opened the original.',
    originalOpened: (date: string) => `The team opened the original on ${date}.`,
    danger:
      'Files can be dangerous, even from people you trust. Open them only on a device of your own, and keep it up to date. On a device of your employer, do not save them.',
    download: (name: string) => `Download “${name}”`,
    part: (name: string, part: string, parts: string) => `Download “${name}”, part ${part} of ${parts}`,
    join: 'This file comes in parts. Save all of them in one empty folder, join them there, then give the result its name. Linux and macOS: cat *.part* > whole. Windows, in the command prompt: copy /b *.part* whole.',
  },

  receipt: 'Files sent with it',
  landing:
    'Files you add are encrypted too. What they tell about you besides their content is removed before, where that is possible, and you see what was found.',
  privacy: [
    'Files you add: cleaned first, then encrypted piece by piece, under random names. Their names, kinds and sizes are encrypted too; from outside one can see about how large they are.',
    'The original of a file, only if you say so: encrypted apart. The team needs a reason to open it, and each opening is written down.',
  ],
  privacyHowLong:
    'Files are kept as long as their case. What was uploaded and not sent is gone within a day or two.',
};

export type FileMessages = typeof files;
