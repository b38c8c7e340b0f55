import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';
import { passContext, utf8 } from './format.ts';
import { openPadded } from './open.ts';
import { sealPadded } from './seal.ts';

/**
 * What a piece of work in several requests carries in each of them: everything that is known of it, sealed by the
 * server, so that nothing of it has to be stored. It is a credential for that one piece of work.
 */
export type PassPurpose = 'upload' | 'original' | 'archive';

const passKey = (ticketSecret: Uint8Array): Uint8Array => derive(ticketSecret, 'conductline pass', 32);

/** @param content what the domain writes, as JSON; its length is hidden */
export const sealPass = (ticketSecret: Uint8Array, purpose: PassPurpose, content: string): string =>
  Buffer.from(sealPadded(passKey(ticketSecret), passContext(purpose), utf8(content))).toString('base64url');

/** @returns `undefined` for what the server did not seal for this purpose */
export const openPass = (
  ticketSecret: Uint8Array,
  purpose: PassPurpose,
  pass: string,
): Uint8Array | undefined => {
  const sealed = decodeBase64url(pass);
  return sealed && openPadded(passKey(ticketSecret), passContext(purpose), sealed);
};
