import { slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { keepsMost } from '../content-kept.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { checkPixels } from './pixels.ts';

const fileHeadBytes = 14;
const oldHeadBytes = 12;
const infoHeadBytes = 40;
/** Of the heads that Windows and OS/2 write: with masks, with masks and transparency, version 4, version 5. */
const headSizes = [oldHeadBytes, infoHeadBytes, 52, 56, 64, 108, 124];
const noCompression = 0;
const runLengths = [1, 2];
const bitFields = [3, 6];
const standardColors = Buffer.from('BGRs', 'latin1');

/**
 * A bitmap of its head, masks, colours and pixels, one right behind the other. What stands between or behind, and a
 * colour profile in it or a path to one, goes; colours are then those of sRGB.
 * @throws {StopCleaning} `not-understood` for another head or compression, `broken` for impossible sizes,
 *   `content-lost` without pixels
 */
export const cleanBmp = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const pixelsAt = bytes.readUInt32LE(10);
  const headBytes = bytes.readUInt32LE(fileHeadBytes);
  if (!headSizes.includes(headBytes)) throw StopCleaning.because('not-understood');
  const head = Buffer.from(slice(bytes, fileHeadBytes, fileHeadBytes + headBytes));
  const isOld = headBytes === oldHeadBytes;
  const width = isOld ? head.readUInt16LE(4) : head.readInt32LE(4);
  const height = Math.abs(isOld ? head.readUInt16LE(6) : head.readInt32LE(8));
  const bits = head.readUInt16LE(isOld ? 10 : 14);
  const compression = isOld ? noCompression : head.readUInt32LE(16);
  if (width <= 0 || height === 0) throw StopCleaning.because('broken');
  checkPixels(width, height, cleaning);
  const isRunLength = runLengths.includes(compression);
  if (compression !== noCompression && !isRunLength && !bitFields.includes(compression)) {
    // A JPEG or PNG in a bitmap's clothes.
    throw StopCleaning.because('not-understood');
  }
  const colorBytes = colorTableBytes(head, bits, compression, isOld);
  const colorsAt = fileHeadBytes + headBytes;
  const pixelBytes = isRunLength ? head.readUInt32LE(20) : Math.ceil((width * bits) / 32) * 4 * height;
  if (pixelsAt < colorsAt + colorBytes) throw StopCleaning.because('not-understood');
  const pixels = slice(bytes, pixelsAt, pixelsAt + pixelBytes);
  if (pixels.length === 0) throw StopCleaning.because('content-lost');
  removeProfile(head, cleaning);
  const body = [head, slice(bytes, colorsAt, colorsAt + colorBytes), pixels];
  const fileHead = Buffer.from(bytes.subarray(0, fileHeadBytes));
  fileHead.writeUInt32LE(fileHeadBytes + body.reduce((sum, { length }) => sum + length, 0), 2);
  fileHead.writeUInt32LE(fileHeadBytes + headBytes + colorBytes, 10);
  const result = Buffer.concat([fileHead, ...body]);
  if (bytes.length > pixelsAt + pixelBytes) {
    // The length of packed pixels is what the head says, and may be wrong.
    if (isRunLength) keepsMost(pixels.length, bytes.subarray(pixelsAt + pixelBytes), cleaning);
    cleaning.found('trailing-bytes');
  }
  if (pixelsAt > colorsAt + colorBytes) cleaning.found('other-data');
  return result;
};

const colorTableBytes = (head: Buffer, bits: number, compression: number, isOld: boolean): number => {
  if (isOld) return bits <= 8 ? 3 * 2 ** bits : 0;
  const masks =
    head.length === infoHeadBytes && bitFields.includes(compression) ? (compression === 6 ? 16 : 12) : 0;
  const used = head.readUInt32LE(32);
  if (used > 256) throw StopCleaning.because('not-understood');
  return masks + 4 * (bits <= 8 && used === 0 ? 2 ** bits : used);
};

/**
 * From version 4 on: the primaries and curves of a screen; in version 5 also where a profile is and how long, and that it
 * is one.
 */
const removeProfile = (head: Buffer, cleaning: Cleaning): void => {
  if (head.length < 108) return;
  const space = head.toString('latin1', 56, 60);
  const isCalibrated = head.readUInt32LE(56) === 0 && head.subarray(60, 108).some((byte) => byte !== 0);
  if (space === 'DEBM' || space === 'KNIL' || isCalibrated) {
    standardColors.copy(head, 56);
    cleaning.found('color-profile');
  }
  // No reader looks at them where the space has a name.
  head.fill(0, 60, 108);
  if (head.length === 124) head.fill(0, 112, 124);
};
