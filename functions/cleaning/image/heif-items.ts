import { fourCharacters, slice } from '../bytes.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from '../video/boxes.ts';

type Charge = (steps: number) => void;

/** An entry of `iinf` (ISO/IEC 14496-12 §8.11.6). */
export type Item = {
  readonly id: number;
  readonly type: string;
  readonly isHidden: boolean;
  readonly entry: Box;
};
/** Where an item's bytes are (§8.11.3): in the file, or in the `idat` box; `entry` are the bytes of `iloc` that say it. */
export type Location = {
  readonly id: number;
  readonly isInBox: boolean;
  readonly extents: readonly { readonly start: number; readonly end: number }[];
  readonly entry: Buffer;
};
export type Reference = { readonly type: string; readonly from: number; readonly to: readonly number[] };

/** A number of so many bytes, read and moved on; zero bytes say zero. */
class Reader {
  private readonly bytes: Buffer;
  position: number;
  private readonly end: number;

  constructor(bytes: Buffer, box: Box, position: number) {
    this.bytes = bytes;
    this.position = position;
    this.end = box.end;
  }

  number(size: number): number {
    const start = this.position;
    this.position += size;
    if (this.position > this.end) throw StopCleaning.because('broken');
    if (size === 0) return 0;
    if (size === 8) return Number(this.bytes.readBigUInt64BE(start));
    return this.bytes.readUIntBE(start, size);
  }
}

const versionOf = (bytes: Buffer, box: Box): number => slice(bytes, box.bodyStart, box.end).readUInt8();

/** @throws {StopCleaning} `not-understood` for another version, `encrypted` for a protected item */
export const readItems = (bytes: Buffer, box: Box, works: Charge): Item[] => {
  const first = box.bodyStart + (versionOf(bytes, box) === 0 ? 6 : 8);
  return boxesIn(bytes, first, box.end, works)
    .boxes.filter(({ type }) => type === 'infe')
    .map((entry) => {
      const version = versionOf(bytes, entry);
      if (version !== 2 && version !== 3) throw StopCleaning.because('not-understood');
      const reader = new Reader(bytes, entry, entry.bodyStart + 4);
      const id = reader.number(version === 2 ? 2 : 4);
      if (reader.number(2) !== 0) throw StopCleaning.because('encrypted');
      const isHidden = (bytes.readUInt8(entry.bodyStart + 3) & 1) === 1;
      return { id, type: fourCharacters(bytes, reader.position), isHidden, entry };
    });
};

/**
 * @throws {StopCleaning} `not-understood` for another version or data elsewhere, `broken` for impossible sizes of
 *   fields
 */
export const readLocations = (bytes: Buffer, box: Box, works: Charge): { head: Buffer; all: Location[] } => {
  const version = versionOf(bytes, box);
  if (version > 2) throw StopCleaning.because('not-understood');
  const reader = new Reader(bytes, box, box.bodyStart + 4);
  const sizes = reader.number(2);
  const [offsetBytes, lengthBytes, baseBytes, indexBytes] = [12, 8, 4, 0].map(
    (shift) => (sizes >>> shift) & 15,
  );
  if (![offsetBytes, lengthBytes, baseBytes].every((size) => size === 0 || size === 4 || size === 8)) {
    throw StopCleaning.because('broken');
  }
  const head = bytes.subarray(box.bodyStart, reader.position);
  const count = reader.number(version < 2 ? 2 : 4);
  const all: Location[] = [];
  for (let item = 0; item < count; item++) {
    works(50);
    const start = reader.position;
    const id = reader.number(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : reader.number(2) & 15;
    const isElsewhere = reader.number(2) !== 0;
    const base = reader.number(baseBytes ?? 0);
    const extents: { start: number; end: number }[] = [];
    const extentCount = reader.number(2);
    for (let extent = 0; extent < extentCount; extent++) {
      works(20);
      if (version > 0) reader.number(indexBytes ?? 0);
      const from = base + reader.number(offsetBytes ?? 0);
      const length = reader.number(lengthBytes ?? 0);
      extents.push({ start: from, end: from + length });
    }
    // An offset from another item, or another file.
    if (method > 1 || isElsewhere) throw StopCleaning.because('not-understood');
    all.push({ id, isInBox: method === 1, extents, entry: bytes.subarray(start, reader.position) });
  }
  return { head, all };
};

export const readReferences = (bytes: Buffer, box: Box, works: Charge): Reference[] => {
  const idBytes = versionOf(bytes, box) === 0 ? 2 : 4;
  return boxesIn(bytes, box.bodyStart + 4, box.end, works).boxes.map((reference) => {
    const reader = new Reader(bytes, reference, reference.bodyStart);
    const from = reader.number(idBytes);
    const count = reader.number(2);
    works(count);
    const to = Array.from({ length: count }, () => reader.number(idBytes));
    return { type: reference.type, from, to };
  });
};

/** Which properties an item has (§8.11.14), by their number in the list, from 1. */
export type Association = {
  readonly id: number;
  readonly properties: readonly { readonly index: number; readonly isEssential: boolean }[];
};

export const readAssociations = (bytes: Buffer, box: Box, works: Charge): Association[] => {
  const isWide = (bytes.readUInt8(box.bodyStart + 3) & 1) === 1;
  const idBytes = versionOf(bytes, box) === 0 ? 2 : 4;
  const reader = new Reader(bytes, box, box.bodyStart + 4);
  const count = reader.number(4);
  const all: Association[] = [];
  for (let entry = 0; entry < count; entry++) {
    works(50);
    const id = reader.number(idBytes);
    const own = reader.number(1);
    const properties = Array.from({ length: own }, () => {
      const value = reader.number(isWide ? 2 : 1);
      const flag = isWide ? 0x8000 : 0x80;
      return { index: value & (flag - 1), isEssential: (value & flag) !== 0 };
    });
    all.push({ id, properties });
  }
  return all;
};
