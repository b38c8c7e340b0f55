import { inflateRawSync, inflateSync } from 'node:zlib';
import { base64Runs } from '../base64-runs.ts';
import { isTextOnly } from './text-runs.ts';

/** Where packed bytes inside a file stand, and what they are when unpacked. Whatever does not unpack is passed over. */
type Unpack = (bytes: Buffer, limitBytes: number) => Iterable<Buffer>;

/** The members of a ZIP package, by their local headers (APPNOTE 4.3.7); sizes of zero stand in the central directory. */
const zipMembers: Unpack = function* (bytes, limitBytes) {
  let left = limitBytes;
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1;) {
    if (at + 46 > bytes.length) return;
    const [method, packed, offset] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    if (offset + 30 <= bytes.length && left > 0) {
      const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
      const content = bytes.subarray(start, start + packed);
      const member = method === 8 ? unpackOrNothing(inflateRawSync, content, left) : content;
      left -= member?.length ?? 0;
      if (member) yield member;
    }
    at = bytes.indexOf('PK\x01\x02', at + 46, 'latin1');
  }
};

/** Streams of a PDF that Flate packed (ISO 32000-1 §7.4.4). */
const pdfStreams: Unpack = function* (bytes, limitBytes) {
  let left = limitBytes;
  for (let at = bytes.indexOf('stream', 0, 'latin1'); at !== -1;) {
    const end = bytes.indexOf('endstream', at + 6, 'latin1');
    if (end === -1) return;
    const start = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1);
    // Zlib's first byte (RFC 1950 §2.2): other packings are pictures' own.
    if (left > 0 && (bytes[start] ?? 0) % 16 === 8) {
      const stream = unpackOrNothing(inflateSync, bytes.subarray(start, end), left);
      left -= stream?.length ?? 0;
      if (stream) yield stream;
    }
    at = bytes.indexOf('stream', end + 9, 'latin1');
  }
};

const unpackOrNothing = (
  unpack: typeof inflateSync,
  packed: Buffer,
  limitBytes: number,
): Buffer | undefined => {
  try {
    // What is cut off is read as far as it goes.
    return unpack(packed, { maxOutputLength: limitBytes, finishFlush: 2 });
  } catch {
    return undefined;
  }
};

const shortestBase64 = 64;
const fileStarts = [
  '\xff\xd8\xff',
  '\x89PNG',
  'GIF8',
  'RIFF',
  '%PDF',
  'PK\x03\x04',
  'ID3',
  'II*\0',
  'MM\0*',
  '{\\rtf',
];

/** Pictures, documents and texts written in base64, as mails, SVG and flat XML hold them; other bytes are passed over. */
const base64Parts: Unpack = function* (bytes) {
  for (const { text: run } of base64Runs(bytes.toString('latin1'))) {
    // What stands above an empty line is no part of it: a field of a header, a word.
    for (const written of run.split(/\r?\n\r?\n/)) {
      if (written.length < shortestBase64) continue;
      const part = Buffer.from(written, 'base64');
      const isFile = fileStarts.some((start) => part.toString('latin1', 0, start.length) === start);
      if (isFile || isTextOnly(part)) yield part;
    }
  }
};

/** @param limitBytes what all parts of one kind may unpack to together */
export function* unpackedParts(bytes: Buffer, limitBytes: number): Generator<Buffer> {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) yield* zipMembers(bytes, limitBytes);
  else if (bytes.subarray(0, 1024).includes('%PDF-')) yield* pdfStreams(bytes, limitBytes);
  if (!bytes.subarray(0, 4096).includes(0)) yield* base64Parts(bytes, limitBytes);
}
