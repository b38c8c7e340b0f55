import type { Cleaning } from '../cleaning.ts';
import { keepsMost } from '../content-kept.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { mpegFrameLength } from './mpeg-frame.ts';
import { withoutTags } from './tags.ts';

/**
 * The MPEG audio frames of the file, byte for byte, and nothing else: no tags, nothing between the frames, no last
 * frame that is cut off. A Xing or Info head is a frame and stays.
 * @throws {StopCleaning} `broken` without frames
 */
export const cleanMp3 = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const audio = withoutTags(bytes, cleaning);
  const kept: Buffer[] = [];
  let position = 0;
  let runStart = 0;
  let frames = 0;
  const lost: Buffer[] = [];
  const endRun = () => {
    if (position > runStart) kept.push(audio.subarray(runStart, position));
  };
  while (position < audio.length) {
    const length = mpegFrameLength(audio, position);
    const isFrame =
      length !== undefined &&
      position + length <= audio.length &&
      (position > runStart || followsFrame(audio, position + length));
    cleaning.works(10);
    if (isFrame) {
      frames++;
      position += length;
      continue;
    }
    endRun();
    const isBehind = frames > 0 && audio.length - position < 4;
    cleaning.found(isBehind ? 'trailing-bytes' : 'other-data');
    const next = nextStart(audio, position + 1, cleaning);
    lost.push(audio.subarray(position, next));
    position = next;
    runStart = next;
  }
  endRun();
  const cleaned = Buffer.concat(kept);
  const first = mpegFrameLength(cleaned, 0);
  // What is left must be known by its content again.
  if (first === undefined || mpegFrameLength(cleaned, first) === undefined)
    throw StopCleaning.because('broken');
  // Frames of free format, or of another kind in between, would be passed over.
  keepsMost(cleaned.length, Buffer.concat(lost), cleaning);
  return cleaned;
};

/** Two sync patterns one frame apart are no accident, and neither is one that ends with the file. */
const followsFrame = (audio: Buffer, offset: number): boolean =>
  offset === audio.length || mpegFrameLength(audio, offset) !== undefined;

const nextStart = (audio: Buffer, from: number, cleaning: Cleaning): number => {
  for (let at = audio.indexOf(0xff, from); at !== -1; at = audio.indexOf(0xff, at + 1)) {
    cleaning.works(10);
    const length = mpegFrameLength(audio, at);
    if (length !== undefined && at + length <= audio.length && followsFrame(audio, at + length)) return at;
  }
  return audio.length;
};
