import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';
import { tokenBytes, type Token } from './token.ts';

/**
 * Ticket: version (1) ‖ minutes since 1970 (4) ‖ random bits (16) ‖ HMAC-SHA256 by the server, first 16 bytes.
 * The token is derived from the random bits and the content, so sending the same form again is the same report.
 */
const ticketVersion = 1;
const randomBitsBytes = 16;
const macBytes = 16;
const bodyBytes = 1 + 4 + randomBitsBytes;

/** How long one form gives one report and one receipt. */
export const ticketLifeMinutes = 120;
/** A clock may be behind the one that issued the ticket. */
const clockSkewMinutes = 2;

const minutesSince1970 = (time: Date): number => Math.floor(time.getTime() / 60_000);

const mac = (ticketSecret: Uint8Array, body: Uint8Array): Uint8Array =>
  createHmac('sha256', derive(ticketSecret, 'conductline ticket', 32))
    .update(body)
    .digest()
    .subarray(0, macBytes);

/**
 * @param randomBits 16 bytes from a cryptographic source
 * @throws {RangeError} for any other length: fewer bits would make a weak token
 */
export const issueTicket = (ticketSecret: Uint8Array, now: Date, randomBits: Uint8Array): string => {
  if (randomBits.length !== randomBitsBytes) throw new RangeError('A ticket holds 16 random bytes.');
  const body = Buffer.alloc(bodyBytes);
  body.writeUInt8(ticketVersion, 0);
  body.writeUInt32BE(minutesSince1970(now), 1);
  body.set(randomBits, 5);
  return Buffer.concat([body, mac(ticketSecret, body)]).toString('base64url');
};

export type TicketResult =
  | { readonly kind: 'valid'; readonly randomBits: Uint8Array }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export const readTicket = (ticketSecret: Uint8Array, text: string, now: Date): TicketResult => {
  const bytes = decodeBase64url(text);
  if (bytes?.length !== bodyBytes + macBytes) return { kind: 'invalid' };
  const body = bytes.subarray(0, bodyBytes);
  if (!timingSafeEqual(mac(ticketSecret, body), bytes.subarray(bodyBytes))) return { kind: 'invalid' };
  if (body.readUInt8(0) !== ticketVersion) return { kind: 'invalid' };
  const age = minutesSince1970(now) - body.readUInt32BE(1);
  if (age < -clockSkewMinutes) return { kind: 'invalid' };
  return age > ticketLifeMinutes
    ? { kind: 'expired' }
    : { kind: 'valid', randomBits: new Uint8Array(body.subarray(5)) };
};

/** @param submissionDigest SHA-256 of the canonical submission: edited content is another token */
export const tokenOfTicket = (randomBits: Uint8Array, submissionDigest: Uint8Array): Token =>
  derive(randomBits, 'conductline token', tokenBytes, [submissionDigest]);
