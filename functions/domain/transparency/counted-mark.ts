import { createHash } from 'node:crypto';

const markBytes = 12;

/** A mark as it stands in a published report. */
export const countedMarkPattern = /^[\w-]{16}$/;

/**
 * By what a report is found among those that were counted for a published one: the first 12 bytes of SHA-256 over its tag and
 * the id of the published report, base64url. Two published reports have two marks of one report, which only its tag joins.
 * @param countTag 16 bytes, base64url: whoever does not have it cannot tell a mark from random bytes
 */
export const countedMark = (countTag: string, publishedId: string): string =>
  createHash('sha256')
    .update(Buffer.from(countTag, 'base64url'))
    .update(publishedId)
    .digest()
    .subarray(0, markBytes)
    .toString('base64url');

/** The marks of all that was counted, in the order of their bytes, which says nothing of the reports they are of. */
export const countedMarks = (countTags: readonly string[], publishedId: string): string[] =>
  countTags.map((countTag) => countedMark(countTag, publishedId)).sort();
