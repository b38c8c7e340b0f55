/** Tags that only say how a picture is to be shown: turned, and how many dots an inch has (TIFF 6.0). */
const harmlessTags = new Set([0x0112, 0x011a, 0x011b, 0x0128, 0x0213]);

/**
 * Whether a TIFF structure behind an EXIF mark holds more than how the picture is shown. Reads the first directory only:
 * what it does not lead to, no program finds.
 * @param tiff from the byte-order mark on
 */
const tellsMore = (tiff: Buffer): boolean => {
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (at: number): number | undefined =>
    at + 2 > tiff.length ? undefined : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const read32 = (at: number): number | undefined =>
    at + 4 > tiff.length ? undefined : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const first = read32(4);
  const count = first === undefined ? undefined : read16(first);
  if (first === undefined || count === undefined || count > 1000) return false;
  for (let entry = 0; entry < count; entry++) {
    const tag = read16(first + 2 + 12 * entry);
    if (tag !== undefined && !harmlessTags.has(tag)) return true;
  }
  return (read32(first + 2 + 12 * count) ?? 0) !== 0;
};

const byteOrderMarks = ['II*\0', 'MM\0*'];
// JPEG's APP1 and HEIF's item; PNG's chunk; WebP's chunk with its length behind the name.
const exifMarks: readonly (readonly [string, number])[] = [
  ['Exif\0\0', 6],
  ['eXIf', 4],
  ['EXIF', 8],
];

/** Whether an EXIF record that tells more than how to show the picture stands anywhere in these bytes. */
export const hasExif = (bytes: Buffer): boolean =>
  exifMarks.some(([mark, length]) => {
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at !== -1; at = bytes.indexOf(mark, at + 1, 'latin1')) {
      const tiff = bytes.subarray(at + length);
      if (byteOrderMarks.includes(tiff.toString('latin1', 0, 4)) && tellsMore(tiff)) return true;
    }
    return false;
  });
