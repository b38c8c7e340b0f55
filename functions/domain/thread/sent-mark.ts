import { derive } from '../../envelope/derive.ts';
import { utf8 } from '../../envelope/format.ts';

const markBytes = 16;

/**
 * The mark that makes sending a form or request twice one entry. It stands in a row’s key, in clear: without the key of
 * its thread, or of the casework, nobody can check a guess of what was sent.
 * @param key the thread key for entries, the casework key for notes and tasks
 */
export const sentMark = (key: Uint8Array, sentKey: string): string =>
  Buffer.from(derive(key, 'conductline sent', markBytes, [utf8(sentKey)])).toString('base64url');

/** The same where the sender may have given no key. */
export const sentMarkIfAny = (key: Uint8Array, sentKey: string | undefined): string | undefined =>
  sentKey === undefined ? undefined : sentMark(key, sentKey);
