import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const headerBytes = 13;
/** A chunk's length, its type and its checksum. */
const aroundChunk = 12;

const chunk = (type: string, content: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
};

/** A PNG of grey noise, which no compression makes smaller: about `width` times `height` bytes, and no metadata. */
export const noiseImage = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, grey.
  header.writeUInt8(8, 8);
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.alloc(1), randomBytes(width)]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** The same image with somebody's name in its metadata. */
export const withAuthor = (image: Buffer, author: string): Buffer => {
  const afterHeader = signature.length + aroundChunk + headerBytes;
  const text = chunk('tEXt', Buffer.from(`Author\0${author}`, 'latin1'));
  return Buffer.concat([image.subarray(0, afterHeader), text, image.subarray(afterHeader)]);
};
