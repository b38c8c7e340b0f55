import { fileTypes, type FileType } from '../../cleaning/file-types.ts';
import { withoutUnsafeCharacters } from '../kernel/text.ts';

/** Characters of a name, its ending included. */
const longestName = 120;
/** Of what a sender calls a file. A name can be as long as a request, and none is worth much time. */
const longestGiven = 1000;

const nameless = 'file';

/** What some file system does not take, what could lead somewhere else or hide the ending, and what a shell would run. */
const notInNames = /[/\\:*?"<>|$`\p{Cc}\p{Cf}]+/gu;

/** Endings that stand for the same type as the one in `fileTypes`. */
const otherEndings: Readonly<Partial<Record<FileType, readonly string[]>>> = {
  jpeg: ['jpeg', 'jpe'],
  text: ['log', 'md', 'csv', 'json', 'eml', 'ics', 'patch', 'diff', 'srt'],
  mov: ['qt'],
  mp4: ['m4v', '3gp', '3g2'],
  m4a: ['m4b', '3ga', '3gp'],
  amr: ['awb'],
  wav: ['wave'],
  webm: ['mkv'],
  weba: ['webm', 'mka'],
  'camera-raw': [
    'dng',
    'nef',
    'nrw',
    'cr2',
    'cr3',
    'crw',
    'arw',
    'sr2',
    'orf',
    'raf',
    'rw2',
    'pef',
    'srw',
    'x3f',
    'iiq',
    'erf',
  ],
  ogg: ['oga', 'ogv', 'opus'],
  heic: ['heif', 'hif'],
  tiff: ['tiff'],
};

const lastPart = (given: string): string =>
  (withoutUnsafeCharacters(given.slice(-longestGiven)).split(/[/\\]/).at(-1) ?? '')
    .replace(notInNames, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What a file that is not taken is called where that is said: as its sender called it, without what is unsafe. */
export const givenName = (given: string): string => {
  const clean = Array.from(lastPart(given)).slice(-longestName).join('');
  return clean === '' ? nameless : clean;
};

/**
 * The name under which a file is shown and downloaded: the last part of a path, without what is unsafe in a name, with
 * an ending that fits its content. What a desktop might run gets `.bin` behind its own ending.
 */
export const fileNameFor = (given: string, type: FileType): string => {
  const clean = lastPart(given);
  const { extension } = fileTypes[type];
  const ending = /\.([A-Za-z0-9]{1,10})$/.exec(clean)?.[1]?.toLowerCase();
  const fits = ending !== undefined && [extension, ...(otherEndings[type] ?? [])].includes(ending);
  // What begins with a dash would be an option to the command that joins parts.
  const stem = (fits ? clean.slice(0, -(ending.length + 1)) : clean).replace(/^[\s.-]+|[\s.]+$/g, '');
  const shown = fits ? ending : extension;
  const room = longestName - shown.length - 1;
  const characters = Array.from(stem === '' ? nameless : stem)
    .slice(0, room)
    .join('')
    .replace(/[\s.]+$/, '');
  return `${characters}.${shown}`;
};
