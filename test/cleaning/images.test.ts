import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { canonicalProfile } from '../../functions/cleaning/image/icc-profile.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { realFile } from './real-files.ts';

const cleaned = async (bytes: Uint8Array, limits = defaultCleaningLimits) => {
  const result = await cleanFile(bytes, limits);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  return { bytes: Buffer.from(result.bytes), removed: result.removed };
};

const segment = (code: number, body: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([Buffer.from([0xff, code]), length, body]);
};
const frame = (width: number, height: number): Buffer => {
  const body = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  body.writeUInt16BE(height, 1);
  body.writeUInt16BE(width, 3);
  return segment(0xc0, body);
};
const scan = Buffer.concat([
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0x00]),
]);
const jpeg = (...between: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), ...between, frame(16, 16), scan, Buffer.from([0xff, 0xd9])]);
const bare = jpeg();

describe('a JPEG', () => {
  it.each([0xe1, 0xe2, 0xe3, 0xe5, 0xec, 0xed, 0xef, 0xfe, 0xf0])(
    'loses every segment %i that says something, whatever is in it',
    async (code) => {
      const { bytes } = await cleaned(jpeg(segment(code, Buffer.from('MARKER of somebody'))));
      expect(bytes.equals(bare)).toBe(true);
    },
  );

  it('keeps its compressed picture byte for byte, with stuffed bytes and restarts', async () => {
    const { bytes } = await cleaned(jpeg(segment(0xfe, Buffer.from('x'))));
    expect(bytes.includes(scan)).toBe(true);
  });

  it('loses what stands behind its end: a second picture, a film', async () => {
    const { bytes, removed } = await cleaned(Buffer.concat([bare, bare, Buffer.from('MARKER')]));
    expect(bytes.equals(bare)).toBe(true);
    expect(removed).toEqual(['second-image', 'trailing-bytes']);
  });

  it('loses the thumbnail in its JFIF head', async () => {
    const head = Buffer.from('JFIF\0\x01\x02\x01\0\x48\0\x48\x02\x02MARKERMARKER', 'latin1');
    const { bytes, removed } = await cleaned(jpeg(segment(0xe0, head)));
    expect(bytes.includes('MARKER')).toBe(false);
    expect(removed).toEqual(['thumbnail']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'stays turned as it was: orientation %i, in both byte orders',
    async (turned) => {
      const little = Buffer.from([
        0x49,
        0x49,
        42,
        0,
        8,
        0,
        0,
        0,
        1,
        0,
        0x12,
        1,
        3,
        0,
        1,
        0,
        0,
        0,
        turned,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
      ]);
      const big = Buffer.from([
        0x4d,
        0x4d,
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        turned,
        0,
        0,
        0,
        0,
        0,
        0,
      ]);
      const wanted = turned === 1 ? bare : jpeg(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), big])));
      for (const exif of [little, big]) {
        const { bytes } = await cleaned(jpeg(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif]))));
        expect(bytes.equals(wanted)).toBe(true);
      }
    },
  );

  it('is closed when it was cut off within the picture', async () => {
    const { bytes } = await cleaned(bare.subarray(0, -2));
    expect(bytes.equals(bare)).toBe(true);
  });

  it('is refused when it would have more pixels than allowed', async () => {
    const large = Buffer.concat([Buffer.from([0xff, 0xd8]), frame(60_000, 60_000), scan]);
    expect(await cleanFile(large, defaultCleaningLimits)).toEqual({
      kind: 'refused',
      why: 'too-many-pixels',
    });
  });
});

const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), body]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(body.length, 0);
  numbers.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([numbers.subarray(0, 4), named, numbers.subarray(4)]);
};
const pngHead = (width: number, height: number): Buffer => {
  const body = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', body)]);
};
const pixels = chunk('IDAT', deflateSync(Buffer.alloc(6)));
const end = chunk('IEND', Buffer.alloc(0));
const png = (...between: Buffer[]): Buffer => Buffer.concat([pngHead(2, 2), ...between, pixels, end]);

