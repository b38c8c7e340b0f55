import { hasAt, slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { canonicalProfile } from './icc-profile.ts';
import { cleanJpeg } from './jpeg.ts';
import { checkPixels } from './pixels.ts';
import { readExif, tagFindings } from './tiff.ts';
import { directoriesBelow, readDirectories, TiffWriter, type Directory, type Field } from './tiff-fields.ts';

const tag = {
  subfileType: 0xfe,
  width: 0x100,
  height: 0x101,
  compression: 0x103,
  stripOffsets: 0x111,
  stripBytes: 0x117,
  tileOffsets: 0x144,
  tileBytes: 0x145,
  subDirectories: 0x14a,
  jpegTables: 0x15b,
  profile: 0x8773,
  exif: 0x8769,
} as const;

/** How pixels are laid out and what their numbers mean (TIFF 6.0, part 1 and 2), with the most values of each. */
const keptTags: ReadonlyMap<number, number> = new Map([
  ...[0xfe, 0xff, 0x100, 0x101, 0x103, 0x106, 0x107, 0x10a, 0x112, 0x115, 0x116, 0x11a, 0x11b, 0x11c].map(
    one,
  ),
  ...[0x11e, 0x11f, 0x122, 0x124, 0x125, 0x128, 0x13d, 0x142, 0x143, 0x14c, 0x14e, 0x15a, 0x213].map(one),
  ...[0x108, 0x109].map(one),
  ...[0x102, 0x118, 0x119, 0x152, 0x153, 0x154, 0x155].map((number): [number, number] => [number, 32]),
  [0x129, 2],
  [0x123, 256],
  [0x140, 3 * 65_536],
  [0x141, 2],
  [0x150, 64],
  [0x211, 3],
  [0x212, 2],
  [0x214, 6],
]);
function one(number: number): [number, number] {
  return [number, 1];
}

const ascii = 2;
const undefinedBytes = 7;
/** None, CCITT (three), LZW, Deflate (two), PackBits, LZMA, Zstandard. */
const copiedCompressions = [1, 2, 3, 4, 5, 8, 32_946, 32_773, 34_925, 50_000];
const jpegCompression = 7;
const reducedPicture = 1;

const moreFindings: ReadonlyMap<number, Finding> = new Map<number, Finding>([
  [0x2bc, 'xmp'],
  [0x83bb, 'iptc'],
  [0x8649, 'iptc'],
  [0x10d, 'title-and-keywords'],
  [0x11d, 'title-and-keywords'],
  [tag.subDirectories, 'thumbnail'],
  // Transfer function, white and primaries: the numbers of one screen or scanner.
  [0x12d, 'color-profile'],
  [0x13e, 'color-profile'],
  [0x13f, 'color-profile'],
]);

/**
 * A TIFF written again from its pages: the tags that say how pixels are laid out, and strips or tiles byte for byte.
 * Smaller copies of a page, directories below others and every tag that is not listed go. BigTIFF has no cleaner.
 * @throws {StopCleaning} `no-cleaner` for BigTIFF, `not-understood` when parts share bytes, `broken` without a page
 */
export const cleanTiff = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  if (!hasAt(bytes, 0, 'II*\0') && !hasAt(bytes, 0, 'MM\0*')) throw StopCleaning.because('no-cleaner');
  const isLittle = hasAt(bytes, 0, 'II');
  const writer = new TiffWriter(isLittle);
  let pages = 0;
  let mostKept = 0;
  let mostDropped = 0;
  for (const directory of readDirectories(bytes, isLittle, cleaning)) {
    const subfile = directory.get(tag.subfileType);
    const isReduced = pages > 0 && subfile && (subfile.numbers()[0] ?? 0) & reducedPicture;
    for (const below of directoriesBelow(bytes, isLittle, directory.get(tag.subDirectories), cleaning))
      mostDropped = Math.max(mostDropped, pixelsOf(below));
    if (isReduced) {
      mostDropped = Math.max(mostDropped, pixelsOf(directory));
      cleaning.found('thumbnail');
      continue;
    }
    writePage(bytes, directory, writer, cleaning);
    mostKept = Math.max(mostKept, pixelsOf(directory));
    pages += 1;
    // Strips that share bytes would be written once each.
    if (writer.partBytes > bytes.length) throw StopCleaning.because('not-understood');
  }
  if (pages === 0) throw StopCleaning.because('broken');
  // What would go as a smaller copy is the picture itself.
  if (mostDropped > mostKept) throw StopCleaning.because('content-lost');
  const result = writer.finish();
  // Bytes that no tag refers to, or that only removed ones did.
  if (bytes.length - result.length > 64) cleaning.found('other-data');
  return result;
};

