import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, findBox, type Box } from './boxes.ts';
import type { Range } from './copy.ts';

/** Where the samples of a fragment are, by the number of their track. */
export type FragmentRun = { readonly track: number; readonly ranges: readonly Range[] };

/** The size of a sample by default, by track (`trex`, ISO/IEC 14496-12 §8.8.3). */
export const defaultSizes = (bytes: Buffer, movie: Box, cleaning: Cleaning): ReadonlyMap<number, number> => {
  const extension = findBox(bytes, movie, ['mvex'], cleaning.works);
  const boxes = extension ? boxesIn(bytes, extension.bodyStart, extension.end, cleaning.works).boxes : [];
  return new Map(
    boxes
      .filter(({ type }) => type === 'trex')
      .map(({ bodyStart }) => [bytes.readUInt32BE(bodyStart + 4), bytes.readUInt32BE(bodyStart + 16)]),
  );
};

const baseOffset = 0x1;
const descriptionIndex = 0x2;
const defaultDuration = 0x8;
const defaultSize = 0x10;
const baseIsFragment = 0x2_0000;
const dataOffset = 0x1;
const firstFlags = 0x4;
const sampleSize = 0x200;
const perSample = [0x100, sampleSize, 0x400, 0x800];

/** @throws {StopCleaning} `broken` without a head */
export const trackOfFragment = (bytes: Buffer, fragment: Box, cleaning: Cleaning): number => {
  const head = findBox(bytes, fragment, ['tfhd'], cleaning.works);
  if (!head) throw StopCleaning.because('broken');
  return bytes.readUInt32BE(head.bodyStart + 4);
};

/**
 * §8.8.4 to §8.8.8: the runs of one movie fragment, sample by sample.
 * @throws {StopCleaning} `broken` without a head
 */
export const fragmentRuns = (
  bytes: Buffer,
  moof: Box,
  defaults: ReadonlyMap<number, number>,
  cleaning: Cleaning,
): FragmentRun[] => {
  const runs: FragmentRun[] = [];
  let previousEnd: number | undefined;
  for (const fragment of boxesIn(bytes, moof.bodyStart, moof.end, cleaning.works).boxes) {
    if (fragment.type !== 'traf') continue;
    const boxes = boxesIn(bytes, fragment.bodyStart, fragment.end, cleaning.works).boxes;
    const head = boxes.find(({ type }) => type === 'tfhd');
    if (!head) throw StopCleaning.because('broken');
    const flags = bytes.readUInt32BE(head.bodyStart) & 0xff_ffff;
    const track = bytes.readUInt32BE(head.bodyStart + 4);
    let position = head.bodyStart + 8;
    let base = (flags & baseIsFragment) !== 0 ? moof.start : (previousEnd ?? moof.start);
    if ((flags & baseOffset) !== 0) {
      base = Number(bytes.readBigUInt64BE(position));
      position += 8;
    }
    if ((flags & descriptionIndex) !== 0) position += 4;
    if ((flags & defaultDuration) !== 0) position += 4;
    const size = (flags & defaultSize) !== 0 ? bytes.readUInt32BE(position) : (defaults.get(track) ?? 0);
    let end = base;
    for (const run of boxes) {
      if (run.type !== 'trun') continue;
      const ranges = rangesOfRun(bytes, run, { base, previousEnd: end, size }, cleaning);
      end = ranges.at(-1)?.[1] ?? end;
      runs.push({ track, ranges });
    }
    previousEnd = end;
  }
  return runs;
};

/** What a run leaves unsaid: where its offset counts from, where it begins without one, and how large a sample is. */
type RunDefaults = { readonly base: number; readonly previousEnd: number; readonly size: number };

const rangesOfRun = (
  bytes: Buffer,
  run: Box,
  { base, previousEnd, size }: RunDefaults,
  cleaning: Cleaning,
): Range[] => {
  const flags = bytes.readUInt32BE(run.bodyStart) & 0xff_ffff;
  const count = bytes.readUInt32BE(run.bodyStart + 4);
  let position = run.bodyStart + 8;
  let start = previousEnd;
  if ((flags & dataOffset) !== 0) {
    start = base + bytes.readInt32BE(position);
    position += 4;
  }
  if ((flags & firstFlags) !== 0) position += 4;
  const rowBytes = 4 * perSample.filter((flag) => (flags & flag) !== 0).length;
  if (position + count * rowBytes > run.end) throw StopCleaning.because('broken');
  cleaning.works(20 * count);
  // Samples of one size without rows of their own could be as many as a number can say.
  if ((flags & sampleSize) === 0) return [[start, start + count * size]];
  const sizeAt = (flags & 0x100) !== 0 ? 4 : 0;
  const ranges: Range[] = [];
  for (let sample = 0; sample < count; sample++) {
    const end = start + bytes.readUInt32BE(position + sample * rowBytes + sizeAt);
    ranges.push([start, end]);
    start = end;
  }
  return ranges;
};

/** How many bytes of a fragment's run are head and rows. */
export const runBytes = (bytes: Buffer, run: Box): number => {
  const flags = bytes.readUInt32BE(run.bodyStart) & 0xff_ffff;
  const rowBytes = 4 * perSample.filter((flag) => (flags & flag) !== 0).length;
  const head = 8 + ((flags & dataOffset) !== 0 ? 4 : 0) + ((flags & firstFlags) !== 0 ? 4 : 0);
  return head + bytes.readUInt32BE(run.bodyStart + 4) * rowBytes;
};
