import { isPrivatePath, isPublicAddress } from '../public-address.ts';
import { isFileLike } from '../office/file-like.ts';

/** A text of a PDF (ISO 32000-2 §7.9.2): UTF-16 or UTF-8 behind its mark, else about Latin 1. */
export const textOf = (bytes: Buffer): string => {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3);
  return bytes.toString('latin1').replaceAll('\0', '');
};

const callSchemes = ['tel:', 'sms:'];
const longestAddress = 65_536;

/** Whether a text is an address that means the same to everybody, not a place on its maker's machine or network. */
export const isWebAddress = (bytes: Buffer): boolean => {
  if (bytes.length > longestAddress) return false;
  const text = textOf(bytes).trim();
  if (callSchemes.some((scheme) => text.toLowerCase().startsWith(scheme))) return true;
  return !text.startsWith('#') && isPublicAddress(text);
};

const pathStarts = ['file:', 'smb:', 'afp:', 'nfs:', 'cifs:', 'ftp:', 'webdav:', '\\\\', '//', '~/', '~\\'];
const relativeStarts = ['../', '..\\', './', '.\\'];
// As ISO 32000-2 §7.11.2 writes a drive, and the folders in which people's files are.
const rootFolders = [
  'home',
  'users',
  'volumes',
  'media',
  'mnt',
  'private',
  'root',
  'tmp',
  'var',
  'run',
  'net',
];
const peoplesFolders = ['/users/', '\\users\\', '/home/', '\\documents and settings\\', '/volumes/'];

/** Whether a text that readers show is, or has in it, the place of a file on somebody's machine. */
export const hasPath = (bytes: Buffer): boolean => {
  const text = textOf(bytes).trimStart().toLowerCase();
  if (isWebAddress(bytes)) return false;
  if (isPrivatePath(text)) return true;
  if (pathStarts.some((start) => text.startsWith(start))) return true;
  if (relativeStarts.some((start) => text.startsWith(start))) return true;
  if (isDrive(text, 0) || (text.startsWith('/') && isLetter(text.charCodeAt(1)) && text[2] === '/'))
    return true;
  if (rootFolders.some((folder) => text.startsWith(`/${folder}/`))) return true;
  return text.includes('file:/') || text.includes('\\\\') || hasDrive(text) || hasPeoplesFolder(text);
};

/** Whether a text that describes a picture is the name of the file that it came from. */
export const isNameOfPicture = (bytes: Buffer): boolean => isFileLike(textOf(bytes));

const hasPeoplesFolder = (text: string): boolean => peoplesFolders.some((folder) => text.includes(folder));

const hasDrive = (text: string): boolean => {
  for (let at = text.indexOf(':\\'); at !== -1; at = text.indexOf(':\\', at + 1)) {
    if (at > 0 && isDrive(text, at - 1)) return true;
  }
  return false;
};

/** `c:\` or `c:/`, not as the end of a longer word. */
const isDrive = (text: string, at: number): boolean =>
  isLetter(text.charCodeAt(at)) &&
  !isLetter(text.charCodeAt(at - 1)) &&
  text[at + 1] === ':' &&
  (text[at + 2] === '\\' || text[at + 2] === '/');

const isLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a;
