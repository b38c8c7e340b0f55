import { createHmac, timingSafeEqual } from 'node:crypto';
import { derive } from './derive.ts';
import { utf8 } from './format.ts';

/** How far a bridge's clock may be from ours, in seconds, either way; a request that is older cannot be sent again. */
const signatureToleranceSeconds = 300;

/** What a bridge signs with, as text: derived, so that nothing of it is stored and another generation ends it. */
export const bridgeSecret = (ticketSecret: Uint8Array, name: string, generation: number): string => {
  const parts = [utf8(name), utf8(String(generation))];
  return Buffer.from(derive(ticketSecret, 'conductline bridge', 32, parts)).toString('base64url');
};

/**
 * `v1=` and HMAC-SHA-256 over `timestamp.body` in hexadecimal, under the text of the secret.
 * @param timestamp seconds since 1970, as they are sent
 */
export const bridgeSignature = (secret: string, timestamp: string, body: Uint8Array): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;

/** Compares in constant time; what has another length is compared with itself in its place. */
const isSame = (expected: string, given: string): boolean => {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  const isAsLong = one.length === other.length;
  return timingSafeEqual(one, isAsLong ? other : one) && isAsLong;
};

/** Whether it was signed with this secret, and about now. The work is the same whatever is wrong. */
export const isSignedByBridge = (
  secret: string,
  given: { readonly timestamp: string; readonly signature: string; readonly body: Uint8Array },
  now: Date,
): boolean => {
  const seconds = /^\d{1,12}$/.test(given.timestamp) ? Number(given.timestamp) : 0;
  const isTimely = Math.abs(now.getTime() / 1_000 - seconds) <= signatureToleranceSeconds;
  const isSigned = isSame(bridgeSignature(secret, given.timestamp, given.body), given.signature);
  return isSigned && isTimely;
};
