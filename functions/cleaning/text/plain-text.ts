import type { Cleaner } from '../cleaning.ts';
import { withPicturesCleaned } from './base64-pictures.ts';

/** Text has no place for metadata: it is its content. Pictures written in it as base64 are files, and are cleaned. */
export const cleanText: Cleaner = async (bytes, cleaning) => {
  const text = bytes.toString('latin1');
  const cleaned = await withPicturesCleaned(text, cleaning);
  return cleaned === text ? bytes : Buffer.from(cleaned, 'latin1');
};
