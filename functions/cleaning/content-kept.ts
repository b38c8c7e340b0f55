import type { Cleaning } from './cleaning.ts';
import { StopCleaning } from './stop-cleaning.ts';

/** Less than this is no content worth a word: a frame that was cut off, a tag nobody knows. */
const fewBytes = 512;

/** How many bytes are not zero. */
export const filledBytes = (bytes: Buffer, cleaning: Cleaning): number => {
  cleaning.works(bytes.length);
  let filled = 0;
  for (const byte of bytes) if (byte !== 0) filled += 1;
  return filled;
};

/**
 * Compares what is kept of sound or pictures with what goes and was not told from content. Stops the cleaning with
 * `content-lost` when what goes is more than a quarter of what stays.
 * @throws {StopCleaning} `content-lost`
 */
export const keepsMost = (keptBytes: number, lost: Buffer, cleaning: Cleaning): void => {
  if (lost.length <= fewBytes || lost.length <= keptBytes / 4) return;
  const filled = filledBytes(lost, cleaning);
  if (filled > fewBytes && filled > keptBytes / 4) throw StopCleaning.because('content-lost');
};
