import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeBase64url } from './base64url.ts';
import { derive } from './derive.ts';
import { tokenBytes, type Token } from './token.ts';

/**
 * Ticket: version (1) ‖ seconds since 1970 (5) ‖ random bits (16) ‖ HMAC-SHA256 by the server, first 16 bytes.
 * Version 1, which is still read, has minutes since 1970 (4) in the place of seconds.
 * The token is derived from the random bits and the content, so sending the same form again is the same report.
 */
const ticketVersion = 2;
const timeBytes: Readonly<Record<number, number>> = { 1: 4, [ticketVersion]: 5 };
const secondsPerUnit: Readonly<Record<number, number>> = { 1: 60, [ticketVersion]: 1 };
const randomBitsBytes = 16;
const macBytes = 16;

/** How long one form gives one report and one receipt. */
export const ticketLifeMinutes = 120;
/** A clock may be behind the one that issued the ticket. */
const clockSkewMinutes = 2;

const secondsSince1970 = (time: Date): number => Math.floor(time.getTime() / 1000);

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
  const time = Buffer.alloc(5);
  time.writeUIntBE(secondsSince1970(now), 0, time.length);
  const body = Buffer.concat([Uint8Array.of(ticketVersion), time, randomBits]);
  return Buffer.concat([body, mac(ticketSecret, body)]).toString('base64url');
};

export type TicketResult =
  | {
      readonly kind: 'valid';
      readonly randomBits: Uint8Array;
      /** Below zero when the clock has been put back; in whole minutes for tickets of version 1. */
      readonly ageSeconds: number;
    }
  /** What an old ticket would have led to can still be looked up; nothing new is filed with it. */
  | { readonly kind: 'expired'; readonly randomBits: Uint8Array }
  | { readonly kind: 'invalid' };

export const readTicket = (ticketSecret: Uint8Array, text: string, now: Date): TicketResult => {
  const bytes = decodeBase64url(text);
  const version = bytes?.[0] ?? 0;
  const [timeLength, unit] = [timeBytes[version], secondsPerUnit[version]];
  if (!bytes || timeLength === undefined || unit === undefined) return { kind: 'invalid' };
  const bodyBytes = 1 + timeLength + randomBitsBytes;
  if (bytes.length !== bodyBytes + macBytes) return { kind: 'invalid' };
  const body = bytes.subarray(0, bodyBytes);
  if (!timingSafeEqual(mac(ticketSecret, body), bytes.subarray(bodyBytes))) return { kind: 'invalid' };
  // Counted in the ticket's own unit: a version 1 ticket lives to the end of its last minute.
  const age = Math.floor(secondsSince1970(now) / unit) - body.readUIntBE(1, timeLength);
  if (age * unit < -clockSkewMinutes * 60) return { kind: 'invalid' };
  const randomBits = new Uint8Array(body.subarray(1 + timeLength));
  return age * unit > ticketLifeMinutes * 60
    ? { kind: 'expired', randomBits }
    : { kind: 'valid', randomBits, ageSeconds: age * unit };
};

/** @param submissionDigest SHA-256 of the canonical submission: edited content is another token */
export const tokenOfTicket = (randomBits: Uint8Array, submissionDigest: Uint8Array): Token =>
  derive(randomBits, 'conductline token', tokenBytes, [submissionDigest]);
