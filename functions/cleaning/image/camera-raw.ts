import { hasAt } from '../bytes.ts';

const magics = ['IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FUJIFILMCCD-RAW', 'II\x1a\0\0\0HEAPCCDR', 'FOVb', '\0MRM'];

const dngVersion = 0xc612;
const subDirectories = 0x014a;
const newSubfileType = 0x00fe;
const compression = 0x0103;
const photometric = 0x0106;
const exifDirectory = 0x8769;
/** Of Sony, Nikon, Pentax, Samsung, Kodak, Epson. */
const rawCompressions = [32_767, 32_769, 32_770, 32_772, 34_713, 65_000, 65_535];
/** A colour filter array, and DNG's linear raw. */
const rawPhotometrics = [32_803, 34_892];
const mostEntries = 200;
const mostDirectories = 8;

/**
 * Whether a file is a photo as a camera's sensor saw it: by its own magic number, or a TIFF that says so in its
 * directories. Raw photos hold previews, a serial number and notes of the maker in places that each maker chooses.
 */
export const isCameraRaw = (bytes: Buffer): boolean => {
  if (magics.some((magic) => hasAt(bytes, 0, magic))) return true;
  const isLittle = hasAt(bytes, 0, 'II*\0');
  if (!isLittle && !hasAt(bytes, 0, 'MM\0*')) return false;
  if (hasAt(bytes, 8, 'CR')) return true;
  const read16 = (at: number) =>
    at + 2 > bytes.length ? 0 : isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const read32 = (at: number) =>
    at + 4 > bytes.length ? 0 : isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  const waiting = [read32(4)];
  const seen = new Set<number>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next) || seen.size >= mostDirectories) continue;
    seen.add(next);
    const isFirst = seen.size === 1;
    const tags = new Map<number, { readonly count: number; readonly at: number }>();
    const entries = Math.min(read16(next), mostEntries);
    for (let entry = 0; entry < entries; entry++) {
      const at = next + 2 + 12 * entry;
      tags.set(read16(at), { count: read32(at + 4), at: at + 8 });
    }
    const short = (tag: number): number => read16(tags.get(tag)?.at ?? bytes.length);
    if (tags.has(dngVersion)) return true;
    if (rawCompressions.includes(short(compression)) || rawPhotometrics.includes(short(photometric)))
      return true;
    const children = tags.get(subDirectories);
    // The first picture is a preview, and the picture itself stands below it.
    const previewAt = tags.get(newSubfileType)?.at;
    if (
      isFirst &&
      children &&
      previewAt !== undefined &&
      (read32(previewAt) & 1) === 1 &&
      tags.has(exifDirectory)
    ) {
      return true;
    }
    if (children) {
      const where = children.count === 1 ? children.at : read32(children.at);
      for (let child = 0; child < Math.min(children.count, mostDirectories); child++) {
        waiting.push(read32(where + 4 * child));
      }
    }
    waiting.push(read32(next + 2 + 12 * read16(next)));
  }
  return false;
};
