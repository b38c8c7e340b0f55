import { hasAt } from '../bytes.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import type { Box } from './boxes.ts';
import { copyBoxes, copyRange, hasLost, type Copy } from './copy.ts';
import { codecRules, objectTypeOf } from './codec-boxes.ts';
import { eachEntry } from './head-fields.ts';
import type { NalCodec } from './nal-units.ts';

/** What must be known of the samples of a track to find and clean them. */
export type SampleKind = {
  /** Samples that are files themselves. */
  readonly picture?: 'jpeg' | 'png';
  readonly nals?: NalCodec;
  /** Sound whose sizes are counted in frames: so many bytes for so many of them. */
  readonly sound?: { readonly frames: number; readonly bytes: number };
};

const pictureFormats = new Set(
  [
    'avc1|avc2|avc3|avc4|hvc1|hvc2|hev1|hev2|dvh1|dvhe|dva1|dvav|vvc1|vvi1|vp08|vp09|av01|mp4v',
    's263|h263|H263|SVQ1|SVQ3|cvid|mp1v|mp2v|m1v |m2v1|apch|apcn|apcs|apco|ap4h|ap4x|AVdn|AVDH',
    'rle |raw |v210|v308|v408|v410|2vuy|yuv2|yuvs|hdv1|hdv2',
    'hdv3|hdv5|hdv6|hdv7|hdv8|FFV1|CFHD|Hap1|Hap5|HapY',
  ].flatMap((line) => line.split('|')),
);
const fileFormats: ReadonlyMap<string, 'jpeg' | 'png'> = new Map([
  ['jpeg', 'jpeg'],
  ['MJPG', 'jpeg'],
  ['mjpg', 'jpeg'],
  ['AVDJ', 'jpeg'],
  ['dmb1', 'jpeg'],
  ['png ', 'png'],
  ['MPNG', 'png'],
]);
/**
 * Files in a form that is not taken apart here: two fields in one sample, JPEG 2000, TIFF and others; and DV, whose every
 * frame says when it was recorded and with which camera (IEC 61834-4).
 */
const otherFileFormats = new Set([
  'dvc ',
  'dvcp',
  'dvpp',
  'dv5n',
  'dv5p',
  'dvh5',
  'dvh6',
  'mjpa',
  'mjpb',
  'mjp2',
  'MJ2C',
  'tiff',
  'gif ',
  'kpcd',
  'icod',
  '8BPS',
  'WEBP',
]);

/**
 * ISO/IEC 14496-12 §12.1.3, and the QuickTime File Format: without vendor and the encoder's name.
 * @throws {StopCleaning} `encrypted`, `embedded-file` for pictures that are files, `not-understood` for another
 *   format
 */
export const copyPictureEntries = (copy: Copy, box: Box): SampleKind => {
  const kinds: SampleKind[] = [];
  copyRange(copy, box.start, box.bodyStart + 8);
  eachEntry(copy, box, 86, (start, end) => {
    const format = copy.from.toString('latin1', start + 4, start + 8);
    if (format === 'encv') throw StopCleaning.because('encrypted');
    if (!pictureFormats.has(format) && !fileFormats.has(format)) {
      throw StopCleaning.because(otherFileFormats.has(format) ? 'embedded-file' : 'not-understood');
    }
    for (const [from, to] of [
      [0, 8],
      [14, 20],
      [24, 50],
      [82, 86],
    ] as const) {
      copyRange(copy, start + from, start + to);
    }
    if (hasLost(copy, start, start + 86)) copy.cleaning.found('software');
    const children = start + 86 + colorTableBytes(copy.from, start, end);
    copyRange(copy, start + 86, children);
    copyBoxes(copy, children, end, codecRules);
    kinds.push(pictureKind(copy, format, children, end));
  });
  return oneKind(kinds);
};

const shortColorTables = new Set([1, 2, 4, 8]);

/** A colour table in the entry: its number is zero, and it has eight bytes, then eight for each colour. */
const colorTableBytes = (from: Buffer, start: number, end: number): number => {
  if (from.readUInt16BE(start + 84) !== 0 || !shortColorTables.has(from.readUInt16BE(start + 82) & 31))
    return 0;
  if (start + 94 > end) return 0;
  const bytes = 8 + 8 * (from.readUInt16BE(start + 92) + 1);
  return bytes <= 8 + 8 * 256 && start + 86 + bytes <= end ? bytes : 0;
};

