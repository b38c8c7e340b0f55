import { crc32, inflateSync, deflateSync } from 'node:zlib';
import { fourCharacters, hasAt, slice, unsigned32 } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';
import { canonicalChromaticities } from './chromaticities.ts';
import { canonicalProfile } from './icc-profile.ts';
import { checkPixels } from './pixels.ts';
import { replaceExif } from './tiff.ts';
import { findInXmp } from './xmp.ts';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

// PNG (third edition) §5.6: what changes how the picture looks, its animation included.
// With the most bytes of each; a chunk that is longer carries something else.
const keptChunks: ReadonlyMap<string, number> = new Map([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Infinity],
  ['IEND', 0],
  ['tRNS', 256],
  ['gAMA', 4],
  ['sRGB', 1],
  ['sBIT', 4],
  ['bKGD', 6],
  ['pHYs', 9],
  ['cICP', 4],
  ['mDCV', 24],
  ['cLLI', 8],
  ['acTL', 8],
  ['fcTL', 26],
  ['fdAT', Infinity],
]);

/**
 * Writes a PNG again from the chunks that make the picture. A colour profile becomes that of a well-known space, an
 * `eXIf` chunk says at most how the picture is turned. Nothing behind `IEND` is kept. A picture that is cut off is closed.
 * @throws {StopCleaning} `broken` for a wrong checksum, a head that is not first, or no picture
 */
export const cleanPng = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const kept: Buffer[] = [signature];
  let position = signature.length;
  let hasData = false;
  let hasProfile = false;
  let isAnimated = false;
  for (let chunks = 1; ; chunks++) {
    checkPieces(chunks);
    cleaning.works(100);
    if (isCutOff(bytes, position)) {
      const closed = closing(bytes, position);
      // Of an animation frames would be missing.
      if (isAnimated || (!hasData && closed.length < 2)) throw StopCleaning.because('broken');
      return Buffer.concat([...kept, ...closed]);
    }
    const length = slice(bytes, position, position + 4).readUInt32BE();
    const type = fourCharacters(bytes, position + 4);
    const whole = slice(bytes, position, position + 12 + length);
    const body = whole.subarray(8, 8 + length);
    cleaning.works(length / 4);
    if (crc32(whole.subarray(4, 8 + length)) !== whole.readUInt32BE(8 + length)) {
      throw StopCleaning.because('broken');
    }
    if ((type === 'IHDR') !== (position === signature.length)) throw StopCleaning.because('broken');
    if (type === 'IHDR') checkPixels(body.readUInt32BE(0), body.readUInt32BE(4), cleaning);
    if (type === 'IDAT') hasData = true;
    if (type === 'acTL') isAnimated = true;
    position += whole.length;
    if (length <= (keptChunks.get(type) ?? -1)) kept.push(whole);
    else if (type === 'IEND') kept.push(chunk(type, Buffer.alloc(0)));
    else if (type === 'iCCP' && hasProfile) cleaning.found('color-profile');
    else kept.push(...replaceChunk(type, body, cleaning));
    // One profile is all that the format allows, and each would have to be unpacked.
    if (type === 'iCCP') hasProfile = true;
    if (type === 'IEND') {
      if (length > 0) cleaning.found('other-data');
      break;
    }
  }
  if (!hasData) throw StopCleaning.because('broken');
  if (position < bytes.length) cleaning.found('trailing-bytes');
  return Buffer.concat(kept);
};

/** Whether the file ends within this chunk, or before the last one. */
const isCutOff = (bytes: Buffer, position: number): boolean =>
  position + 12 > bytes.length || position + 12 + bytes.readUInt32BE(position) > bytes.length;

/** Of a picture that is cut off readers show what is there: what came of its last data, and an end. */
const closing = (bytes: Buffer, position: number): Buffer[] => {
  const isData = position + 8 < bytes.length && fourCharacters(bytes, position + 4) === 'IDAT';
  const rest = isData ? [chunk('IDAT', bytes.subarray(position + 8))] : [];
  return [...rest, chunk('IEND', Buffer.alloc(0))];
};

const replaceChunk = (type: string, body: Buffer, cleaning: Cleaning): Buffer[] => {
  switch (type) {
    case 'iCCP':
      return replaceProfile(body, cleaning);
    case 'cHRM': {
      const canonical = canonicalChromaticities(body);
      if (!canonical?.equals(body)) cleaning.found('color-profile');
      return canonical ? [chunk(type, canonical)] : [];
    }
    case 'eXIf': {
      const exif = replaceExif(body, cleaning);
      return exif ? [chunk('eXIf', exif)] : [];
    }
    case 'tEXt':
    case 'zTXt':
    case 'iTXt':
      findInText(body, cleaning);
      return [];
    case 'tIME':
      cleaning.found('dates');
      return [];
    default:
      // An upper-case first letter says that the picture can't be understood without the chunk (§5.4).
      if (/^[A-Z]/.test(type)) throw StopCleaning.because('not-understood');
      cleaning.found('other-data');
      return [];
  }
};

const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), body]);
  return Buffer.concat([unsigned32(body.length), named, unsigned32(crc32(named))]);
};

const findInText = (body: Buffer, cleaning: Cleaning): void => {
  if (hasAt(body, 0, 'XML:com.adobe.xmp')) {
    findInXmp(body, cleaning);
    return;
  }
  cleaning.found('comment');
  const keyword = body.toString('latin1', 0, Math.max(0, Math.min(79, body.indexOf(0))));
  if (keyword === 'Software') cleaning.found('software');
  if (keyword === 'Author' || keyword === 'Copyright') cleaning.found('author');
  if (/time|date/i.test(keyword)) cleaning.found('dates');
};

const largestProfile = 4 * 1024 * 1024;
const profileName = Buffer.from('profile\0\0', 'latin1');

/** §11.3.2.3: a name, a zero, the method (zero), and the profile, compressed. */
const replaceProfile = (body: Buffer, cleaning: Cleaning): Buffer[] => {
  let profile: Buffer | undefined;
  try {
    const start = body.indexOf(0) + 2;
    profile = canonicalProfile(inflateSync(body.subarray(start), { maxOutputLength: largestProfile }));
  } catch {
    profile = undefined;
  }
  const replaced = profile && Buffer.concat([profileName, deflateSync(profile)]);
  if (!replaced?.equals(body)) cleaning.found('color-profile');
  return replaced ? [chunk('iCCP', replaced)] : [];
};
