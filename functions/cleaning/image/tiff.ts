import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { hasAt } from '../bytes.ts';

/** What is worth saying of an EXIF block, and the one thing of it that is kept. */
export type ExifSummary = {
  /** How the picture is turned, 1 (not at all) to 8; TIFF 6.0, tag 274. */
  readonly orientation: number;
  readonly findings: readonly Finding[];
};

const orientationTag = 0x0112;
const exifDirectoryTag = 0x8769;
const gpsDirectoryTag = 0x8825;

// TIFF 6.0 and EXIF 2.32. A tag that is not here is found as `other-data`, and removed all the same.
export const tagFindings: ReadonlyMap<number, Finding> = new Map<number, Finding>([
  ...[0x010e, 0x9286, 0x9c9c].map((tag) => [tag, 'comment'] as const),
  ...[0x010f, 0x0110, 0x927c, 0xa431, 0xa433, 0xa434, 0xa435, 0xa420].map((tag) => [tag, 'camera'] as const),
  ...[0x0131, 0x013c].map((tag) => [tag, 'software'] as const),
  ...[0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012].map((tag) => [tag, 'dates'] as const),
  ...[0x013b, 0x8298, 0xa430, 0x9c9d].map((tag) => [tag, 'author'] as const),
  ...[0x9c9b, 0x9c9e, 0x9c9f].map((tag) => [tag, 'title-and-keywords'] as const),
  [gpsDirectoryTag, 'gps-position'],
]);

const longestDirectory = 1000;

/** Reads an EXIF block in TIFF form. Damaged ones give what could be read; everything of them goes anyway. */
export const readExif = (tiff: Buffer, works: Cleaning['works']): ExifSummary => {
  const found = new Set<Finding>();
  let orientation = 1;
  let hasDetails = false;
  const isLittle = hasAt(tiff, 0, 'II');
  if (!isLittle && !hasAt(tiff, 0, 'MM')) return { orientation, findings: ['other-data'] };
  const read16 = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const read32 = (at: number) =>
    at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  /** Returns where the next directory is; 0 when there is none. */
  const readDirectory = (offset: number, isFirst: boolean): number => {
    const count = Math.min(read16(offset), longestDirectory);
    works(10 * count + 50);
    for (let entry = 0; entry < count; entry++) {
      const at = offset + 2 + 12 * entry;
      if (at + 12 > tiff.length) return 0;
      const tag = read16(at);
      if (isFirst && tag === orientationTag) {
        const value = read16(at + 8);
        orientation = value >= 1 && value <= 8 ? value : 1;
      } else if (isFirst && tag === exifDirectoryTag) {
        if (hasDetails) continue;
        hasDetails = true;
        readDirectory(read32(at + 8), false);
      } else found.add(tagFindings.get(tag) ?? 'other-data');
    }
    return read32(offset + 2 + 12 * count);
  };
  const second = readDirectory(read32(4), true);
  if (second > 0 && second < tiff.length && read16(second) > 0) found.add('thumbnail');
  return { orientation, findings: [...found] };
};

/** An EXIF block that says only how the picture is turned. */
export const orientationExif = (orientation: number): Buffer =>
  Buffer.from([
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);

/**
 * The block that stays in place of `tiff`, if any, telling what goes. `tiff` without Exif's own six-byte prefix.
 */
export const replaceExif = (
  tiff: Buffer,
  { found, works }: Pick<Cleaning, 'found' | 'works'>,
): Buffer | undefined => {
  const { orientation, findings } = readExif(tiff, works);
  const kept = orientation === 1 ? undefined : orientationExif(orientation);
  if (!kept?.equals(tiff)) findings.forEach(found);
  return kept;
};
