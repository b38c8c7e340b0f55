import { decodeText } from './decode-text.ts';
import type { Work } from './work.ts';

/** A file that Outlook has packed into a `winmail.dat`. */
export type PackedFile = { readonly name: string; readonly bytes: Uint8Array };

// [MS-OXTNEF] 2.1.3.2, 2.1.3.3
const signature = 0x223e9f78;
const attributeIds = { title: 0x8010, content: 0x800f, begins: 0x9002, properties: 0x9005 };
const attachmentLevel = 2;
const longFilename = 0x3707;
const mostFiles = 200;

export const isTnef = (bytes: Uint8Array): boolean =>
  bytes.length > 6 && Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32LE(0) === signature;

/**
 * The files in a `winmail.dat` ([MS-OXTNEF]); their bytes are parts of its own.
 * @returns `undefined` where it is none, or breaks off: it is kept as it came
 */
export const filesOfTnef = (bytes: Uint8Array, work: Work): PackedFile[] | undefined => {
  if (!isTnef(bytes)) return undefined;
  const tnef = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: { name: string; bytes: Uint8Array }[] = [];
  let at = 6;
  while (at < tnef.length) {
    if (at + 9 > tnef.length || !work.take(32)) return undefined;
    const level = tnef[at];
    const id = tnef.readUInt16LE(at + 1);
    const length = tnef.readUInt32LE(at + 5);
    const start = at + 9;
    // A checksum of two bytes follows; programs exist that write a wrong one.
    if (start + length + 2 > tnef.length) return undefined;
    const content = tnef.subarray(start, start + length);
    if (level === attachmentLevel && id === attributeIds.begins) {
      if (files.length >= mostFiles) return undefined;
      files.push({ name: '', bytes: new Uint8Array(0) });
    }
    const file = level === attachmentLevel ? files.at(-1) : undefined;
    if (file && id === attributeIds.content) file.bytes = content;
    if (file && id === attributeIds.title && file.name === '') file.name = nameOf(content);
    if (file && id === attributeIds.properties) file.name = longNameOf(content, work) ?? file.name;
    at = start + length + 2;
  }
  return files.filter((file) => file.bytes.length > 0);
};

const nameOf = (written: Buffer): string => decodeText(written, '').text.replace(/\0[\s\S]*$/, '');

/** Bytes of values of one size each ([MS-OXCDATA] 2.11.1); the others say their length. */
const fixedSizes = new Map([
  ...[0x0002, 0x000b].map((type): [number, number] => [type, 2]),
  ...[0x0003, 0x0004, 0x000a].map((type): [number, number] => [type, 4]),
  ...[0x0005, 0x0006, 0x0007, 0x0014, 0x0040].map((type): [number, number] => [type, 8]),
  [0x0048, 16],
]);
const isMultiple = 0x1000;
const unicode = 0x001f;
const padded = (length: number): number => (length + 3) & ~3;

/** `PidTagAttachLongFilename` among the properties of an attachment; the title is short or in another charset. */
const longNameOf = (properties: Buffer, work: Work): string | undefined => {
  const reader = new PropertyReader(properties);
  try {
    for (let left = reader.number(); left > 0 && work.take(16); left -= 1) {
      const type = reader.short();
      const id = reader.short();
      if (id >= 0x8000) reader.skipName();
      const value = reader.value(type);
      if (id === longFilename && value)
        return type === unicode ? value.toString('utf16le').replace(/\0[\s\S]*$/, '') : nameOf(value);
    }
  } catch {
    // It breaks off: what is here gives no name.
  }
  return undefined;
};

/** @throws {RangeError} where the properties end */
class PropertyReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  number(): number {
    this.#at += 4;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }

  short(): number {
    this.#at += 2;
    return this.#bytes.readUInt16LE(this.#at - 2);
  }

  skipName(): void {
    this.#skip(16);
    if (this.number() === 0) this.#skip(4);
    else this.#skip(padded(this.number()));
  }

  /** The last of the values, where they have lengths of their own. */
  value(type: number): Buffer | undefined {
    const size = fixedSizes.get(type & ~isMultiple);
    const isVariable = size === undefined;
    const count = isVariable || (type & isMultiple) !== 0 ? this.number() : 1;
    let last: Buffer | undefined;
    for (let left = count; left > 0; left -= 1) {
      const length = isVariable ? this.number() : size;
      last = this.#bytes.subarray(this.#at, this.#at + length);
      this.#skip(isVariable || (type & isMultiple) === 0 ? padded(length) : length);
    }
    return isVariable ? last : undefined;
  }

  #skip(bytes: number): void {
    this.#at += bytes;
    if (this.#at > this.#bytes.length) throw new RangeError('The properties break off.');
  }
}