const pictureKind = (copy: Copy, format: string, start: number, end: number): SampleKind => {
  const picture = fileFormats.get(format);
  if (picture) return { picture };
  const { objectType, nals } = objectTypeOf(copy, start, end);
  // ISO/IEC 14496-1, table of object types: pictures in an MPEG-4 entry.
  if (objectType === 0x6c) return { picture: 'jpeg' };
  if (objectType === 0x6d) return { picture: 'png' };
  if (objectType === 0x6e) throw StopCleaning.because('embedded-file');
  return nals ? { nals } : {};
};

const soundFormats = new Set(
  [
    'mp4a|.mp3|Opus|fLaC|alac|ac-3|ec-3|ac-4|samr|sawb|sawp|sevc|sqcp|dtsc|dtse|dtsh|dtsl|dtsx',
    'mlpa|mha1|mhm1|sowt|twos|raw |NONE|in24|in32|fl32|fl64|lpcm|ipcm|fpcm|ulaw|alaw|ima4|MAC3',
    'MAC6|agsm|QDM2|QDMC|Qclp',
  ].flatMap((line) => line.split('|')),
);
/** Bytes of one sample of one channel, where the format fixes it; of the others the entry says its bits. */
const fixedBytes: Readonly<Record<string, number>> = { in24: 3, in32: 4, fl32: 4, fl64: 8, ulaw: 1, alaw: 1 };
const bitsFormats = new Set(['sowt', 'twos', 'raw ', 'NONE', 'lpcm', 'ipcm', 'fpcm']);
/** Frames and bytes of one channel in a packet of the old formats of constant size. */
const packets: Readonly<Record<string, readonly [number, number]>> = {
  ima4: [64, 34],
  MAC3: [6, 2],
  MAC6: [6, 1],
  agsm: [160, 33],
};

/**
 * ISO/IEC 14496-12 §12.2.3, and QuickTime's sound descriptions 0 to 2: without vendor.
 * @throws {StopCleaning} `encrypted`, `not-understood` for another format, `broken` when it is too short
 */
export const copySoundEntries = (copy: Copy, box: Box): SampleKind => {
  const { from } = copy;
  const kinds: SampleKind[] = [];
  copyRange(copy, box.start, box.bodyStart + 8);
  const isIsoVersion1 = from.readUInt8(box.bodyStart) === 1;
  eachEntry(copy, box, 36, (start, end) => {
    const format = from.toString('latin1', start + 4, start + 8);
    if (format === 'enca') throw StopCleaning.because('encrypted');
    if (!soundFormats.has(format) && !hasAt(from, start + 4, 'ms\0'))
      throw StopCleaning.because('not-understood');
    const version = isIsoVersion1 ? 0 : from.readUInt16BE(start + 16);
    const children = start + 36 + (version === 1 ? 16 : version === 2 ? 36 : 0);
    if (children > end) throw StopCleaning.because('broken');
    copyRange(copy, start, start + 8);
    copyRange(copy, start + 14, start + 20);
    copyRange(copy, start + 24, children);
    if (hasLost(copy, start, children)) copy.cleaning.found('software');
    copyBoxes(copy, children, end, codecRules);
    kinds.push(soundKind(from, start, format, version));
  });
  return oneKind(kinds);
};

const soundKind = (from: Buffer, start: number, format: string, version: number): SampleKind => {
  if (version === 2) {
    const bytes = from.readUInt32BE(start + 64);
    const frames = from.readUInt32BE(start + 68);
    return bytes > 0 && frames > 0 ? { sound: { frames, bytes } } : {};
  }
  const channels = Math.max(1, from.readUInt16BE(start + 24));
  const bits = from.readUInt16BE(start + 26);
  const width =
    fixedBytes[format] ?? (bitsFormats.has(format) ? Math.max(1, Math.ceil(bits / 8)) : undefined);
  if (width !== undefined) return { sound: { frames: 1, bytes: width * channels } };
  if (version === 1) {
    const frames = from.readUInt32BE(start + 36);
    const bytes = from.readUInt32BE(start + 44);
    if (frames > 0 && bytes > 0) return { sound: { frames, bytes } };
  }
  const packet = packets[format];
  return packet ? { sound: { frames: packet[0], bytes: packet[1] * channels } } : {};
};

/** Several descriptions of one track must call for the same treatment. */
const oneKind = (kinds: readonly SampleKind[]): SampleKind => {
  const [first, ...others] = kinds;
  if (!first) throw StopCleaning.because('not-understood');
  const wanted = JSON.stringify(first);
  if (others.some((kind) => JSON.stringify(kind) !== wanted)) throw StopCleaning.because('not-understood');
  return first;
};
