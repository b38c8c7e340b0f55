import { fourCharacters, hasAt, slice, unsigned16 } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';
import { canonicalProfile } from './icc-profile.ts';
import { checkPixels } from './pixels.ts';
import { replaceExif } from './tiff.ts';
import { findInXmp } from './xmp.ts';

/**
 * Writes a JPEG (ITU-T T.81 Annex B, JFIF 1.02) again from the segments that decoding needs. Of the others stay a JFIF
 * head without thumbnail, Adobe's colour transform, how the picture is turned, and a colour space. The compressed
 * picture is copied byte for byte; nothing behind its end is.
 * @throws {StopCleaning} `broken` without a frame or a scan, or when another picture begins inside
 */
export const cleanJpeg = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const tables: Buffer[] = [];
  const application: Application = { profileParts: [] };
  let position = 2;
  let hasFrame = false;
  let hasScan = false;
  for (;;) {
    cleaning.works(pieceSteps);
    checkPieces(tables.length);
    const marker = nextMarker(bytes, position, cleaning);
    if (marker === undefined) {
      // Cut off within the picture: decoders show what is there, and so it is closed.
      if (!hasScan) throw StopCleaning.because('broken');
      break;
    }
    position = marker.end;
    if (marker.code === endOfImage) {
      if (position < bytes.length) findTrailing(bytes.subarray(position), cleaning);
      break;
    }
    if (isRestart(marker.code) || marker.code === temporary) continue;
    if (marker.code === startOfImage) throw StopCleaning.because('broken');
    const end = position + slice(bytes, position, position + 2).readUInt16BE();
    const body = slice(bytes, position + 2, end);
    position = end;
    if (marker.code >= firstApplication && marker.code <= lastApplication) {
      readApplication(marker.code, body, application, cleaning);
      continue;
    }
    if (!isDecoding(marker.code)) {
      cleaning.found(marker.code === commentMarker ? 'comment' : 'other-data');
      continue;
    }
    if (isFrame(marker.code)) {
      hasFrame = true;
      checkPixels(body.readUInt16BE(3), body.readUInt16BE(1), cleaning);
    }
    // Marker, length and body, as they stand.
    tables.push(bytes.subarray(end - body.length - 4, end));
    if (marker.code === startOfScan) {
      if (!hasFrame) throw StopCleaning.because('broken');
      hasScan = true;
      const scanEnd = endOfScan(bytes, position);
      cleaning.works(scanEnd - position);
      tables.push(bytes.subarray(position, scanEnd));
      position = scanEnd;
    }
  }
  if (!hasScan) throw StopCleaning.because('broken');
  return Buffer.concat([
    Buffer.from([0xff, startOfImage]),
    ...applicationSegments(application, cleaning),
    ...tables,
    Buffer.from([0xff, endOfImage]),
  ]);
};

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const temporary = 0x01;
const commentMarker = 0xfe;
const firstApplication = 0xe0;
const lastApplication = 0xef;

const isRestart = (code: number): boolean => code >= 0xd0 && code <= 0xd7;
/** SOF0 to SOF15; C4, C8 and CC among them are DHT, JPG and DAC. */
const isFrame = (code: number): boolean => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
/** Frames, DHT and DAC, and SOS, DQT, DNL, DRI, DHP, EXP. */
const isDecoding = (code: number): boolean =>
  (code >= 0xc0 && code <= 0xcf && code !== 0xc8) || (code >= startOfScan && code <= 0xdf);

const segment = (code: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, code]), unsigned16(body.length + 2), body]);

type Marker = { readonly code: number; readonly end: number };

/** The next marker from `from` on. What stands before it is no part of any segment, and decoders pass over it. */
const nextMarker = (bytes: Buffer, from: number, cleaning: Cleaning): Marker | undefined => {
  for (let at = from; at < bytes.length; at++) {
    const code = bytes[at + 1];
    if (bytes[at] !== 0xff || code === 0xff || code === 0) continue;
    cleaning.works(at - from);
    if (code === undefined) return undefined;
    if (bytes[from] !== 0xff) cleaning.found('other-data');
    return { code, end: at + 2 };
  }
  cleaning.works(bytes.length - from);
  return undefined;
};

