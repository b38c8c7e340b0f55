import type { Cleaning } from '../cleaning.ts';
import { hasAt } from '../bytes.ts';
import { StopCleaning } from '../stop-cleaning.ts';

/**
 * [MS-EMF] §2.3.4.2: the head names the application and the picture in UTF-16 at an offset; both become zeros.
 * @throws {StopCleaning} `embedded-file` for what is no EMF
 */
export const blankEmfDescription = (content: Buffer, cleaning: Cleaning): Buffer => {
  if (!hasAt(content, 40, ' EMF') || content.length < 88) throw StopCleaning.because('embedded-file');
  const characters = content.readUInt32LE(60);
  const offset = content.readUInt32LE(64);
  const end = offset + 2 * characters;
  if (characters === 0 || offset < 88 || end > content.length) return content;
  const blanked = Buffer.from(content);
  blanked.fill(0, offset, end);
  if (!blanked.equals(content)) cleaning.found('software');
  return blanked;
};
