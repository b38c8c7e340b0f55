import { hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nextToken } from '../../functions/envelope/next-token.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const lengthFirst = (...parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );

describe('the token that takes the place of another', () => {
  const secret = randomBytes(32);
  const old = randomBytes(16);
  const formBits = randomBytes(16);

  it('is HKDF-SHA256 of the secret over its label, the old token and the form’s bits', () => {
    const info = lengthFirst(Buffer.from('conductline next token'), old, formBits);
    const expected = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, 16));
    expect(hex(nextToken(secret, old, formBits))).toBe(hex(expected));
  });

  it('is the same for the same form, and another for any other secret, token or form', () => {
    const token = hex(nextToken(secret, old, formBits));
    expect(hex(nextToken(secret, old, formBits))).toBe(token);
    const others = [
      nextToken(randomBytes(32), old, formBits),
      nextToken(secret, randomBytes(16), formBits),
      nextToken(secret, old, randomBytes(16)),
    ].map(hex);
    expect(new Set([token, hex(old), ...others]).size).toBe(5);
  });

  it.each([0, 15, 17])('is refused with %d bytes of a form', (length) => {
    expect(() => nextToken(secret, old, randomBytes(length))).toThrow(RangeError);
  });
});
