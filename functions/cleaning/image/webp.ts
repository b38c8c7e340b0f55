import { fourCharacters, hasAt, slice, unsigned32LittleEndian } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';
import { canonicalProfile } from './icc-profile.ts';
import { checkPixels } from './pixels.ts';
import { replaceExif } from './tiff.ts';
import { findInXmp } from './xmp.ts';

/** Flags of `VP8X` (RFC 9649 §2.7): ICC profile, Exif, XMP. */
const profileFlag = 0x20;
const exifFlag = 0x08;
const xmpFlag = 0x04;

/**
 * Writes a WebP (RFC 9649) again from the chunks that make the picture, and corrects its flags.
 * @throws {StopCleaning} `broken` when the head is not first, or there is no picture
 */
export const cleanWebp = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const end = endOfContent(bytes);
  if (end < bytes.length) cleaning.found('trailing-bytes');
  const kept: Buffer[] = [];
  let extended: Buffer | undefined;
  let flags = 0;
  let hasPicture = false;
  for (const { type, body } of chunksOf(slice(bytes, 12, end), cleaning)) {
    switch (type) {
      case 'VP8X':
        if (extended || kept.length > 0) throw StopCleaning.because('broken');
        extended = Buffer.from(slice(body, 0, 10));
        flags = extended.readUInt8(0);
        checkPixels(body.readUIntLE(4, 3) + 1, body.readUIntLE(7, 3) + 1, cleaning);
        kept.push(chunk(type, extended));
        break;
      case 'ICCP': {
        const profile = cleanProfile(body, cleaning);
        if (profile) kept.push(chunk(type, profile));
        else flags &= ~profileFlag;
        break;
      }
      case 'ANIM':
        kept.push(chunk(type, slice(body, 0, 6)));
        if (body.length > 6) cleaning.found('other-data');
        break;
      case 'ALPH':
        kept.push(chunk(type, body));
        break;
      case 'ANMF':
        hasPicture = true;
        kept.push(chunk(type, cleanFrame(body, cleaning)));
        break;
      case 'VP8 ':
      case 'VP8L':
        hasPicture = true;
        checkBitstream(type, body, cleaning);
        kept.push(chunk(type, body));
        break;
      case 'EXIF': {
        const exif = replaceExif(hasAt(body, 0, 'Exif\0\0') ? body.subarray(6) : body, cleaning);
        if (exif && extended) {
          kept.push(chunk(type, exif));
          flags |= exifFlag;
        } else flags &= ~exifFlag;
        break;
      }
      case 'XMP ':
        findInXmp(body, cleaning);
        break;
      default:
        cleaning.found('other-data');
    }
  }
  if (!hasPicture) throw StopCleaning.because('broken');
  if (extended)
    kept[0] = chunk('VP8X', Buffer.concat([Buffer.from([flags & ~xmpFlag]), extended.subarray(1)]));
  return container(kept);
};

const pictureChunks = ['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH'];

/**
 * Where the chunks end: as declared, unless a program that did not know the length wrote none, or a wrong one. A length
 * behind which the picture goes on would lose a part of it.
 */
const endOfContent = (bytes: Buffer): number => {
  const declared = 8 + bytes.readUInt32LE(4);
  const goesOn = declared + 8 <= bytes.length && pictureChunks.includes(fourCharacters(bytes, declared));
  return declared < 20 || declared > bytes.length || goesOn ? bytes.length : declared;
};

const cleanProfile = (profile: Buffer, cleaning: Cleaning): Buffer | undefined => {
  const canonical = canonicalProfile(profile);
  if (!canonical?.equals(profile)) cleaning.found('color-profile');
  return canonical;
};

const container = (chunks: readonly Buffer[]): Buffer => {
  const size = chunks.reduce((sum, { length }) => sum + length, 4);
  return Buffer.concat([Buffer.from('RIFF'), unsigned32LittleEndian(size), Buffer.from('WEBP'), ...chunks]);
};

type Chunk = { readonly type: string; readonly body: Buffer };

/** A name, a length, the content, and a zero when that length is odd. */
function* chunksOf(bytes: Buffer, cleaning: Cleaning): Generator<Chunk> {
  let position = 0;
  for (let chunks = 1; position < bytes.length; chunks++) {
    checkPieces(chunks);
    cleaning.works(100);
    const length = slice(bytes, position, position + 8).readUInt32LE(4);
    const end = position + 8 + length;
    yield { type: fourCharacters(bytes, position), body: slice(bytes, position + 8, end) };
    position = end + (length % 2);
  }
}

const chunk = (type: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(type),
    unsigned32LittleEndian(body.length),
    body,
    ...(body.length % 2 === 1 ? [Buffer.alloc(1)] : []),
  ]);

const frameHeadBytes = 16;

/** A frame of an animation is chunks again, behind its place, size and duration. */
const cleanFrame = (frame: Buffer, cleaning: Cleaning): Buffer => {
  const head = slice(frame, 0, frameHeadBytes);
  const kept: Buffer[] = [head];
  checkPixels(head.readUIntLE(6, 3) + 1, head.readUIntLE(9, 3) + 1, cleaning);
  for (const { type, body } of chunksOf(frame.subarray(frameHeadBytes), cleaning)) {
    if (type === 'VP8 ' || type === 'VP8L') checkBitstream(type, body, cleaning);
    if (['ALPH', 'VP8 ', 'VP8L'].includes(type)) kept.push(chunk(type, body));
    else cleaning.found('other-data');
  }
  return Buffer.concat(kept);
};

/** The size stands once more in the bit stream, and decoders believe that one. */
const checkBitstream = (type: 'VP8 ' | 'VP8L', body: Buffer, cleaning: Cleaning): void => {
  if (type === 'VP8L') {
    const packed = body.readUInt32LE(1);
    checkPixels((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1, cleaning);
  } else checkPixels(body.readUInt16LE(6) & 0x3fff, body.readUInt16LE(8) & 0x3fff, cleaning);
};