const pixelsOf = (directory: Directory): number =>
  (directory.get(tag.width)?.numbers()[0] ?? 0) * (directory.get(tag.height)?.numbers()[0] ?? 0);

const writePage = (bytes: Buffer, directory: Directory, writer: TiffWriter, cleaning: Cleaning): void => {
  const single = (number: number): number | undefined => directory.get(number)?.numbers()[0];
  const width = single(tag.width);
  const height = single(tag.height);
  if (width === undefined || height === undefined) throw StopCleaning.because('broken');
  checkPixels(width, height, cleaning);
  const compression = single(tag.compression) ?? 1;
  if (compression !== jpegCompression && !copiedCompressions.includes(compression)) {
    throw StopCleaning.because('not-understood');
  }
  const isTiled = directory.has(tag.tileOffsets);
  const [offsetsTag, bytesTag] = isTiled
    ? [tag.tileOffsets, tag.tileBytes]
    : [tag.stripOffsets, tag.stripBytes];
  const offsets = directory.get(offsetsTag)?.numbers() ?? [];
  const sizes = directory.get(bytesTag)?.numbers() ?? [];
  if (offsets.length === 0 || offsets.length !== sizes.length) throw StopCleaning.because('not-understood');
  const parts = offsets.map((offset, index) => {
    const size = sizes[index] ?? 0;
    cleaning.works(50 + size);
    const part = slice(bytes, offset, offset + size);
    return compression === jpegCompression && size > 0 ? cleanJpeg(part, cleaning) : part;
  });
  if (parts.every(({ length }) => length === 0)) throw StopCleaning.because('content-lost');
  const page = writer.page();
  for (const [number, field] of directory) {
    if (number === offsetsTag || number === bytesTag) continue;
    if (field.count <= (keptTags.get(number) ?? 0) && field.type !== ascii && field.type !== undefinedBytes) {
      page.add(number, field.type, field.count, field.content);
    } else if (keptTags.has(number)) {
      // Without it, the picture would be another.
      throw StopCleaning.because('not-understood');
    } else if (number === tag.jpegTables && compression === jpegCompression) {
      const tables = cleanTables(field.content, cleaning);
      page.add(number, undefinedBytes, tables.length, tables);
    } else if (number === tag.profile) {
      const profile = canonicalProfile(field.content);
      if (!profile?.equals(field.content)) cleaning.found('color-profile');
      if (profile) page.add(number, undefinedBytes, profile.length, profile);
    } else if (number === tag.exif) findInExif(bytes, field, cleaning);
    else cleaning.found(moreFindings.get(number) ?? tagFindings.get(number) ?? 'other-data');
  }
  page.addParts(offsetsTag, bytesTag, parts);
};

const startOfImage = 0xd8;
const endOfImage = 0xd9;

/** The tables of a JPEG without a picture (TIFF Technical Note 2): quantisation, Huffman, and how often it restarts. */
const cleanTables = (content: Buffer, cleaning: Cleaning): Buffer => {
  const kept: Buffer[] = [Buffer.from([0xff, startOfImage])];
  let position = 2;
  for (;;) {
    cleaning.works(20);
    const code = slice(content, position, position + 2).readUInt8(1);
    if (code === endOfImage) break;
    const end = position + 2 + content.readUInt16BE(position + 2);
    if ([0xc4, 0xdb, 0xdd, 0xcc].includes(code)) kept.push(slice(content, position, end));
    else cleaning.found('other-data');
    position = end;
  }
  return Buffer.concat([...kept, Buffer.from([0xff, endOfImage])]);
};

/** A TIFF whose first directory is the one of EXIF, as the reader of EXIF wants it. */
const findInExif = (bytes: Buffer, field: Field, cleaning: Cleaning): void => {
  const moved = Buffer.concat([
    bytes.subarray(0, 4),
    field.content.subarray(0, 4),
    bytes.subarray(8, 65_536),
  ]);
  readExif(moved, cleaning.works).findings.forEach(cleaning.found);
};
