import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derive } from '../../functions/envelope/derive.ts';
import { hex } from './damage.ts';

/** HKDF-SHA256 of one block, straight from RFC 5869 §2, with the salt of zeros that "no salt" means. */
const hkdfOfOneBlock = (secret: Uint8Array, info: Uint8Array): Buffer => {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
  return createHmac('sha256', extracted).update(info).update(Uint8Array.of(1)).digest();
};

const prefixed = (part: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return Buffer.concat([length, part]);
};

describe('derive', () => {
  it('is HKDF-SHA256 as RFC 5869 writes it', () => {
    const bytes = fc.uint8Array({ maxLength: 48 });
    fc.assert(
      fc.property(
        bytes,
        fc.string({ maxLength: 20 }),
        bytes,
        fc.integer({ min: 1, max: 32 }),
        (secret, label, part, length) => {
          const info = Buffer.concat([prefixed(Buffer.from(label)), prefixed(part)]);
          expect(hex(derive(secret, label, length, [part]))).toBe(
            hex(hkdfOfOneBlock(secret, info).subarray(0, length)),
          );
        },
      ),
    );
  });

  it('gives unrelated keys for two labels, two secrets, and parts cut elsewhere', () => {
    const part = (text: string): Uint8Array => Buffer.from(text);
    const derived = [
      derive(Buffer.from('secret'), 'label', 32),
      derive(Buffer.from('secreT'), 'label', 32),
      derive(Buffer.from('secret'), 'labels', 32),
      derive(Buffer.from('secret'), 'label', 32, [part('a'), part('b')]),
      derive(Buffer.from('secret'), 'label', 32, [part('ab')]),
      derive(Buffer.from('secret'), 'labela', 32, [part('b')]),
    ].map(hex);
    expect(new Set(derived).size).toBe(derived.length);
  });
});
