import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealCursor } from '../../functions/envelope/cursor.ts';
import { derive } from '../../functions/envelope/derive.ts';
import { handleContext } from '../../functions/envelope/format.ts';
import { handleLifeMinutes, issueHandle, readHandle } from '../../functions/envelope/handle.ts';
import { seal } from '../../functions/envelope/seal.ts';
import { issueTicket } from '../../functions/envelope/ticket.ts';
import { everyFlippedBit, everyTruncation, hex, looseSpellings } from './damage.ts';

const secret = randomBytes(32);
const token = randomBytes(16);
const replyKey = randomBytes(16);
const now = new Date('2026-11-22T10:30:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const handle = issueHandle(secret, now, { token, replyKey });
const refused = { kind: 'invalid' };

describe('a handle', () => {
  it('gives back its token and reply key', () => {
    const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(sixteen, sixteen, (someToken, someKey) => {
        const result = readHandle(
          secret,
          issueHandle(secret, now, { token: someToken, replyKey: someKey }),
          now,
        );
        const read = result.kind === 'valid' ? result.handle : undefined;
        expect(read && [hex(read.token), hex(read.replyKey)]).toEqual([hex(someToken), hex(someKey)]);
      }),
    );
  });

  it('is valid to the end of its life, then expired', () => {
    expect(readHandle(secret, handle, later(handleLifeMinutes)).kind).toBe('valid');
    expect(readHandle(secret, handle, later(handleLifeMinutes + 1))).toEqual({ kind: 'expired' });
  });

  it('shows nothing of the token, and two of one token share nothing', () => {
    const [one, other] = [handle, issueHandle(secret, now, { token, replyKey })].map((text) =>
      Buffer.from(text, 'base64url'),
    );
    expect(one?.includes(token)).toBe(false);
    expect(one?.subarray(2).equals(other?.subarray(2) ?? Buffer.alloc(0))).toBe(false);
  });

  it.each([
    [15, 16],
    [17, 16],
    [16, 0],
    [15, 17],
  ])('of a token of %i and a reply key of %i bytes is a fault', (tokenLength, keyLength) => {
    const wrong = { token: new Uint8Array(tokenLength), replyKey: new Uint8Array(keyLength) };
    expect(() => issueHandle(secret, now, wrong)).toThrow(RangeError);
  });
});

describe('a handle is invalid', () => {
  it('under another secret', () => {
    expect(readHandle(randomBytes(32), handle, now)).toEqual(refused);
  });

  it('with any single bit changed', () => {
    for (const { bit, flipped } of everyFlippedBit(Buffer.from(handle, 'base64url'))) {
      const forged = Buffer.from(flipped).toString('base64url');
      expect(readHandle(secret, forged, now), `bit ${bit}`).toEqual(refused);
    }
  });

  it('truncated anywhere or extended', () => {
    for (const shorter of everyTruncation(Buffer.from(handle, 'base64url'))) {
      expect(readHandle(secret, Buffer.from(shorter).toString('base64url'), now)).toEqual(refused);
    }
    expect(readHandle(secret, `${handle}AAAA`, now)).toEqual(refused);
    expect(readHandle(secret, handle + handle, now)).toEqual(refused);
  });

  it('in any but its one spelling', () => {
    for (const spelling of looseSpellings(handle)) {
      expect(readHandle(secret, spelling, now), JSON.stringify(spelling)).toEqual(refused);
    }
  });

  it('when it is a ticket, a cursor or any other text', () => {
    expect(readHandle(secret, issueTicket(secret, now, randomBytes(16)), now)).toEqual(refused);
    expect(readHandle(secret, sealCursor(secret, 'member-1', randomBytes(36)), now)).toEqual(refused);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(readHandle(secret, text, now)).toEqual(refused);
      }),
    );
  });

  it('when the server sealed something of another length', () => {
    for (const length of [0, 35, 37]) {
      const sealed = seal(derive(secret, 'conductline handle', 32), handleContext, new Uint8Array(length));
      expect(readHandle(secret, Buffer.from(sealed).toString('base64url'), now)).toEqual(refused);
    }
  });
});
