import { slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';

/** One entry of a directory. */
export type Field = {
  readonly type: number;
  readonly count: number;
  readonly content: Buffer;
  /** The values of whole numbers; none of other types. */
  readonly numbers: () => number[];
};
export type Directory = ReadonlyMap<number, Field>;

/** Bytes of a value by type: BYTE, ASCII, SHORT, LONG, RATIONAL, the signed ones, floating ones, IFD (TIFF 6.0 §2). */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const short = 3;
const long = 4;
const mostPages = 5000;

/**
 * The directories of a file, one page after another.
 * @throws {StopCleaning} `broken` for a directory or a tag that comes twice, `too-many-pages`
 */
export function* readDirectories(
  bytes: Buffer,
  isLittle: boolean,
  cleaning: Cleaning,
): Generator<Directory, void> {
  const seen = new Set<number>();
  for (let offset = number32(bytes, 4, isLittle); offset !== 0;) {
    if (seen.has(offset)) throw StopCleaning.because('broken');
    seen.add(offset);
    if (seen.size > mostPages) throw StopCleaning.refusing('too-many-pages');
    const { directory, next } = readDirectory(bytes, offset, isLittle, cleaning);
    yield directory;
    offset = next;
  }
}

const mostBelow = 32;

/** The directories that a field leads to (Adobe's TIFF Technical Note 1); those that can't be read are passed over. */
export function* directoriesBelow(
  bytes: Buffer,
  isLittle: boolean,
  field: Field | undefined,
  cleaning: Cleaning,
): Generator<Directory, void> {
  const content = field?.content ?? Buffer.alloc(0);
  for (let at = 0; at + 4 <= content.length && at < 4 * mostBelow; at += 4) {
    const offset = number32(content, at, isLittle);
    if (offset + 2 > bytes.length) continue;
    if (offset + 6 + 12 * number16(bytes, offset, isLittle) > bytes.length) continue;
    yield readDirectory(bytes, offset, isLittle, cleaning).directory;
  }
}

const number16 = (bytes: Buffer, at: number, isLittle: boolean): number => {
  const two = slice(bytes, at, at + 2);
  return isLittle ? two.readUInt16LE() : two.readUInt16BE();
};
const number32 = (bytes: Buffer, at: number, isLittle: boolean): number => {
  const four = slice(bytes, at, at + 4);
  return isLittle ? four.readUInt32LE() : four.readUInt32BE();
};

const readDirectory = (
  bytes: Buffer,
  offset: number,
  isLittle: boolean,
  cleaning: Cleaning,
): { readonly directory: Directory; readonly next: number } => {
  const count = number16(bytes, offset, isLittle);
  slice(bytes, offset, offset + 2 + 12 * count + 4);
  cleaning.works(100 * count);
  const directory = new Map<number, Field>();
  for (let entry = 0; entry < count; entry++) {
    const at = offset + 2 + 12 * entry;
    const type = number16(bytes, at + 2, isLittle);
    const values = number32(bytes, at + 4, isLittle);
    const size = (typeBytes[type] ?? 0) * values;
    const start = size <= 4 ? at + 8 : number32(bytes, at + 8, isLittle);
    const tag = number16(bytes, at, isLittle);
    // What can't be read is not listed, and so is not kept.
    if (directory.has(tag)) throw StopCleaning.because('broken');
    const content = start + size <= bytes.length ? bytes.subarray(start, start + size) : Buffer.alloc(0);
    directory.set(tag, {
      type,
      count: content.length === size && size > 0 ? values : 0,
      content,
      numbers: () => numbersOf(content, type, isLittle, cleaning),
    });
  }
  return { directory, next: number32(bytes, offset + 2 + 12 * count, isLittle) };
};

const numbersOf = (content: Buffer, type: number, isLittle: boolean, cleaning: Cleaning): number[] => {
  if (type !== short && type !== long) return [];
  const size = type === short ? 2 : 4;
  const count = Math.floor(content.length / size);
  checkPieces(count);
  cleaning.works(10 * count);
  return Array.from({ length: count }, (_, index) =>
    isLittle ? content.readUIntLE(index * size, size) : content.readUIntBE(index * size, size),
  );
};

type Entry = {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly content: Buffer;
};

/** Writes pages one behind another, each picture in front of its directory. */
export class TiffWriter {
  private readonly isLittle: boolean;
  private readonly parts: Buffer[] = [];
  private length = 8;
  /** Of all strips and tiles. */
  partBytes = 0;
  private readonly pages: {
    readonly entries: Entry[];
    strips?: { offsets: number; bytes: number; parts: Buffer[] };
  }[] = [];

  constructor(isLittle: boolean) {
    this.isLittle = isLittle;
  }

  page() {
    const page: (typeof this.pages)[number] = { entries: [] };
    this.pages.push(page);
    return {
      add: (tag: number, type: number, count: number, content: Buffer): void =>
        void page.entries.push({ tag, type, count, content }),
      addParts: (offsets: number, bytes: number, parts: Buffer[]): void => {
        page.strips = { offsets, bytes, parts };
        this.partBytes += parts.reduce((sum, part) => sum + part.length, 0);
      },
    };
  }

  finish(): Buffer {
    const head = Buffer.concat([
      Buffer.from(this.isLittle ? 'II' : 'MM'),
      this.number(42, 2),
      this.number(0, 4),
    ]);
    this.parts.push(head);
    let link = { buffer: head, at: 4 };
    for (const { entries, strips } of this.pages) {
      if (strips) {
        const offsets = strips.parts.map((part) => this.append(part));
        entries.push(this.longs(strips.offsets, offsets));
        entries.push(
          this.longs(
            strips.bytes,
            strips.parts.map(({ length }) => length),
          ),
        );
      }
      entries.sort((first, second) => first.tag - second.tag);
      const rows = entries.map(({ tag, type, count, content }) => {
        const value = content.length <= 4 ? content : this.number(this.append(content), 4);
        const row = Buffer.concat([this.number(tag, 2), this.number(type, 2), this.number(count, 4), value]);
        return Buffer.concat([row, Buffer.alloc(12 - row.length)]);
      });
      const directory = Buffer.concat([this.number(rows.length, 2), ...rows, Buffer.alloc(4)]);
      this.number(this.append(directory), 4).copy(link.buffer, link.at);
      link = { buffer: directory, at: directory.length - 4 };
    }
    return Buffer.concat(this.parts);
  }

  /** Where it has been put: at an even place, as §2 wants it. */
  private append(content: Buffer): number {
    const offset = this.length;
    this.parts.push(content);
    this.length += content.length;
    if (this.length % 2 === 1) {
      this.parts.push(Buffer.alloc(1));
      this.length += 1;
    }
    return offset;
  }

  private longs(tag: number, values: readonly number[]): Entry {
    return {
      tag,
      type: long,
      count: values.length,
      content: Buffer.concat(values.map((value) => this.number(value, 4))),
    };
  }

  private number(value: number, size: number): Buffer {
    const bytes = Buffer.alloc(size);
    if (this.isLittle) bytes.writeUIntLE(value, 0, size);
    else bytes.writeUIntBE(value, 0, size);
    return bytes;
  }
}
