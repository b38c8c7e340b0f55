import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';
import { cursorContext } from './format.ts';
import { open } from './open.ts';
import { seal } from './seal.ts';

const cursorKey = (ticketSecret: Uint8Array): Uint8Array => derive(ticketSecret, 'conductline cursor', 32);

/** A place in a list, sealed for one member: it tells nothing and cannot be forged or handed on. */
export const sealCursor = (ticketSecret: Uint8Array, memberId: string, place: Uint8Array): string =>
  Buffer.from(seal(cursorKey(ticketSecret), cursorContext(memberId), place)).toString('base64url');

/** @returns `undefined` for anything `sealCursor` did not make for this member */
export const openCursor = (
  ticketSecret: Uint8Array,
  memberId: string,
  cursor: string,
): Uint8Array | undefined => {
  const sealed = decodeBase64url(cursor);
  return sealed && open(cursorKey(ticketSecret), cursorContext(memberId), sealed);
};