describe('a PNG', () => {
  it.each(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'iDOT', 'caBX', 'prVt'])(
    'loses its chunk %s',
    async (type) => {
      const { bytes } = await cleaned(png(chunk(type, Buffer.from('MARKER\0MARKER'))));
      expect(bytes.equals(png())).toBe(true);
    },
  );

  it.each([
    ['gAMA', 4],
    ['sRGB', 1],
    ['pHYs', 9],
    ['tRNS', 6],
    ['acTL', 8],
  ])('keeps its chunk %s, unless there is more in it than belongs there', async (type, length) => {
    const original = png(chunk(type, Buffer.alloc(length)));
    expect((await cleaned(original)).bytes.equals(original)).toBe(true);
    const longer = await cleaned(png(chunk(type, Buffer.from('MARKER'.repeat(50)))));
    expect(longer.bytes.equals(png())).toBe(true);
    expect(longer.removed).toEqual(['other-data']);
  });

  it('loses the rest of a larger picture behind its end', async () => {
    const { bytes, removed } = await cleaned(Buffer.concat([png(), pixels, end]));
    expect(bytes.equals(png())).toBe(true);
    expect(removed).toEqual(['trailing-bytes']);
  });

  it('that needs a chunk nobody knows is not understood', async () => {
    const unknown = png(chunk('CgBI', Buffer.alloc(4)));
    expect(await cleanFile(unknown, defaultCleaningLimits)).toMatchObject({ why: 'not-understood' });
  });

  it('with a wrong checksum is broken', async () => {
    const damaged = png();
    damaged.writeUInt8(damaged.readUInt8(20) ^ 1, 20);
    expect(await cleanFile(damaged, defaultCleaningLimits)).toMatchObject({ why: 'broken' });
  });

  it('whose primaries are those of one screen gets those of the nearest space', async () => {
    const primaries = (...values: number[]): Buffer =>
      chunk('cHRM', Buffer.concat(values.map((value) => Buffer.from([0, value >> 16, value >> 8, value]))));
    const standard = png(primaries(31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6000));
    const screen = png(primaries(31_311, 32_877, 64_113, 33_021, 30_777, 61_234, 15_099, 5811));
    expect(await cleaned(screen)).toEqual({ bytes: standard, removed: ['color-profile'] });
    expect(await cleaned(standard)).toEqual({ bytes: standard, removed: [] });
    const none = png(primaries(1, 2, 3, 4, 5, 6, 7, 8));
    expect((await cleaned(none)).bytes).toEqual(png());
  });

  it('that is cut off is closed, and keeps what came', async () => {
    const whole = realFile('chromium.png');
    const data = whole.indexOf('IDAT');
    for (const length of [whole.length - 3, whole.length - 12, whole.length - 40, data + 40]) {
      const { bytes } = await cleaned(whole.subarray(0, length));
      expect(bytes.subarray(-12)).toEqual(end);
      const kept = whole.subarray(data + 4, Math.min(length, whole.length - 16));
      expect(bytes.includes(kept)).toBe(true);
      expect((await cleaned(bytes)).bytes).toEqual(bytes);
    }
  });

  it('that moves and is cut off is broken: pictures would be missing', async () => {
    const whole = realFile('pillow-animated.png');
    expect(await cleanFile(whole.subarray(0, -20), defaultCleaningLimits)).toMatchObject({ why: 'broken' });
  });

  it('is refused when it would have more pixels than allowed', async () => {
    const bomb = Buffer.concat([pngHead(100_000, 100_000), pixels, end]);
    expect(await cleanFile(bomb, defaultCleaningLimits)).toEqual({ kind: 'refused', why: 'too-many-pixels' });
  });
});

describe('a WebP', () => {
  it('says in its flags what it still holds', async () => {
    const { bytes } = await cleaned(realFile('pillow.webp'));
    const flags = bytes.readUInt8(20);
    expect({ profile: flags & 0x20, exif: flags & 0x08, xmp: flags & 0x04 }).toEqual({
      profile: 0,
      exif: 8,
      xmp: 0,
    });
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  });
});

