import { hasAt } from '../bytes.ts';
import type { FileType } from '../file-types.ts';
import { boxesIn, findBox, type Box } from './boxes.ts';

const pictureBrands = [
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'hevm',
  'hevs',
  'mif1',
  'mif2',
  'msf1',
];
const firstBoxes = ['moov', 'mdat', 'wide', 'free', 'skip'];

/**
 * ISO/IEC 14496-12 §4.3: the brand stands behind `ftyp`. Old QuickTime films have none and begin with another box. What
 * has sound and no pictures is a recording, whatever its brand: phones write voice memos as `mp42` and `3gp4`.
 */
export const mediaType = (bytes: Buffer): FileType | undefined => {
  if (!hasAt(bytes, 4, 'ftyp')) {
    if (!firstBoxes.some((type) => hasAt(bytes, 4, type))) return undefined;
    const movie = movieIn(bytes);
    if (!movie && !hasAt(bytes, 4, 'mdat')) return undefined;
    return isRecording(bytes, movie) ? 'm4a' : 'mov';
  }
  const brand = bytes.toString('latin1', 8, 12);
  if (brand === 'crx ') return 'camera-raw';
  if (brand === 'avif' || brand === 'avis') return 'avif';
  if (pictureBrands.includes(brand)) return hasBrand(bytes, 'avif') ? 'avif' : 'heic';
  if (isRecording(bytes, movieIn(bytes))) return 'm4a';
  return brand === 'qt  ' ? 'mov' : 'mp4';
};

/** Whether one of the compatible brands is this one. */
const hasBrand = (bytes: Buffer, brand: string): boolean => {
  const end = Math.min(bytes.readUInt32BE(0), 256);
  for (let at = 16; at + 4 <= end; at += 4) if (hasAt(bytes, at, brand)) return true;
  return false;
};

/** Reads heads alone; a file that is damaged has no movie here, and its cleaner says so. */
const movieIn = (bytes: Buffer): Box | undefined => {
  try {
    return boxesIn(bytes, 0, bytes.length).boxes.find(({ type }) => type === 'moov');
  } catch {
    return undefined;
  }
};

const enabled = 1;

/** Sound and no pictures; those of chapters do not count, which are switched off as a track. */
const isRecording = (bytes: Buffer, movie: Box | undefined): boolean => {
  if (!movie) return hasAt(bytes, 8, 'M4A') || hasAt(bytes, 8, 'M4B');
  let hasSound = false;
  const isAudioBrand = hasAt(bytes, 8, 'M4A') || hasAt(bytes, 8, 'M4B');
  try {
    for (const track of boxesIn(bytes, movie.bodyStart, movie.end).boxes) {
      if (track.type !== 'trak') continue;
      const head = findBox(bytes, track, ['tkhd']);
      const handler = findBox(bytes, track, ['mdia', 'hdlr']);
      if (!handler) continue;
      const isShown =
        !isAudioBrand || (head !== undefined && (bytes.readUInt8(head.bodyStart + 3) & enabled) === 1);
      if (hasAt(bytes, handler.bodyStart + 8, 'soun')) hasSound = true;
      else if (
        isShown &&
        ['vide', 'auxv', 'pict'].some((kind) => hasAt(bytes, handler.bodyStart + 8, kind))
      ) {
        return false;
      }
    }
  } catch {
    return false;
  }
  return hasSound;
};
