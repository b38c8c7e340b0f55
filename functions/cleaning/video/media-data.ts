import type { Cleaning } from '../cleaning.ts';
import { cleanJpeg } from '../image/jpeg.ts';
import { cleanPng } from '../image/png.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import type { Box } from './boxes.ts';
import { copyRange, hasLost, type Copy, type Range } from './copy.ts';
import { blankMessages } from './nal-units.ts';
import type { SampleKind } from './sample-entries.ts';

const endOfJpeg = Buffer.from([0xff, 0xd9]);
const startOfJpeg = Buffer.from([0xff, 0xd8, 0xff]);
const twoJpegs = Buffer.concat([endOfJpeg, startOfJpeg]);
const startOfPng = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/**
 * The media data of a film, of which only the samples of kept tracks are copied.
 * @throws {StopCleaning} `content-lost` when more goes than stays, `broken` for samples outside the media data
 */
export class MediaData {
  private readonly copy: Copy;
  private readonly boxes: readonly Box[];
  private at = 0;
  keptBytes = 0;
  droppedBytes = 0;

  constructor(copy: Copy, boxes: readonly Box[]) {
    this.copy = copy;
    this.boxes = boxes;
  }

  drop([start, end]: Range): void {
    this.droppedBytes += end - start;
  }

  /** @throws StopCleaning when the range is not wholly in the media data. */
  keep([start, end]: Range, kind: SampleKind): void {
    if (start === end) return;
    this.find(start, end);
    this.keptBytes += end - start;
    if (kind.picture !== undefined) {
      copyPicture(this.copy, start, end, kind.picture);
      return;
    }
    copyRange(this.copy, start, end);
    if (kind.nals) blankMessages(this.copy.to.subarray(start, end), kind.nals, this.copy.cleaning);
  }

  /** Says what was left out, and stops when that is more than what has been kept and told apart. */
  finish(): void {
    const { from, to, cleaning } = this.copy;
    let lost = 0;
    for (const { bodyStart, end } of this.boxes) {
      for (let start = bodyStart; start < end; start += blockBytes) {
        const blockEnd = Math.min(end, start + blockBytes);
        if (!hasLost(this.copy, start, blockEnd)) continue;
        cleaning.works(blockBytes);
        for (let at = start; at < blockEnd; at++) if (to[at] === 0 && from[at] !== 0) lost += 1;
      }
    }
    if (lost === 0) return;
    if (lost > 64 && lost - this.droppedBytes > this.keptBytes) throw StopCleaning.because('content-lost');
    cleaning.found('other-data');
  }

  private find(start: number, end: number): void {
    let box = this.boxes[this.at];
    if (!box || start < box.bodyStart || start >= box.end) {
      this.copy.cleaning.works(this.boxes.length);
      this.at = this.boxes.findIndex((other) => start >= other.bodyStart && start < other.end);
      box = this.boxes[this.at];
    }
    if (!box || !(end <= box.end) || end < start) throw StopCleaning.because('broken');
  }
}

const blockBytes = 4096;

/**
 * A sample that is a picture file, cleaned like one, in its place. Zeros fill it up. A sample in which no such file
 * begins is nothing that a player shows, and stays.
 */
const copyPicture = (copy: Copy, start: number, end: number, type: 'jpeg' | 'png'): void => {
  const { from, to, cleaning } = copy;
  cleaning.works(4000 + end - start);
  const sample = from.subarray(start, end);
  const at = sample.indexOf(type === 'jpeg' ? startOfJpeg : startOfPng);
  if (at === -1) {
    copyRange(copy, start, end);
    return;
  }
  let fileEnd = sample.length;
  while (fileEnd > at && sample[fileEnd - 1] === 0) fileEnd -= 1;
  const file = sample.subarray(at, fileEnd);
  // Two fields of one frame, or a second picture: not to be told apart.
  if (type === 'jpeg' && file.includes(twoJpegs)) throw StopCleaning.because('embedded-file');
  const cleaned = cleanPictureFile(file, type, cleaning);
  if (cleaned.length > sample.length - at) throw StopCleaning.because('embedded-file');
  cleaned.copy(to, start + at);
};

const cleanPictureFile = (file: Buffer, type: 'jpeg' | 'png', cleaning: Cleaning): Buffer => {
  try {
    return type === 'jpeg' ? cleanJpeg(file, cleaning) : cleanPng(file, cleaning);
  } catch (reason) {
    const { outcome } = reason instanceof StopCleaning ? reason : StopCleaning.because('embedded-file');
    if (outcome.kind === 'refused') throw reason;
    throw StopCleaning.because(outcome.why === 'too-much-work' ? outcome.why : 'embedded-file');
  }
};
