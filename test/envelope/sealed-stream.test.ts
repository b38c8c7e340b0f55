import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openChunk, openStream, StreamDoesNotOpen } from '../../functions/envelope/open-stream.ts';
import { sealChunk, sealStream } from '../../functions/envelope/seal-stream.ts';
import {
  bytesInChunk,
  chunkBytes,
  chunkCount,
  chunkNonce,
  chunkOverhead,
  paddedFileSize,
  sealedFileSize,
  streamKey,
  type AttachmentPlace,
  type ChunkPosition,
} from '../../functions/envelope/sealed-stream.ts';
import { everyFlippedBit, everyTruncation, hex } from './damage.ts';
import { sealChunkAsDocumented, type PlainChunk } from './deterministic-stream.ts';

const secret = randomBytes(32);
const place: AttachmentPlace = { caseId: 'case', thread: 'reporter', attachmentId: 'file', copy: 'main' };
const key = streamKey(secret, place);
const only: ChunkPosition = { number: 0, final: true };

const gathered = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
};
const sealed = (file: Uint8Array): Promise<Uint8Array[]> => gathered(sealStream(key, [file]));
const opened = async (chunks: readonly Uint8Array[], under = key): Promise<Buffer> =>
  Buffer.concat(await gathered(openStream(under, chunks)));

/** Cuts a file at these places, in whatever order they are. */
const cut = (file: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const sorted = [0, ...places.map((at) => at % (file.length + 1)).sort((a, b) => a - b), file.length];
  return sorted.slice(1).map((end, index) => file.subarray(sorted[index], end));
};

const small = fc.uint8Array({ maxLength: 3_000 });

describe('a sealed file', () => {
  it('opens to what was sealed, whatever pieces it came in', async () => {
    const sizes = fc.constantFrom(0, 1, 70_000, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes);
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.array(fc.nat({ max: 2 * chunkBytes }), { maxLength: 6 }),
        async (size, cuts) => {
          const file = randomBytes(size);
          const chunks = await gathered(sealStream(key, cut(file, cuts)));
          expect(chunks.length).toBe(chunkCount(size));
          expect(chunks.reduce((sum, chunk) => sum + chunk.length, 0)).toBe(sealedFileSize(size));
          expect((await opened(chunks)).equals(file)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('opens chunk by chunk, in any order, and each alone', async () => {
    const file = randomBytes(2 * chunkBytes + 5_000);
    const chunks = await sealed(file);
    for (const number of [2, 0, 1]) {
      const part = openChunk(key, { number, final: number === 2 }, chunks[number] ?? Buffer.alloc(0));
      expect(part?.length).toBe(bytesInChunk(file.length, number));
      const start = number * chunkBytes;
      expect(Buffer.from(part ?? []).equals(file.subarray(start, start + chunkBytes))).toBe(true);
    }
  });

  it('is the same whether it was sealed as a stream or chunk by chunk', async () => {
    const file = randomBytes(chunkBytes + 100);
    const apart = [
      sealChunk(key, { number: 0, final: false }, file.subarray(0, chunkBytes)),
      sealChunk(key, { number: 1, final: true }, file.subarray(chunkBytes)),
    ];
    expect((await opened(apart)).equals(file)).toBe(true);
  });

  it('opens what another implementation of the document sealed, and the other way round', () => {
    fc.assert(
      fc.property(small, fc.uint8Array({ minLength: 7, maxLength: 7 }), (bytes, prefix) => {
        const padding = paddedFileSize(bytes.length) - bytes.length;
        const theirs = sealChunkAsDocumented(secret, place, { ...only, bytes, padding }, prefix);
        expect(hex(openChunk(key, only, theirs) ?? Buffer.from('refused'))).toBe(hex(bytes));
        const ours = sealChunk(key, only, bytes);
        const again = sealChunkAsDocumented(secret, place, { ...only, bytes, padding }, ours.subarray(2, 9));
        expect(hex(again)).toBe(hex(ours));
      }),
    );
  });

  it('never meets a nonce twice when a chunk is sealed again', () => {
    const prefixes = Array.from({ length: 1_000 }, () => hex(sealChunk(key, only, secret).subarray(2, 9)));
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it('holds no more than two chunks, however long it is', async () => {
    let given = 0;
    let taken = 0;
    const endless = function* (): Generator<Uint8Array> {
      const piece = new Uint8Array(chunkBytes / 4);
      for (;;) {
        given += piece.length;
        yield piece;
      }
    };
    for await (const piece of openStream(key, sealStream(key, endless()))) {
      taken += piece.length;
      expect(given - taken).toBeLessThanOrEqual(2 * chunkBytes + chunkBytes / 4);
      if (taken > 20 * chunkBytes) break;
    }
    expect(taken).toBe(21 * chunkBytes);
  });
});

describe('the size of the ciphertext', () => {
  it('tells the size class and nothing else', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60_000 }), (size) => {
        const chunk = sealChunk(key, only, new Uint8Array(size));
        expect(chunk.length).toBe(paddedFileSize(size) + chunkOverhead);
      }),
    );
  });

  it('comes from padding that never shrinks, is stable, and costs little', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 - 1 }), fc.nat({ max: 5_000_000 }), (size, more) => {
        const padded = paddedFileSize(size);
        expect(padded).toBeGreaterThanOrEqual(Math.max(size, 1_024));
        expect(paddedFileSize(padded)).toBe(padded);
        expect(paddedFileSize(size + more)).toBeGreaterThanOrEqual(padded);
        // Only the last chunk is padded: the class ends where the last chunk does, or before.
        expect(chunkCount(padded)).toBe(chunkCount(size));
        if (size >= 2 ** 21) expect(padded - size).toBeLessThanOrEqual(size / 32);
      }),
      { numRuns: 2_000 },
    );
  });

  it('falls into few classes up to 100 MB', () => {
    let classes = 0;
    for (let size = 0; size < 100_000_000; size = paddedFileSize(size) + 1) classes += 1;
    expect(classes).toBe(230);
  });
});

