import { StopCleaning } from '../stop-cleaning.ts';
import type { Box } from './boxes.ts';
import { copyFields, copyHead, copyRange, hasLost, type Copy, type Range, type Rule } from './copy.ts';

/** A box that says when something was made and changed, 32 or 64 bits each by its version, and what is kept of it. */
const timed =
  (short: readonly Range[], long: readonly Range[]): Rule =>
  (copy, box) => {
    const isLong = copy.from.readUInt8(box.bodyStart) === 1;
    const timesEnd = isLong ? 20 : 12;
    if (copy.from.subarray(box.bodyStart + 4, box.bodyStart + timesEnd).some((byte) => byte !== 0)) {
      copy.cleaning.found('dates');
    }
    copyHead(copy, box);
    for (const [start, end] of isLong ? long : short) {
      copyRange(copy, Math.min(box.bodyStart + start, box.end), Math.min(box.bodyStart + end, box.end));
    }
    if (hasLost(copy, box.bodyStart + timesEnd, box.end)) copy.cleaning.found('other-data');
  };

// ISO/IEC 14496-12 §8.2.2, §8.3.2, §8.4.2: all but the times and what is reserved.
export const movieHead = timed(
  [
    [0, 4],
    [12, 26],
    [36, 72],
    [96, 100],
  ],
  [
    [0, 4],
    [20, 38],
    [48, 84],
    [108, 112],
  ],
);
export const trackHead = timed(
  [
    [0, 4],
    [12, 16],
    [20, 24],
    [32, 38],
    [40, 84],
  ],
  [
    [0, 4],
    [20, 24],
    [28, 36],
    [44, 50],
    [52, 96],
  ],
);
export const mediaHead = timed(
  [
    [0, 4],
    [12, 24],
  ],
  [
    [0, 4],
    [20, 36],
  ],
);

/**
 * §8.4.3: the kind of media stays; QuickTime's maker, flags and the name go.
 * @throws {StopCleaning} `broken` when it is too short
 */
export const handler: Rule = (copy, box) => {
  if (box.end - box.bodyStart < 12) throw StopCleaning.because('broken');
  copyFields(copy, box, [[0, 12]], 'software');
};

/** §8.8: one edit after another, 12 bytes each, or 20 in version 1. */
export const editList: Rule = (copy, box) => {
  const rowBytes = copy.from.readUInt8(box.bodyStart) === 1 ? 20 : 12;
  const count = copy.from.readUInt32BE(box.bodyStart + 4);
  copyFields(copy, box, [[0, 8 + count * rowBytes]]);
};

const selfContained = 1;

/**
 * §8.7.2: a reference to media in another file carries its path, on a Mac even the name of the disk.
 * @throws {StopCleaning} `not-understood` for media in another file
 */
export const dataReferences: Rule = (copy, box) => {
  copyRange(copy, box.start, box.bodyStart + 8);
  eachEntry(copy, box, 12, (start, end) => {
    if ((copy.from.readUInt32BE(start + 8) & 0xff_ffff) !== selfContained) {
      throw StopCleaning.because('not-understood');
    }
    copyRange(copy, start, start + 12);
    if (hasLost(copy, start + 12, end)) copy.cleaning.found('file-paths');
  });
};

/**
 * The entries of a list that has version and flags, then their number, in front.
 * @throws {StopCleaning} `broken` for an entry that ends outside
 */
export const eachEntry = (
  { from, cleaning }: Copy,
  box: Box,
  least: number,
  visit: (start: number, end: number) => void,
): void => {
  let position = box.bodyStart + 8;
  const count = from.readUInt32BE(box.bodyStart + 4);
  for (let entry = 0; entry < count; entry++) {
    cleaning.works(20);
    if (position + 4 > box.end) throw StopCleaning.because('broken');
    const size = from.readUInt32BE(position);
    if (size < least || position + size > box.end) throw StopCleaning.because('broken');
    visit(position, position + size);
    position += size;
  }
};
