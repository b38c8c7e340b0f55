import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';

/**
 * Refuses a picture or a frame that is too large before anybody unpacks it.
 * @throws {StopCleaning} `too-many-pixels`
 */
export const checkPixels = (width: number, height: number, cleaning: Cleaning): void => {
  if (width * height > cleaning.limits.pixels) throw StopCleaning.refusing('too-many-pixels');
};
