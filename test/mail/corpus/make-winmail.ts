type Packed = { readonly title: string; readonly longName?: string; readonly bytes: Uint8Array };

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const short = (value: number): Buffer => number(value).subarray(0, 2);

/** An attribute of [MS-OXTNEF]: level, id and type, length, content, checksum. */
const attribute = (level: number, id: number, type: number, content: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from([level]),
    short(id),
    short(type),
    number(content.length),
    content,
    short(content.reduce((sum, byte) => sum + byte, 0) & 0xffff),
  ]);

/** One property of Unicode text: `PidTagAttachLongFilename`, behind one of 8 bytes and one with a name. */
const properties = (longName: string): Buffer => {
  const text = Buffer.from(`${longName}\0`, 'utf16le');
  const padding = Buffer.alloc((4 - (text.length % 4)) % 4);
  return Buffer.concat([
    number(3),
    ...[short(0x0040), short(0x3007), Buffer.alloc(8)],
    ...[short(0x0003), short(0x8001), Buffer.alloc(16), number(0), number(7), number(1)],
    ...[short(0x001f), short(0x3707), number(1), number(text.length), text, padding],
  ]);
};

/** A `winmail.dat` with files. */
export const winmail = (files: readonly Packed[]): Buffer =>
  Buffer.concat([
    number(0x223e9f78),
    short(1),
    attribute(1, 0x9006, 8, number(0x10000)),
    ...files.flatMap(({ title, longName, bytes }) => [
      attribute(2, 0x9002, 6, Buffer.alloc(14)),
      attribute(2, 0x8010, 1, Buffer.from(`${title}\0`)),
      attribute(2, 0x800f, 6, bytes),
      ...(longName === undefined ? [] : [attribute(2, 0x9005, 6, properties(longName))]),
    ]),
  ]);