describe('a chunk is refused', () => {
  const bytes = Buffer.from('evidence');
  const chunk = sealChunk(key, only, bytes);

  it('with any bit of a byte changed: header, prefix, ciphertext, padding and tag', () => {
    for (const { bit, flipped } of everyFlippedBit(chunk))
      expect(openChunk(key, only, flipped), `bit ${bit}`).toBeUndefined();
  });

  it('cut off anywhere, or with bytes behind it', () => {
    for (const beginning of everyTruncation(chunk)) expect(openChunk(key, only, beginning)).toBeUndefined();
    expect(openChunk(key, only, Buffer.concat([chunk, Buffer.alloc(1)]))).toBeUndefined();
    expect(openChunk(key, only, Buffer.concat([chunk, chunk]))).toBeUndefined();
  });

  it('under every secret that differs in one bit', () => {
    for (const { bit, flipped } of everyFlippedBit(secret))
      expect(openChunk(streamKey(flipped, place), only, chunk), `bit ${bit}`).toBeUndefined();
  });

  it.each<[string, Partial<AttachmentPlace>]>([
    ['another case', { caseId: 'case2' }],
    ['another thread', { thread: 'response' }],
    ['another attachment', { attachmentId: 'file2' }],
    ['another copy', { copy: 'original' }],
    ['parts shifted between each other', { caseId: 'casere', thread: 'porter' }],
  ])('in %s', (_, other) => {
    expect(openChunk(streamKey(secret, { ...place, ...other }), only, chunk)).toBeUndefined();
  });

  it('at another number, and as last or not last when it was the other', () => {
    const position = fc.record({ number: fc.nat({ max: 2 ** 32 - 1 }), final: fc.boolean() });
    fc.assert(
      fc.property(position, (other) => {
        fc.pre(other.number !== 0 || !other.final);
        expect(openChunk(key, other, chunk)).toBeUndefined();
      }),
    );
  });

  it('when it is random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (noise) => openChunk(key, only, noise) === undefined),
    );
  });

  const kilobyte = (more: object): PlainChunk => ({
    ...only,
    bytes: new Uint8Array(8),
    padding: 1_016,
    ...more,
  });
  it.each<[string, PlainChunk, ChunkPosition]>([
    ['a length beyond its end', kilobyte({ length: 1_025 }), only],
    ['a length of 32 bits', kilobyte({ length: 2 ** 32 - 1 }), only],
    [
      'a length before its end, so that padding holds bytes',
      kilobyte({ length: 7, bytes: Buffer.from('evidence') }),
      only,
    ],
    ['less padding than its class', kilobyte({ padding: 1_015 }), only],
    ['more padding than its class', kilobyte({ padding: 1_017 }), only],
    ['padding of another class', kilobyte({ padding: 2_040 }), only],
    [
      'nothing, though it is not the first',
      { number: 1, final: true, bytes: new Uint8Array(0), padding: 0 },
      { number: 1, final: true },
    ],
    [
      'a short chunk in the middle',
      { number: 0, final: false, bytes: new Uint8Array(chunkBytes - 1), padding: 1 },
      { number: 0, final: false },
    ],
  ])('that somebody with the key sealed with %s', (_, plain, position) => {
    const made = sealChunkAsDocumented(secret, place, plain, randomBytes(7));
    expect(openChunk(key, position, made)).toBeUndefined();
  });
});

