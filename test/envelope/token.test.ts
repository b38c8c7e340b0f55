import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeToken, doorId, doorKey, encodeToken, passphrase } from '../../functions/envelope/token.ts';
import { hex, looseSpellings } from './damage.ts';

const anyToken = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('the text of a token', () => {
  it('is 22 characters that come back as the same token', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        const text = encodeToken(token);
        const decoded = decodeToken(text);
        expect(text).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(decoded && hex(decoded)).toBe(hex(token));
      }),
    );
  });

  it('is refused in every loose spelling; another last character is refused or another token', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        for (const spelling of looseSpellings(encodeToken(token))) {
          const decoded = decodeToken(spelling);
          expect(decoded && hex(decoded), JSON.stringify(spelling)).not.toBe(hex(token));
          if (decoded) expect(encodeToken(decoded)).toBe(spelling);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('leaves the four unused low bits zero', () => {
    const start = 'A'.repeat(21);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    expect(Array.from(alphabet).filter((last) => decodeToken(start + last))).toEqual(['A', 'Q', 'g', 'w']);
  });

  it.each(['', 'A', 'A'.repeat(21), 'A'.repeat(23), 'A'.repeat(44), `${'A'.repeat(21)}\n`, 'ü'.repeat(22)])(
    'is refused when it is %j',
    (text) => {
      expect(decodeToken(text)).toBeUndefined();
    },
  );
});

describe('what is derived from a token', () => {
  it('is a door id of 32 bytes and a door key of 32 bytes that have nothing in common', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        const id = Buffer.from(doorId(token), 'base64url');
        expect([id.length, doorKey(token).length]).toEqual([32, 32]);
        expect(hex(id)).not.toBe(hex(doorKey(token)));
        expect(doorId(token)).not.toContain(encodeToken(token));
      }),
    );
  });

  it('differs for two tokens', () => {
    fc.assert(
      fc.property(anyToken, anyToken, (one, other) => {
        const same = hex(one) === hex(other);
        expect(doorId(one) === doorId(other)).toBe(same);
        expect(hex(doorKey(one)) === hex(doorKey(other))).toBe(same);
        expect(passphrase(one) === passphrase(other)).toBe(same);
      }),
    );
  });
});

describe('the passphrase', () => {
  // https://github.com/trezor/python-mnemonic/blob/master/vectors.json
  it.each([
    ['00'.repeat(16), `${'abandon '.repeat(11)}about`],
    ['7f'.repeat(16), 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
    ['ff'.repeat(16), `${'zoo '.repeat(11)}wrong`],
  ])('of %s is that of the BIP-39 vectors', (entropy, words) => {
    expect(passphrase(Buffer.from(entropy, 'hex'))).toBe(words);
  });
});
