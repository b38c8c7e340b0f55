import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  issueTicket,
  readTicket,
  ticketLifeMinutes,
  tokenOfTicket,
} from '../../functions/envelope/ticket.ts';
import { everyFlippedBit, everyTruncation, hex, looseSpellings } from './damage.ts';
import { signedTicket, ticketOfVersion1 } from './ticket-version-1.ts';

const secret = randomBytes(32);
const randomBits = randomBytes(16);
const now = new Date('2026-11-22T10:30:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
const ticket = issueTicket(secret, now, randomBits);
const refused = { kind: 'invalid' };

describe('a ticket', () => {
  it('gives back its random bits for any secret, time and bits', () => {
    const time = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 64 }),
        time,
        sixteen,
        (someSecret, when, bits) => {
          const result = readTicket(someSecret, issueTicket(someSecret, when, bits), when);
          expect(result.kind === 'valid' && hex(result.randomBits)).toBe(hex(bits));
        },
      ),
    );
  });

  it('is valid to the end of its life, then expired', () => {
    for (const minutes of [0, 1, ticketLifeMinutes]) {
      expect(readTicket(secret, ticket, later(minutes)).kind, `${minutes} minutes`).toBe('valid');
    }
    for (const minutes of [ticketLifeMinutes + 1, 60 * 24 * 400]) {
      expect(readTicket(secret, ticket, later(minutes)), `${minutes} minutes`).toEqual({
        kind: 'expired',
        randomBits: new Uint8Array(randomBits),
      });
    }
  });

  it('from the future is invalid, but for two minutes between clocks', () => {
    expect(readTicket(secret, ticket, later(-2)).kind).toBe('valid');
    expect(readTicket(secret, ticket, later(-3))).toEqual(refused);
  });

  it('tells its age in seconds, below zero when the clock was put back', () => {
    for (const seconds of [-120, -1, 0, 1, 59, 61, ticketLifeMinutes * 60]) {
      const read = readTicket(secret, ticket, later(seconds / 60));
      expect(read.kind === 'valid' && read.ageSeconds).toBe(seconds);
    }
  });

  it('of version 1 is still read, to the end of its last minute', () => {
    const old = ticketOfVersion1(secret, later(0.5), randomBits);
    expect(readTicket(secret, old, later(2))).toEqual({
      kind: 'valid',
      randomBits: new Uint8Array(randomBits),
      ageSeconds: 120,
    });
    expect(readTicket(secret, old, later(ticketLifeMinutes + 0.9)).kind).toBe('valid');
    expect(readTicket(secret, old, later(ticketLifeMinutes + 1)).kind).toBe('expired');
    expect(readTicket(secret, old, later(-3))).toEqual(refused);
  });

  it('holds exactly 16 random bytes: any other number is a fault', () => {
    for (const length of [0, 15, 17]) {
      expect(() => issueTicket(secret, now, new Uint8Array(length))).toThrow(RangeError);
    }
  });
});

describe('a ticket is invalid', () => {
  it('under another secret', () => {
    for (const { flipped } of everyFlippedBit(secret)) {
      expect(readTicket(flipped, ticket, now)).toEqual(refused);
    }
  });

  it('with any single bit changed, the time and the version included', () => {
    for (const { bit, flipped } of everyFlippedBit(Buffer.from(ticket, 'base64url'))) {
      const forged = Buffer.from(flipped).toString('base64url');
      expect(readTicket(secret, forged, now), `bit ${bit}`).toEqual(refused);
    }
  });

  it('truncated anywhere or extended', () => {
    const bytes = Buffer.from(ticket, 'base64url');
    for (const shorter of everyTruncation(bytes)) {
      expect(readTicket(secret, Buffer.from(shorter).toString('base64url'), now)).toEqual(refused);
    }
    for (let length = 0; length < ticket.length; length++) {
      expect(readTicket(secret, ticket.slice(0, length), now)).toEqual(refused);
    }
    expect(readTicket(secret, Buffer.concat([bytes, Uint8Array.of(0)]).toString('base64url'), now)).toEqual(
      refused,
    );
  });

  it('in any but its one spelling', () => {
    for (const spelling of looseSpellings(ticket)) {
      expect(readTicket(secret, spelling, now), JSON.stringify(spelling)).toEqual(refused);
    }
  });

  it('when it is any other text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => {
        expect(readTicket(secret, text, now)).toEqual(refused);
      }),
    );
    for (const [version, length] of [
      [0, 37],
      [0, 38],
      [1, 37],
      [1, 38],
      [2, 38],
      [2, 37],
    ] as const) {
      const noTicket = Buffer.alloc(length);
      noTicket[0] = version;
      expect(readTicket(secret, noTicket.toString('base64url'), now)).toEqual(refused);
    }
    expect(readTicket(secret, 'A'.repeat(1_000_000), now)).toEqual(refused);
  });

  it('of another version, even with a MAC of the server', () => {
    const body = Buffer.from(ticket, 'base64url').subarray(0, 22);
    const signed = (version: number): string => {
      const other = Buffer.from(body);
      other.writeUInt8(version, 0);
      return signedTicket(secret, other);
    };
    expect(readTicket(secret, signed(2), now).kind).toBe('valid');
    for (const version of [0, 1, 3, 255]) expect(readTicket(secret, signed(version), now)).toEqual(refused);
  });
});

describe('the token of a ticket', () => {
  it('is the same for the same content, and another for other bits or other content', () => {
    const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(sixteen, sixteen, digest, digest, (bits, otherBits, content, otherContent) => {
        const token = hex(tokenOfTicket(bits, content));
        expect(token.length).toBe(32);
        expect(hex(tokenOfTicket(Uint8Array.from(bits), Uint8Array.from(content)))).toBe(token);
        expect(hex(tokenOfTicket(otherBits, content)) === token).toBe(hex(bits) === hex(otherBits));
        expect(hex(tokenOfTicket(bits, otherContent)) === token).toBe(hex(content) === hex(otherContent));
      }),
    );
  });

  it('is not the random bits the form carries', () => {
    expect(hex(tokenOfTicket(randomBits, new Uint8Array(32)))).not.toBe(hex(randomBits));
  });
});
