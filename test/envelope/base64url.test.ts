import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64url } from '../../functions/envelope/base64url.ts';
import { hex } from './damage.ts';

describe('base64url', () => {
  it('comes back for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decodeBase64url(Buffer.from(bytes).toString('base64url'));
        expect(decoded && hex(decoded)).toBe(hex(bytes));
      }),
    );
  });

  it('reads a text only when it is the one spelling of its bytes', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...Array.from('AQgw019-_+/= \n.ü')), maxLength: 12 });
    fc.assert(
      fc.property(nearly, (text) => {
        const decoded = decodeBase64url(text);
        if (decoded) expect(decoded.toString('base64url')).toBe(text);
        else expect(text).not.toBe('');
      }),
    );
  });

  it.each(['QQ==', 'QR', 'Q', 'QQ ', ' QQ', 'Q\nQ', '+/+/', 'QQ=QQ', 'QQ\u0000', 'QQÄ'])(
    'refuses %j',
    (text) => {
      expect(decodeBase64url(text)).toBeUndefined();
    },
  );
});
