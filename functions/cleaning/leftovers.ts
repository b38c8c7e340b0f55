import type { Cleaning } from './cleaning.ts';
import { leftovers, type Leftover } from './finding.ts';
import { hasExif } from './looking/exif-block.ts';
import { shownBy } from './looking/patterns.ts';
import { isTextOnly, textRuns } from './looking/text-runs.ts';
import { unpackedParts } from './looking/unpacked-parts.ts';

/** Packages in packages in a document, and one more. */
const deepest = 4;

/**
 * What still gives a person away in a file that a cleaner has written. It knows nothing of the cleaners and reads nothing
 * as they do: it unpacks what is packed and looks at the bytes for addresses, folders, user names, positions, records of
 * pictures, account numbers and connection strings. What is drawn or spoken it can't see, and what a font or a codec
 * encodes neither.
 * @throws {StopCleaning} when the file takes more work or unpacks to more than one file may
 */
export const lookForLeftovers = (bytes: Buffer, cleaning: Pick<Cleaning, 'works' | 'limits'>): Leftover[] => {
  const found = new Set<Leftover>();
  const look = (part: Buffer, depth: number): void => {
    cleaning.works(3 * part.length);
    const isText = isTextOnly(part);
    for (const run of textRuns(part, isText))
      for (const leftover of shownBy(run, isText)) found.add(leftover);
    if (hasExif(part)) found.add('picture-details');
    if (depth === deepest) return;
    for (const inner of unpackedParts(part, cleaning.limits.unpackedBytes)) look(inner, depth + 1);
  };
  look(bytes, 0);
  return leftovers.filter((leftover) => found.has(leftover));
};