describe('a stream fails closed', () => {
  const other = streamKey(secret, { ...place, attachmentId: 'other file' });
  const file = randomBytes(3 * chunkBytes + 1);
  const refused = async (chunks: readonly (Uint8Array | undefined)[], under = key): Promise<void> => {
    const there = chunks.filter((chunk) => chunk !== undefined);
    expect(there.length).toBe(chunks.length);
    await expect(opened(there, under)).rejects.toThrow(StreamDoesNotOpen);
  };

  it('when chunks are dropped, doubled, swapped, cut off, added or taken from another file', async () => {
    const [a, b, c, last] = await sealed(file);
    const [x, , , lastOfOther] = await gathered(sealStream(other, [file]));
    await refused([]);
    await refused([b, c, last]);
    await refused([a, c, last]);
    await refused([a, b, last]);
    await refused([a, b, c]);
    await refused([a]);
    await refused([last]);
    await refused([b, a, c, last]);
    await refused([a, a, b, c, last]);
    await refused([a, b, c, last, last]);
    await refused([a, b, c, last, a]);
    await refused([a, b, c, last, Buffer.alloc(0)]);
    await refused([x, b, c, last]);
    await refused([a, b, c, lastOfOther]);
    await refused([a, b, c, last], other);
    expect((await opened([a, b, c, last].filter((chunk) => chunk !== undefined))).equals(file)).toBe(true);
  });

  it('and has given out only what stands before the first bad chunk', async () => {
    const chunks = await sealed(file);
    const tampered = Uint8Array.from(chunks[2] ?? []);
    tampered[500] = (tampered[500] ?? 0) ^ 1;
    chunks[2] = tampered;
    const got: Uint8Array[] = [];
    const reading = (async () => {
      for await (const piece of openStream(key, chunks)) got.push(piece);
    })();
    await expect(reading).rejects.toThrow(StreamDoesNotOpen);
    expect(Buffer.concat(got).equals(file.subarray(0, 2 * chunkBytes))).toBe(true);
  });

  it('when the pieces of the file break off: no last chunk is sealed', async () => {
    const breaking = function* (): Generator<Uint8Array> {
      yield file.subarray(0, chunkBytes + 10);
      throw new Error('connection lost');
    };
    const chunks: Uint8Array[] = [];
    const sealing = (async () => {
      for await (const chunk of sealStream(key, breaking())) chunks.push(chunk);
    })();
    await expect(sealing).rejects.toThrow('connection lost');
    expect(chunks).toHaveLength(1);
    await refused(chunks);
  });

  it('with one message for every reason', async () => {
    const [first] = await sealed(randomBytes(10));
    const said = async (chunks: Uint8Array[], under = key) =>
      opened(chunks, under).catch((error: unknown) => (error instanceof Error ? error.message : error));
    const messages = await Promise.all([
      said([]),
      said([first ?? Buffer.alloc(0)], other),
      said([Buffer.alloc(100)]),
      said([first ?? Buffer.alloc(0), first ?? Buffer.alloc(0)]),
    ]);
    expect(new Set(messages)).toEqual(new Set(['The stream does not open.']));
  });
});

describe('sealing refuses what could not be opened', () => {
  it.each<[string, ChunkPosition, number]>([
    ['a short chunk that is not the last', { number: 0, final: false }, chunkBytes - 1],
    ['a chunk that is too long', only, chunkBytes + 1],
    ['an empty last chunk of a file that is not empty', { number: 1, final: true }, 0],
    ['a number beyond 32 bits', { number: 2 ** 32, final: true }, 1],
    ['a negative number', { number: -1, final: true }, 1],
    ['a broken number', { number: 0.5, final: true }, 1],
  ])('%s', (_, position, length) => {
    expect(() => sealChunk(key, position, new Uint8Array(length))).toThrow(RangeError);
  });

  it('a secret that is not 32 bytes long', () => {
    expect(() => streamKey(new Uint8Array(31), place)).toThrow(RangeError);
  });

  it('nothing at the last number of all', () => {
    expect(hex(chunkNonce(new Uint8Array(7), { number: 2 ** 32 - 1, final: true }))).toBe(
      '00000000000000ffffffff01',
    );
  });
});
