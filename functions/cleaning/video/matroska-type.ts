import type { FileType } from '../file-types.ts';
import { elementsIn, readUnsigned, segmentId, tracksId } from './elements.ts';

const trackEntry = 0xae;
const trackType = 0x83;
const video = 1;
const audio = 2;
const mostSteps = 1_000_000;

/**
 * WebM or Matroska; one of sound alone is a recording, as browsers make them. Damaged ones are taken for films.
 * @throws {Error} when the tracks are not found near the beginning; it is caught here
 */
export const matroskaType = (bytes: Buffer): FileType => {
  let steps = 0;
  const works = (more: number): void => {
    steps += more;
    if (steps > mostSteps) throw new Error('The tracks of a film stand near its beginning.');
  };
  const types = new Set<number>();
  try {
    for (const segment of elementsIn(bytes, 0, bytes.length, works)) {
      if (segment.id !== segmentId) continue;
      for (const part of elementsIn(bytes, segment.bodyStart, segment.end, works)) {
        if (part.id !== tracksId) continue;
        for (const track of elementsIn(bytes, part.bodyStart, part.end, works)) {
          if (track.id !== trackEntry) continue;
          for (const field of elementsIn(bytes, track.bodyStart, track.end, works)) {
            if (field.id === trackType) types.add(readUnsigned(bytes, field));
          }
        }
        return types.has(audio) && !types.has(video) ? 'weba' : 'webm';
      }
    }
  } catch {
    return 'webm';
  }
  return 'webm';
};
