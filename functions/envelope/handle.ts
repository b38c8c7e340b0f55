import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';
import { handleContext } from './format.ts';
import { open } from './open.ts';
import { seal } from './seal.ts';
import { tokenBytes, type Token } from './token.ts';

/**
 * What a reply form carries instead of the token: sealed by the server, good for 30 minutes.
 * Plaintext: token (16) ‖ last minute since 1970 (4) ‖ reply key (16).
 */
export const handleLifeMinutes = 30;
export const replyKeyBytes = 16;

export type Handle = {
  readonly token: Token;
  /** Random for each form: the same form sent twice is one reply. */
  readonly replyKey: Uint8Array;
};

const handleKey = (ticketSecret: Uint8Array): Uint8Array => derive(ticketSecret, 'conductline handle', 32);

/** @throws {RangeError} when the token or the reply key is not 16 bytes long */
export const issueHandle = (ticketSecret: Uint8Array, now: Date, handle: Handle): string => {
  if (handle.token.length !== tokenBytes || handle.replyKey.length !== replyKeyBytes) {
    throw new RangeError('A handle holds a token and a reply key of 16 bytes each.');
  }
  const lastMinute = Buffer.alloc(4);
  lastMinute.writeUInt32BE(Math.floor(now.getTime() / 60_000) + handleLifeMinutes);
  const plaintext = Buffer.concat([handle.token, lastMinute, handle.replyKey]);
  return Buffer.from(seal(handleKey(ticketSecret), handleContext, plaintext)).toString('base64url');
};

export type HandleResult =
  | { readonly kind: 'valid'; readonly handle: Handle }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export const readHandle = (ticketSecret: Uint8Array, text: string, now: Date): HandleResult => {
  const sealed = decodeBase64url(text);
  const opened = sealed && open(handleKey(ticketSecret), handleContext, sealed);
  if (opened?.length !== tokenBytes + 4 + replyKeyBytes) return { kind: 'invalid' };
  const bytes = Buffer.from(opened);
  if (Math.floor(now.getTime() / 60_000) > bytes.readUInt32BE(tokenBytes)) return { kind: 'expired' };
  const token = new Uint8Array(bytes.subarray(0, tokenBytes));
  return { kind: 'valid', handle: { token, replyKey: new Uint8Array(bytes.subarray(tokenBytes + 4)) } };
};
