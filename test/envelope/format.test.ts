import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  associatedData,
  contentContext,
  lengthPrefixed,
  pad,
  paddedLength,
  ringInfo,
  splitLengthPrefixed,
  unpad,
  type ContentPlace,
  type RingPlace,
} from '../../functions/envelope/format.ts';
import { hex } from './damage.ts';

const kilobyte = 1024;
const lengthField = 4;
const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });

describe('length-prefixed parts', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(parts, (list) => {
        expect(splitLengthPrefixed(lengthPrefixed(list))?.map(hex)).toEqual(list.map(hex));
      }),
    );
  });

  it('encode alike only when the lists are alike', () => {
    const shifted = fc.tuple(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }), fc.nat(12));
    fc.assert(
      fc.property(shifted, ([left, right, cut]) => {
        const joined = Buffer.from(left + right);
        const one = [Buffer.from(left), Buffer.from(right)];
        const other = [joined.subarray(0, cut), joined.subarray(cut)];
        const same = one.map(hex).join() === other.map(hex).join();
        expect(hex(lengthPrefixed(one)) === hex(lengthPrefixed(other))).toBe(same);
      }),
    );
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same = JSON.stringify(one.map(hex)) === JSON.stringify(other.map(hex));
        expect(hex(lengthPrefixed(one)) === hex(lengthPrefixed(other))).toBe(same);
      }),
    );
  });

  it('tell an empty part from none', () => {
    expect(hex(lengthPrefixed([]))).toBe('');
    expect(hex(lengthPrefixed(['']))).toBe('00000000');
    expect(hex(lengthPrefixed(['', '']))).toBe('0000000000000000');
  });

  it('encode text as its UTF-8 bytes, counted in bytes', () => {
    expect(hex(lengthPrefixed(['é']))).toBe('00000002c3a9');
  });

  it('are refused when the lengths do not add up', () => {
    const encoded = lengthPrefixed(['abc', 'de']);
    for (const cut of [1, 3, 4, 6, 8, 10, 11, 12]) {
      expect(splitLengthPrefixed(encoded.subarray(0, cut)), `cut at ${cut}`).toBeUndefined();
    }
    expect(splitLengthPrefixed(Buffer.concat([encoded, Uint8Array.of(0)]))).toBeUndefined();
    expect(splitLengthPrefixed(Buffer.from('ffffffff00', 'hex'))).toBeUndefined();
  });

  it('split bytes that stand inside a larger buffer', () => {
    const encoded = Buffer.concat([Buffer.from('xyz'), lengthPrefixed(['abc'])]).subarray(3);
    expect(splitLengthPrefixed(encoded)?.map(hex)).toEqual([hex(Buffer.from('abc'))]);
  });

  it('give an answer for any bytes, and only the one encoding of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const split = splitLengthPrefixed(bytes);
        if (split) expect(hex(lengthPrefixed(split))).toBe(hex(bytes));
      }),
    );
  });
});

describe('contexts', () => {
  const text = fc.string({ maxLength: 8 });
  const contentPlace: fc.Arbitrary<ContentPlace> = fc.record({
    caseId: text,
    thread: text,
    kind: fc.constantFrom('entry', 'summary', 'note'),
    id: text,
    revision: fc.nat(),
  });
  const ringPlace: fc.Arbitrary<RingPlace> = fc.record({
    caseId: text,
    part: text,
    purpose: fc.constantFrom('reports', 'briefs', 'identity'),
    channel: text,
    epoch: fc.nat(),
  });

  it('of two places of content agree only when every field agrees', () => {
    fc.assert(
      fc.property(contentPlace, contentPlace, (one, other) => {
        const same = Object.values(one).join('\u0000') === Object.values(other).join('\u0000');
        const encoded = [one, other].map((place) => hex(associatedData(contentContext(place))));
        expect(encoded[0] === encoded[1]).toBe(same);
      }),
    );
  });

  it('of two places under a ring agree only when every field agrees', () => {
    fc.assert(
      fc.property(ringPlace, ringPlace, (one, other) => {
        const same = Object.values(one).join('\u0000') === Object.values(other).join('\u0000');
        expect(hex(ringInfo(one)) === hex(ringInfo(other))).toBe(same);
      }),
    );
  });

  it('carry the header in front of the parts', () => {
    expect(hex(associatedData(['a', 'b']))).toBe('0101' + '0000000161' + '0000000162');
  });
});

describe('padding', () => {
  it('comes off again for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const back = unpad(pad(bytes));
        expect(back && hex(back)).toBe(hex(bytes));
      }),
    );
  });

  it.each([1, 2, 4, 8, 16, 32, 64, 128, 192, 256].map((size) => [size * kilobyte]))(
    'fills %i bytes exactly, and one byte more takes the next size',
    (size) => {
      const next = size < 64 * kilobyte ? size * 2 : size + 64 * kilobyte;
      expect(paddedLength(size - lengthField)).toBe(size);
      expect(paddedLength(size - lengthField + 1)).toBe(next);
      for (const length of [size - lengthField, size - lengthField + 1]) {
        const plaintext = new Uint8Array(length).fill(7);
        const padded = pad(plaintext);
        expect(padded.length).toBe(paddedLength(length));
        expect(Buffer.from(plaintext).equals(unpad(padded) ?? new Uint8Array(0))).toBe(true);
      }
    },
  );

  it('gives an empty text the smallest size', () => {
    expect(pad(new Uint8Array(0)).length).toBe(kilobyte);
  });

  it('leaves only powers of two to 64 KB, then multiples of 64 KB', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (length) => {
        const size = paddedLength(length);
        const power = size >= kilobyte && size <= 64 * kilobyte && Number.isInteger(Math.log2(size));
        expect(power || size % (64 * kilobyte) === 0).toBe(true);
        expect(size).toBeGreaterThanOrEqual(length + lengthField);
        expect(paddedLength(length + 1)).toBeGreaterThanOrEqual(size);
      }),
    );
  });

  it('is refused when it is not what pad makes', () => {
    const padded = pad(Buffer.from('what happened'));
    expect(unpad(new Uint8Array(0))).toBeUndefined();
    expect(unpad(new Uint8Array(3))).toBeUndefined();
    expect(unpad(padded.subarray(0, -1))).toBeUndefined();
    expect(unpad(Buffer.concat([padded, Uint8Array.of(0)]))).toBeUndefined();
    expect(unpad(Buffer.concat([padded, new Uint8Array(padded.length)]))).toBeUndefined();
    for (const at of [lengthField + 13, padded.length - 1]) {
      const dirty = Uint8Array.from(padded);
      dirty[at] = 1;
      expect(unpad(dirty), `a byte at ${at}`).toBeUndefined();
    }
    const tooLong = Uint8Array.from(padded);
    tooLong.set([0xff, 0xff, 0xff, 0xff]);
    expect(unpad(tooLong)).toBeUndefined();
  });
});
