import { hasAt, slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';
import { checkPixels } from './pixels.ts';

const extensionMark = 0x21;
const imageMark = 0x2c;
const trailer = 0x3b;
const graphicControl = 0xf9;
const plainText = 0x01;
const comment = 0xfe;
const application = 0xff;

/**
 * Writes a GIF (version 89a) again from its pictures, their timing and how often they repeat; comments, plain texts and
 * what applications have put in go, and everything behind the trailer. A last picture that is cut off is closed.
 * @throws {StopCleaning} `broken` when a block cannot be read before any picture, or there is no picture
 */
export const cleanGif = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  checkPixels(bytes.readUInt16LE(6), bytes.readUInt16LE(8), cleaning);
  let position = 13 + colorTableBytes(bytes.readUInt8(10));
  const kept: Buffer[] = [slice(bytes, 0, position)];
  let pictures = 0;
  for (;;) {
    checkPieces(kept.length);
    cleaning.works(50);
    const mark = bytes[position];
    if (mark === trailer) {
      if (position + 1 < bytes.length) cleaning.found('trailing-bytes');
      break;
    }
    if (mark === imageMark) {
      const head = slice(bytes, position, position + 10);
      checkPixels(head.readUInt16LE(5), head.readUInt16LE(7), cleaning);
      const { end, isCutOff } = endOfBlocks(
        bytes,
        position + 11 + colorTableBytes(head.readUInt8(9)),
        cleaning,
      );
      kept.push(bytes.subarray(position, end));
      pictures++;
      // Readers show what came of the last picture: it is closed.
      if (isCutOff) {
        const rest = bytes.subarray(end + 1);
        if (rest.length > 0) kept.push(Buffer.from([rest.length]), rest);
        kept.push(Buffer.alloc(1));
        break;
      }
      position = end;
    } else if (mark === extensionMark) {
      const { end, isCutOff } = endOfBlocks(bytes, position + 2, cleaning);
      if (isCutOff && pictures > 0) break;
      if (isCutOff) throw StopCleaning.because('broken');
      kept.push(...keptExtension(bytes.subarray(position, end), cleaning));
      position = end;
    } else if (mark === undefined && pictures > 0) break;
    else throw StopCleaning.because('broken');
  }
  if (pictures === 0) throw StopCleaning.because('broken');
  return Buffer.concat([...kept, Buffer.from([trailer])]);
};

const colorTableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

type Blocks = { readonly end: number; readonly isCutOff: boolean };

/** Blocks of up to 255 bytes, each with its length in front, and an empty one; of those that are cut off, the whole ones. */
const endOfBlocks = (bytes: Buffer, from: number, cleaning: Cleaning): Blocks => {
  let position = from;
  if (from > bytes.length) throw StopCleaning.because('broken');
  for (;;) {
    cleaning.works(5);
    const length = bytes[position];
    if (length === undefined || position + 1 + length > bytes.length) {
      return { end: position, isCutOff: true };
    }
    position += 1 + length;
    if (length === 0) return { end: position, isCutOff: false };
  }
};

const keptExtension = (extension: Buffer, cleaning: Cleaning): Buffer[] => {
  const label = extension[1];
  if (label === graphicControl && extension[2] === 4 && extension.length >= 8) {
    return [Buffer.concat([extension.subarray(0, 7), Buffer.alloc(1)])];
  }
  if (label === application) {
    const isLoop = hasAt(extension, 3, 'NETSCAPE2.0') || hasAt(extension, 3, 'ANIMEXTS1.0');
    if (isLoop && extension[2] === 11 && extension[14] === 3 && extension[15] === 1) {
      return [Buffer.concat([extension.subarray(0, 18), Buffer.alloc(1)])];
    }
    if (hasAt(extension, 3, 'XMP Data')) cleaning.found('xmp');
    else cleaning.found(hasAt(extension, 3, 'ICCRGBG1') ? 'color-profile' : 'other-data');
  } else cleaning.found(label === comment || label === plainText ? 'comment' : 'other-data');
  return [];
};
