import { hasAt } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { mpegFrameLength } from './mpeg-frame.ts';

const id3HeadBytes = 10;
const id3v1Bytes = 128;
const extendedId3v1Bytes = 227;
const apeFootBytes = 32;
const lyricsFootBytes = 15;

const findInTags = (tags: Buffer, cleaning: Cleaning): void => {
  cleaning.works(tags.length / 4 + 20);
  if (holdsSound(tags, cleaning)) throw StopCleaning.because('content-lost');
  cleaning.found('tags');
  if (tags.includes('APIC') || tags.includes('Cover Art')) cleaning.found('cover-picture');
};

/** So many frames in a row are no accident: the length of the tag is wrong, and it covers the sound. */
const framesOfSound = 16;

const holdsSound = (tags: Buffer, cleaning: Cleaning): boolean => {
  for (let at = tags.indexOf(0xff); at !== -1; at = tags.indexOf(0xff, at + 1)) {
    let frames = 0;
    let position = at;
    while (frames < framesOfSound) {
      cleaning.works(4);
      const length = mpegFrameLength(tags, position);
      if (length === undefined) break;
      frames += 1;
      position += length;
    }
    if (frames === framesOfSound) return true;
  }
  return false;
};

/** Four bytes of seven bits each (ID3v2.4 §6.2). */
const syncSafe = (bytes: Buffer, offset: number): number =>
  [0, 1, 2, 3].reduce((sum, index) => sum * 128 + (bytes.readUInt8(offset + index) & 127), 0);

/** The file without ID3v2 tags in front, and without ID3v1, APE and Lyrics3 tags at its end, however many. */
export const withoutTags = (bytes: Buffer, cleaning: Cleaning): Buffer =>
  withoutTrailingTags(withoutLeadingTags(bytes, cleaning), cleaning);

const withoutLeadingTags = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  let start = 0;
  while (hasAt(bytes, start, 'ID3') && start + id3HeadBytes <= bytes.length) {
    const hasFooter = (bytes.readUInt8(start + 5) & 0x10) !== 0;
    const end = start + id3HeadBytes + syncSafe(bytes, start + 6) + (hasFooter ? id3HeadBytes : 0);
    findInTags(bytes.subarray(start, end), cleaning);
    start = end;
  }
  return bytes.subarray(start);
};

const withoutTrailingTags = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  let end = bytes.length;
  for (;;) {
    const start = startOfLastTag(bytes, end);
    if (start === undefined) return bytes.subarray(0, end);
    findInTags(bytes.subarray(start, end), cleaning);
    end = start;
  }
};

const startOfLastTag = (bytes: Buffer, end: number): number | undefined => {
  if (hasAt(bytes, end - id3v1Bytes, 'TAG') && end >= id3v1Bytes) {
    const extended = end - id3v1Bytes - extendedId3v1Bytes;
    return hasAt(bytes, extended, 'TAG+') ? extended : end - id3v1Bytes;
  }
  if (hasAt(bytes, end - apeFootBytes, 'APETAGEX')) {
    const foot = end - apeFootBytes;
    const hasHead = (bytes.readUInt32LE(foot + 20) & 0x8000_0000) !== 0;
    // The size counts the foot, not the head (APE tag version 2).
    const size = Math.max(apeFootBytes, bytes.readUInt32LE(foot + 12)) + (hasHead ? apeFootBytes : 0);
    return Math.max(0, end - size);
  }
  if (hasAt(bytes, end - 9, 'LYRICS200')) {
    const size = Number(bytes.toString('latin1', end - lyricsFootBytes, end - 9));
    return Number.isInteger(size) && size >= 0 ? Math.max(0, end - lyricsFootBytes - size) : end - 9;
  }
  return undefined;
};
