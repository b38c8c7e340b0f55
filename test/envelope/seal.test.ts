import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentContext,
  cursorContext,
  doorContext,
  handleContext,
  header,
  type ContentPlace,
  type SealingContext,
} from '../../functions/envelope/format.ts';
import { open, openPadded } from '../../functions/envelope/open.ts';
import { seal, sealPadded } from '../../functions/envelope/seal.ts';
import { everyFlippedBit, everyTruncation, hex } from './damage.ts';

const key = randomBytes(32);
const place: ContentPlace = {
  caseId: 'case-a',
  thread: 'reporter',
  kind: 'entry',
  id: 'entry-1',
  revision: 1,
};
const context = contentContext(place);
const plaintext = Buffer.from('They said it in front of everybody.');

describe('sealed bytes', () => {
  it('open to what was sealed, for any key, context and bytes', () => {
    const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const anyContext = fc.tuple(fc.string(), fc.string(), fc.string());
    fc.assert(
      fc.property(anyKey, anyContext, fc.uint8Array({ maxLength: 3000 }), (someKey, parts, bytes) => {
        const plain = open(someKey, parts, seal(someKey, parts, bytes));
        const padded = openPadded(someKey, parts, sealPadded(someKey, parts, bytes));
        expect(plain && hex(plain)).toBe(hex(bytes));
        expect(padded && hex(padded)).toBe(hex(bytes));
      }),
    );
  });

  it('are 30 bytes longer than the plaintext, the header in front', () => {
    const sealed = seal(key, context, plaintext);
    expect(sealed.length).toBe(plaintext.length + 30);
    expect(hex(sealed.subarray(0, 2))).toBe(hex(header));
  });

  it('show no length but the padded one', () => {
    const sizes = [0, 1, 1020].map((length) => sealPadded(key, context, new Uint8Array(length)).length);
    expect(new Set(sizes)).toEqual(new Set([1024 + 30]));
    expect(sealPadded(key, context, new Uint8Array(1021)).length).toBe(2048 + 30);
  });

  it('never repeat a nonce, so the same text twice is two ciphertexts', () => {
    const nonces = Array.from({ length: 1000 }, () => hex(seal(key, context, plaintext).subarray(2, 14)));
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('open where they stand inside a larger buffer', () => {
    const sealed = seal(key, context, plaintext);
    const inside = Buffer.concat([Buffer.from('xyz'), sealed, Buffer.from('xyz')]).subarray(3, -3);
    expect(hex(open(key, context, inside) ?? new Uint8Array(0))).toBe(hex(plaintext));
  });
});

describe('sealed bytes are refused', () => {
  it('under every key that differs in one bit', () => {
    const sealed = seal(key, context, plaintext);
    for (const { bit, flipped } of everyFlippedBit(key)) {
      expect(open(flipped, context, sealed), `key bit ${bit}`).toBeUndefined();
    }
  });

  it('with any single bit changed: header, nonce, ciphertext and tag', () => {
    for (const { bit, flipped } of everyFlippedBit(seal(key, context, plaintext))) {
      expect(open(key, context, flipped), `bit ${bit}`).toBeUndefined();
    }
  });

  it('with any single byte of a padded record changed', () => {
    const sealed = sealPadded(key, context, plaintext);
    for (const at of sealed.keys()) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(openPadded(key, context, changed), `byte ${at}`).toBeUndefined();
    }
  });

  it('truncated anywhere, from either end', () => {
    const sealed = seal(key, context, plaintext);
    for (const [removed, shorter] of everyTruncation(sealed).entries()) {
      expect(open(key, context, shorter)).toBeUndefined();
      expect(open(key, context, sealed.subarray(removed + 1))).toBeUndefined();
    }
  });

  it('extended, doubled, or with two tags exchanged', () => {
    const [one, other] = [seal(key, context, plaintext), seal(key, context, plaintext)];
    expect(open(key, context, Buffer.concat([one, Uint8Array.of(0)]))).toBeUndefined();
    expect(open(key, context, Buffer.concat([Uint8Array.of(0), one]))).toBeUndefined();
    expect(open(key, context, Buffer.concat([one, other]))).toBeUndefined();
    expect(open(key, context, Buffer.concat([one.subarray(0, -16), other.subarray(-16)]))).toBeUndefined();
  });

  it('when they are foreign bytes, with our header or without', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(open(key, context, bytes)).toBeUndefined();
        expect(open(key, context, Buffer.concat([header, bytes]))).toBeUndefined();
      }),
    );
  });

  it('padded when the plaintext was never padded', () => {
    expect(openPadded(key, context, seal(key, context, plaintext))).toBeUndefined();
  });
});

describe('a record moved elsewhere does not open', () => {
  const elsewhere: Record<string, SealingContext> = {
    'another case': contentContext({ ...place, caseId: 'case-b' }),
    'another thread': contentContext({ ...place, thread: 'response' }),
    'another kind': contentContext({ ...place, kind: 'note' }),
    'another id': contentContext({ ...place, id: 'entry-2' }),
    'an older revision': contentContext({ ...place, revision: 0 }),
    'a newer revision': contentContext({ ...place, revision: 2 }),
    'a boundary shifted between case and thread': contentContext({
      ...place,
      caseId: 'case-',
      thread: 'areporter',
    }),
    'a boundary shifted between id and revision': contentContext({ ...place, id: 'entry-', revision: 11 }),
    'a door': doorContext(place.caseId, place.thread),
    'a handle': handleContext,
    'a cursor': cursorContext(place.caseId),
    'no context': [''],
  };

  it.each(Object.entries(elsewhere))('%s', (_, other) => {
    const sealed = sealPadded(key, context, plaintext);
    expect(openPadded(key, context, sealed)).toBeDefined();
    expect(openPadded(key, other, sealed)).toBeUndefined();
  });

  it('a wrapped thread key opens only at its own case and thread', () => {
    const wrapped = seal(key, doorContext('case-a', 'reporter'), randomBytes(32));
    expect(open(key, doorContext('case-a', 'reporter'), wrapped)).toBeDefined();
    expect(open(key, doorContext('case-b', 'reporter'), wrapped)).toBeUndefined();
    expect(open(key, doorContext('case-a', 'response'), wrapped)).toBeUndefined();
    expect(open(key, doorContext('case-ar', 'eporter'), wrapped)).toBeUndefined();
  });
});

describe('a key that is not 32 bytes long', () => {
  it.each([0, 16, 31, 33])('is a fault, not a refusal: %i bytes', (length) => {
    const sealed = seal(key, context, plaintext);
    expect(() => seal(new Uint8Array(length), context, plaintext)).toThrow();
    expect(() => open(new Uint8Array(length), context, sealed)).toThrow();
  });
});