describe('a WebP whose length was never filled in keeps its pictures', () => {
  const whole = realFile('pillow-animated.webp');
  const second = whole.indexOf('ANMF', whole.indexOf('ANMF') + 4);
  it.each([
    ['zero', 0],
    ['as of an endless stream', 0xffff_ffff],
    ['in front of a picture', second - 8],
  ])('%s', async (_, length) => {
    const unfinished = Buffer.from(whole);
    unfinished.writeUInt32LE(length, 4);
    expect((await cleaned(unfinished)).bytes).toEqual((await cleaned(whole)).bytes);
  });
});

it('a GIF that is cut off is closed, and keeps what came', async () => {
  const whole = realFile('gifsicle.gif');
  const picture = (await cleaned(whole)).bytes;
  const { bytes } = await cleaned(picture.subarray(0, -8));
  expect(bytes.subarray(-2)).toEqual(Buffer.from([0, 0x3b]));
  expect(bytes.length).toBeGreaterThan(picture.length - 10);
  expect((await cleaned(bytes)).bytes).toEqual(bytes);
});

/** A profile of a screen that is nearly Display P3, with its name and the day of its calibration. */
const screenProfile = (primaries: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(400);
  bytes.write('mntrRGB XYZ ', 12);
  bytes.write('acsp', 36);
  bytes.write('MARKER screen, 4 March', 320);
  const tags = [
    ['rXYZ', 200],
    ['gXYZ', 220],
    ['bXYZ', 240],
    ['rTRC', 260],
    ['desc', 312],
  ] as const;
  bytes.writeUInt32BE(tags.length, 128);
  tags.forEach(([name, at], index) => {
    bytes.write(name, 132 + 12 * index);
    bytes.writeUInt32BE(at, 136 + 12 * index);
    bytes.writeUInt32BE(20, 140 + 12 * index);
    if (!name.endsWith('XYZ')) return;
    bytes.write('XYZ ', at);
    [0, 1, 2].forEach((axis) =>
      bytes.writeInt32BE(Math.round((primaries[index * 3 + axis] ?? 0) * 65_536), at + 8 + 4 * axis),
    );
  });
  bytes.write('curv', 260);
  bytes.writeUInt32BE(1, 268);
  return bytes;
};
const nearlyP3 = [0.51, 0.242, 0.001, 0.294, 0.69, 0.043, 0.158, 0.067, 0.78];

describe('a colour profile', () => {
  it('becomes that of the nearest well-known space, and then stays', () => {
    const canonical = canonicalProfile(screenProfile(nearlyP3));
    expect(canonical?.includes('MARKER')).toBe(false);
    expect(canonical?.includes(Buffer.from('Display P3', 'utf16le').swap16())).toBe(true);
    expect(canonical && canonicalProfile(canonical)?.equals(canonical)).toBe(true);
  });

  it('goes where the space is sRGB or like none of them', () => {
    const nearlyStandard = [0.436, 0.222, 0.014, 0.385, 0.717, 0.097, 0.143, 0.061, 0.714];
    expect(canonicalProfile(screenProfile(nearlyStandard))).toBeUndefined();
    expect(canonicalProfile(screenProfile(nearlyP3.toReversed()))).toBeUndefined();
    expect(canonicalProfile(Buffer.from('no profile'))).toBeUndefined();
  });

  it('is replaced in a JPEG and in a PNG', async () => {
    const profile = screenProfile(nearlyP3);
    const inJpeg = jpeg(segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01'), profile])));
    const inPng = png(chunk('iCCP', Buffer.concat([Buffer.from('MARKER\0\0'), deflateSync(profile)])));
    for (const original of [inJpeg, inPng]) {
      const { bytes, removed } = await cleaned(original);
      expect(bytes.includes('MARKER')).toBe(false);
      expect(removed).toEqual(['color-profile']);
      expect((await cleaned(bytes)).removed).toEqual([]);
    }
  });
});