/**
 * Where the compressed data from `from` on ends: at the first marker that is not a restart (T.81 §B.1.1.5). Where marks
 * stand close together they are looked at one by one, since a search has a cost of its own.
 */
const endOfScan = (bytes: Buffer, from: number): number => {
  let at = from;
  for (;;) {
    let near = 0;
    while (near < nearBytes && at < bytes.length && bytes[at] !== 0xff) {
      at += 1;
      near += 1;
    }
    if (near === nearBytes) at = bytes.indexOf(0xff, at);
    if (at === -1 || at >= bytes.length) return bytes.length;
    const code = bytes[at + 1];
    if (code === undefined) return at;
    if (code === 0xff) at += 1;
    else if (code === 0 || isRestart(code)) at += 2;
    else return at;
  }
};

const nearBytes = 32;
const pieceSteps = 50;

type Application = {
  jfif?: Buffer;
  adobe?: Buffer;
  exif?: Buffer;
  readonly profileParts: { readonly number: number; readonly bytes: Buffer }[];
};

const jfifHeadBytes = 14;
const adobeBytes = 12;
const exifPrefix = 'Exif\0';
const profilePrefix = 'ICC_PROFILE\0';
const xmpPrefix = 'http://ns.adobe.com/x';

const readApplication = (code: number, body: Buffer, kept: Application, cleaning: Cleaning): void => {
  if (code === 0xe0 && hasAt(body, 0, 'JFIF\0') && !kept.jfif && body.length >= jfifHeadBytes) {
    if (body.length > jfifHeadBytes) cleaning.found('thumbnail');
    kept.jfif = Buffer.concat([body.subarray(0, jfifHeadBytes - 2), Buffer.alloc(2)]);
  } else if (code === 0xe0) cleaning.found(hasAt(body, 0, 'JFXX') ? 'thumbnail' : 'other-data');
  else if (code === 0xe1 && hasAt(body, 0, exifPrefix)) {
    const exif = replaceExif(body.subarray(exifPrefix.length + 1), cleaning);
    if (exif && !kept.exif) kept.exif = exif;
  } else if (code === 0xe1 && hasAt(body, 0, xmpPrefix)) findInXmp(body, cleaning);
  else if (code === 0xe2 && hasAt(body, 0, profilePrefix)) {
    kept.profileParts.push({ number: body.readUInt8(12), bytes: body.subarray(14) });
  } else if (code === 0xe2 && hasAt(body, 0, 'MPF\0')) cleaning.found('second-image');
  else if (code === 0xed) cleaning.found('iptc');
  else if (code === 0xee && hasAt(body, 0, 'Adobe') && body.length >= adobeBytes && !kept.adobe) {
    if (body.length > adobeBytes) cleaning.found('other-data');
    kept.adobe = body.subarray(0, adobeBytes);
  } else cleaning.found('other-data');
};

const applicationSegments = (kept: Application, cleaning: Cleaning): Buffer[] => {
  const segments: Buffer[] = [];
  if (kept.jfif) segments.push(segment(0xe0, kept.jfif));
  if (kept.exif) segments.push(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), kept.exif])));
  if (kept.profileParts.length > 0) {
    const parts = [...kept.profileParts].sort((one, other) => one.number - other.number);
    const whole = Buffer.concat(parts.map((part) => part.bytes));
    const profile = canonicalProfile(whole);
    if (!profile?.equals(whole)) cleaning.found('color-profile');
    if (profile)
      segments.push(segment(0xe2, Buffer.concat([Buffer.from(`${profilePrefix}\x01\x01`), profile])));
  }
  if (kept.adobe) segments.push(segment(0xee, kept.adobe));
  return segments;
};

/** Phones put further pictures and short films behind the first. */
const findTrailing = (trailing: Buffer, cleaning: Cleaning): void => {
  cleaning.found('trailing-bytes');
  if (hasAt(trailing, 0, '\xff\xd8\xff') || (trailing.length > 8 && fourCharacters(trailing, 4) === 'ftyp')) {
    cleaning.found('second-image');
  }
};
