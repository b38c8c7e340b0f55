import { hasAt, slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { keepsMost } from '../content-kept.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';

/**
 * An Ogg file (RFC 3533) of one Vorbis or Opus stream with an empty comment header. Its pages are numbered again and
 * belong to stream 1; the packets of sound are copied byte for byte.
 * @throws {StopCleaning} `content-lost` when pages follow a gap, `not-understood` for several streams or another
 *   codec, `broken` without its heads
 */
export const cleanOgg = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const { pages, end } = readPages(bytes, cleaning);
  if (end < bytes.length) {
    // A damaged page hides those behind it: what follows is sound as well.
    if (bytes.includes('OggS', end + 1)) throw StopCleaning.because('content-lost');
    keepsMost(end, bytes.subarray(end), cleaning);
    cleaning.found('trailing-bytes');
  }
  const [first] = pages;
  const begins = pages.filter(({ flags }) => (flags & beginsStream) !== 0).length;
  if (!first || begins !== 1 || pages.some(({ serial }) => serial !== first.serial)) {
    throw StopCleaning.because('not-understood');
  }
  const codec = codecs.find(({ start }) => hasAt(first.body, 0, start));
  if (!codec) throw StopCleaning.because('not-understood');
  // The first page carries the first packet alone; the other headers end a page of their own.
  const { packets, nextPage } = readPackets(pages, 1, codec.headers - 1);
  const [comment, ...others] = packets;
  if (!comment || !hasAt(comment, 0, codec.comment)) throw StopCleaning.because('broken');
  const emptied = Buffer.concat([Buffer.from(codec.comment, 'latin1'), Buffer.alloc(8), codec.commentEnd]);
  if (!emptied.equals(comment)) cleaning.found('tags');
  if (comment.includes('METADATA_BLOCK_PICTURE')) cleaning.found('cover-picture');
  // Checksums take a step a byte.
  cleaning.works(bytes.length);
  const written: Page[] = [
    { ...first, flags: beginsStream },
    ...pagesOf([emptied, ...others], first.serial),
    ...pages.slice(nextPage),
  ];
  return Buffer.concat(written.flatMap((page, number) => writePage(page, number)));
};

const codecs = [
  { start: '\x01vorbis', comment: '\x03vorbis', commentEnd: Buffer.from([1]), headers: 3 },
  { start: 'OpusHead', comment: 'OpusTags', commentEnd: Buffer.alloc(0), headers: 2 },
] as const;

const headBytes = 27;
const continuesPacket = 1;
const beginsStream = 2;
const mostSegments = 255;
const fullSegment = 255;
const streamNumber = 1;

type Page = {
  readonly flags: number;
  readonly granule: Buffer;
  readonly serial: number;
  readonly lacing: Buffer;
  readonly body: Buffer;
};

const readPages = (bytes: Buffer, cleaning: Cleaning): { pages: Page[]; end: number } => {
  const pages: Page[] = [];
  let position = 0;
  while (hasAt(bytes, position, 'OggS')) {
    checkPieces(pages.length);
    cleaning.works(100);
    if (position + headBytes > bytes.length) break;
    const head = slice(bytes, position, position + headBytes);
    const bodyStart = position + headBytes + head.readUInt8(26);
    if (bodyStart > bytes.length) break;
    const lacing = slice(bytes, position + headBytes, bodyStart);
    const end = bodyStart + lacing.reduce((sum, length) => sum + length, 0);
    // A recorder that was switched off leaves half a page, which no player plays.
    if (end > bytes.length) break;
    pages.push({
      flags: head.readUInt8(5) & 7,
      granule: head.subarray(6, 14),
      serial: head.readUInt32LE(14),
      lacing,
      body: slice(bytes, bodyStart, end),
    });
    position = end;
  }
  return { pages, end: position };
};

/** The `count` packets from page `from` on; the last of them must end its page. */
const readPackets = (pages: readonly Page[], from: number, count: number) => {
  const packets: Buffer[] = [];
  let pieces: Buffer[] = [];
  let nextPage = from;
  while (packets.length < count) {
    const page = pages[nextPage];
    if (!page) throw StopCleaning.because('broken');
    nextPage++;
    let position = 0;
    for (const length of page.lacing) {
      pieces.push(page.body.subarray(position, position + length));
      position += length;
      if (length === fullSegment) continue;
      packets.push(Buffer.concat(pieces));
      pieces = [];
    }
  }
  if (packets.length !== count || pieces.length > 0) throw StopCleaning.because('not-understood');
  return { packets, nextPage };
};

/** Packets cut into pages of at most 255 segments. */
const pagesOf = (packets: readonly Buffer[], serial: number): Page[] => {
  const segments = packets.flatMap((packet) => {
    const full = Math.floor(packet.length / fullSegment);
    return Array.from({ length: full + 1 }, (_, index) =>
      packet.subarray(index * fullSegment, (index + 1) * fullSegment),
    );
  });
  const pages: Page[] = [];
  for (let start = 0; start < segments.length; start += mostSegments) {
    const own = segments.slice(start, start + mostSegments);
    const continues = start > 0 && segments[start - 1]?.length === fullSegment;
    const endsPacket = own.some(({ length }) => length < fullSegment);
    pages.push({
      flags: continues ? continuesPacket : 0,
      // No packet ends here: all ones (§6, field 4).
      granule: Buffer.alloc(8, endsPacket ? 0 : 0xff),
      serial,
      lacing: Buffer.from(own.map(({ length }) => length)),
      body: Buffer.concat(own),
    });
  }
  return pages;
};

const writePage = (page: Page, number: number): Buffer[] => {
  const head = Buffer.alloc(headBytes);
  head.write('OggS', 0, 'latin1');
  head.writeUInt8(page.flags, 5);
  page.granule.copy(head, 6);
  head.writeUInt32LE(streamNumber, 14);
  head.writeUInt32LE(number, 18);
  head.writeUInt8(page.lacing.length, 26);
  const parts = [head, page.lacing, page.body];
  head.writeUInt32LE(parts.reduce(checksum, 0), 22);
  return parts;
};

/** CRC-32 of polynomial 04c11db7, highest bit first, starting at zero (RFC 3533 §6, field 7). */
const checksum = (start: number, bytes: Buffer): number => {
  let sum = start;
  for (const byte of bytes) sum = ((sum << 8) ^ (table[(sum >>> 24) ^ byte] ?? 0)) >>> 0;
  return sum;
};

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000_0000 ? (value << 1) ^ 0x04c1_1db7 : value << 1;
  return value >>> 0;
});
