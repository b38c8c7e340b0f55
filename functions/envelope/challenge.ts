import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { derive } from './derive.ts';
import { lengthPrefixed } from './format.ts';

/**
 * What a passkey signs: random bits (16) ‖ last minute since 1970 (4) ‖ HMAC-SHA256 by the server over both and the
 * purpose, first 16 bytes. Nothing is stored until it is used (WebAuthn Level 3 §13.4.3: at least 16 random bytes).
 */
export const challengeLifeMinutes = 5;
const randomBitsBytes = 16;
const bodyBytes = randomBitsBytes + 4;
const macBytes = 16;

/** What a challenge is for; one for another purpose, or another member, is none. */
export type ChallengePurpose = readonly ['sign-in'] | readonly ['register', memberId: string];

const mac = (secret: Uint8Array, purpose: ChallengePurpose, body: Uint8Array): Uint8Array =>
  createHmac('sha256', derive(secret, 'conductline challenge', 32))
    .update(lengthPrefixed([...purpose, body]))
    .digest()
    .subarray(0, macBytes);

/**
 * @param randomBits 16 bytes from a cryptographic source
 * @throws {RangeError} for any other length
 */
export const issueChallenge = (
  secret: Uint8Array,
  purpose: ChallengePurpose,
  now: Date,
  randomBits: Uint8Array,
): Uint8Array => {
  if (randomBits.length !== randomBitsBytes) throw new RangeError('A challenge holds 16 random bytes.');
  const body = Buffer.alloc(bodyBytes);
  body.set(randomBits, 0);
  body.writeUInt32BE(Math.floor(now.getTime() / 60_000) + challengeLifeMinutes, randomBitsBytes);
  return new Uint8Array(Buffer.concat([body, mac(secret, purpose, body)]));
};

/** Whether the server made this challenge for this purpose in the last five minutes. */
export const isChallenge = (
  secret: Uint8Array,
  purpose: ChallengePurpose,
  challenge: Uint8Array,
  now: Date,
): boolean => {
  if (challenge.length !== bodyBytes + macBytes) return false;
  const body = challenge.subarray(0, bodyBytes);
  if (!timingSafeEqual(mac(secret, purpose, body), challenge.subarray(bodyBytes))) return false;
  return Math.floor(now.getTime() / 60_000) <= Buffer.from(body).readUInt32BE(randomBitsBytes);
};

/** The name under which a used challenge is remembered until it would have ended anyway. */
export const challengeId = (challenge: Uint8Array): string =>
  createHash('sha256').update(challenge).digest('base64url').slice(0, 22);
