import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';

/** Fills with zeros; says whether anything else was there. */
const blank = (bytes: Buffer, start: number, end: number): boolean => {
  const range = bytes.subarray(start, end);
  const wasFilled = range.some((byte) => byte !== 0);
  range.fill(0);
  return wasFilled;
};

/** When the movie, track or media was made and changed: behind version and flags, in 32 or 64 bits each. */
export const blankTimes = (body: Buffer, cleaning: Cleaning): void => {
  const end = body.readUInt8(0) === 1 ? 20 : 12;
  if (blank(body, 4, end)) cleaning.found('dates');
};

/** ISO/IEC 14496-12 §8.4.3: the kind of media stays; QuickTime's maker, flags and the name go. */
export const blankHandlerName = (body: Buffer, cleaning: Cleaning): void => {
  if (body.length < 12) throw StopCleaning.because('broken');
  if (blank(body, 12, body.length)) cleaning.found('software');
};

/** QuickTime's vendor, and the name of the encoder, 32 bytes (ISO/IEC 14496-12 §12.1.3). */
export const blankPictureNames = (body: Buffer, cleaning: Cleaning): void =>
  forEachEntry(body, 86, (entry) => {
    const hadVendor = blank(entry, 20, 24);
    if (blank(entry, 50, 82) || hadVendor) cleaning.found('software');
  });

/** QuickTime's vendor; the same bytes are reserved in MP4 (§12.2.3). */
export const blankSoundNames = (body: Buffer, cleaning: Cleaning): void =>
  forEachEntry(body, 36, (entry) => {
    if (blank(entry, 20, 24)) cleaning.found('software');
  });

/** The entries of a list that has version and flags, then their number, in front. */
const forEachEntry = (body: Buffer, least: number, visit: (entry: Buffer) => void): void => {
  let position = 8;
  const count = body.readUInt32BE(4);
  for (let entry = 0; entry < count; entry++) {
    const size = body.readUInt32BE(position);
    if (size < least || position + size > body.length) throw StopCleaning.because('broken');
    visit(body.subarray(position, position + size));
    position += size;
  }
};

const selfContained = 1;

/** §8.7.2: a reference to media in another file carries its path, on a Mac even the name of the disk. */
export const onlySelfContained = (body: Buffer): void =>
  forEachEntry(body, 12, (entry) => {
    if ((entry.readUInt32BE(8) & 0xff_ffff) !== selfContained) throw StopCleaning.because('not-understood');
    blank(entry, 12, entry.length);
  });
