import { crc32, inflateRawSync } from 'node:zlib';
import { slice } from '../bytes.ts';
import type { CleaningLimits } from '../limits.ts';
import { StopCleaning } from '../stop-cleaning.ts';

/** A file in a zip container; nothing of it is unpacked yet. */
export type ZipEntry = {
  readonly name: string;
  /** As the container declares it; `unpackEntry` makes more of it impossible. */
  readonly size: number;
  readonly packed: Buffer;
  readonly method: number;
  readonly checksum: number;
};

// APPNOTE.TXT 6.3.10, §4.3.7, §4.3.12 and §4.3.16.
const endSignature = 0x0605_4b50;
const entrySignature = 0x0201_4b50;
const localSignature = 0x0403_4b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const longestComment = 65_535;
const encryptedFlag = 1;
const stored = 0;
const deflated = 8;
const megabyte = 1024 * 1024;

/**
 * The files that the central directory lists. Their number and declared sizes are checked against the limits, and
 * that no two of them share bytes, before anything is unpacked.
 * @throws {StopCleaning} `too-many-parts`, `unpacks-too-large`, `encrypted`, `not-understood` for zip64, other
 *   methods or a name that comes twice, `broken` for a damaged directory
 */
export const readZip = (bytes: Buffer, limits: CleaningLimits): ZipEntry[] => {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const directoryStart = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || directoryStart === 0xffff_ffff) throw StopCleaning.because('not-understood');
  if (count > limits.entries) throw StopCleaning.refusing('too-many-parts');
  const entries: ZipEntry[] = [];
  const ranges: { readonly start: number; readonly end: number }[] = [];
  const names = new Set<string>();
  let position = directoryStart;
  let unpacked = 0;
  for (let index = 0; index < count; index++) {
    const head = slice(bytes, position, position + entryBytes);
    if (head.readUInt32LE() !== entrySignature) throw StopCleaning.because('broken');
    if (head.readUInt16LE(8) & encryptedFlag) throw StopCleaning.because('encrypted');
    const nameLength = head.readUInt16LE(28);
    const name = slice(bytes, position + entryBytes, position + entryBytes + nameLength).toString('utf8');
    position += entryBytes + nameLength + head.readUInt16LE(30) + head.readUInt16LE(32);
    const method = head.readUInt16LE(10);
    const packedSize = head.readUInt32LE(20);
    const size = head.readUInt32LE(24);
    unpacked += size;
    if (unpacked > limits.unpackedBytes) throw StopCleaning.refusing('unpacks-too-large');
    if (names.has(name) || (method !== stored && method !== deflated))
      throw StopCleaning.because('not-understood');
    names.add(name);
    const local = head.readUInt32LE(42);
    const start = startOfPacked(bytes, local);
    const packed = slice(bytes, start, start + packedSize);
    ranges.push({ start: local, end: start + packedSize });
    if (!name.endsWith('/')) entries.push({ name, size, packed, method, checksum: head.readUInt32LE(16) });
  }
  if (unpacked > megabyte && unpacked > bytes.length * limits.unpackedRatio) {
    throw StopCleaning.refusing('unpacks-too-large');
  }
  refuseOverlaps(ranges);
  return entries;
};

const findEnd = (bytes: Buffer): number => {
  const earliest = Math.max(0, bytes.length - endBytes - longestComment);
  const tail = bytes.subarray(earliest);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endSignature) return earliest + at;
  }
  throw StopCleaning.because('broken');
};

const startOfPacked = (bytes: Buffer, local: number): number => {
  const head = slice(bytes, local, local + localBytes);
  if (head.readUInt32LE() !== localSignature) throw StopCleaning.because('broken');
  return local + localBytes + head.readUInt16LE(26) + head.readUInt16LE(28);
};

/** Bombs that need no nesting let many entries share one packed kernel. */
const refuseOverlaps = (ranges: { readonly start: number; readonly end: number }[]): void => {
  ranges.sort((one, other) => one.start - other.start);
  let covered = 0;
  for (const { start, end } of ranges) {
    if (start < covered) throw StopCleaning.because('broken');
    covered = end;
  }
};

/**
 * What the entry holds; never more than its declared size, and exactly what its checksum says.
 * @throws {StopCleaning} `broken` when size or checksum differ
 */
export const unpackEntry = (entry: ZipEntry, unpacks: (bytes: number) => void): Buffer => {
  unpacks(entry.size);
  const content =
    entry.method === stored
      ? entry.packed
      : inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, entry.size) });
  if (content.length !== entry.size || crc32(content) !== entry.checksum)
    throw StopCleaning.because('broken');
  return content;
};
