import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { box, exifBlock, jpeg, join, numbers, photo, shorts } from './make-media.ts';

const outcome = (bytes: Uint8Array) => cleanFile(bytes, defaultCleaningLimits);
const cleaned = async (bytes: Uint8Array) => {
  const result = await outcome(bytes);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  expect(await outcome(result.bytes)).toEqual({ ...result, removed: [] });
  return { ...result, bytes: Buffer.from(result.bytes) };
};

type TestItem = {
  readonly type: string;
  readonly content: Buffer;
  readonly hidden?: boolean;
  readonly properties?: readonly number[];
  readonly more?: string;
};

/** Items numbered from 1, the first of them primary; what is derived stands in the small box of data, as phones do it. */
const heic = (
  items: readonly TestItem[],
  references: readonly (readonly [type: string, from: number, ...to: number[]])[],
  properties: readonly Buffer[],
  brand = 'heic',
): Buffer => {
  const head = box('ftyp', brand, numbers(0), 'mif1', brand);
  const isSmall = ({ type }: TestItem): boolean => type === 'grid';
  const small = join(...items.filter(isSmall).map(({ content }) => content));
  const meta = (start: number): Buffer => {
    let place = start;
    let inBox = 0;
    const entry = (item: TestItem, index: number): Buffer => {
      const offset = isSmall(item) ? inBox : place;
      if (isSmall(item)) inBox += item.content.length;
      else place += item.content.length;
      return join(shorts(index + 1, isSmall(item) ? 1 : 0, 0, 1), numbers(offset, item.content.length));
    };
    const locations = items.map(entry);
    const associations = items.map(({ properties: own = [] }, index) =>
      join(shorts(index + 1), Buffer.from([own.length, ...own.map((number) => number | 0x80)])),
    );
    return box(
      'meta',
      numbers(0),
      box('hdlr', numbers(0, 0), 'pict', Buffer.alloc(12), 'MARKER\0'),
      box('dinf', box('dref', numbers(0, 1), box('url ', numbers(1)))),
      box('pitm', numbers(0), shorts(1)),
      box(
        'iinf',
        numbers(0),
        shorts(items.length),
        ...items.map(({ type, hidden, more = '' }, index) =>
          box('infe', numbers(0x200_0000 + (hidden ? 1 : 0)), shorts(index + 1, 0), type, `MARKER\0${more}`),
        ),
      ),
      box(
        'iref',
        numbers(0),
        ...references.map(([type, from, ...to]) => box(type, shorts(from, to.length, ...to))),
      ),
      box('iprp', box('ipco', ...properties), box('ipma', numbers(0, items.length), ...associations)),
      box('idat', small),
      box('iloc', numbers(0x100_0000), shorts(0x4400, items.length), ...locations),
    );
  };
  const start = head.length + meta(0).length + 8;
  return join(
    head,
    meta(start),
    box('mdat', ...items.filter((item) => !isSmall(item)).map(({ content }) => content)),
  );
};

const size = box('ispe', numbers(0, 512, 512));
const turned = box('irot', Buffer.from([1]));
const configuration = box('hvcC', Buffer.concat([Buffer.from([1]), Buffer.alloc(20), Buffer.from([3, 0])]));
const alphaType = box('auxC', numbers(0), 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0');
const gainType = box('auxC', numbers(0), 'urn:com:apple:photo:2020:aux:hdrgainmap\0MARKER');
const properties = [size, turned, configuration, alphaType, gainType];
const unit = (content: string): Buffer => join(numbers(content.length), content);

describe('a HEIC photo as a phone makes it', () => {
  const tile = (name: string): TestItem => ({
    type: 'hvc1',
    content: unit(`\x26\x01 tile ${name}`),
    hidden: true,
    properties: [1, 3],
  });
  const items: TestItem[] = [
    { type: 'grid', content: Buffer.from([0, 0, 0, 1, 4, 0, 2, 0]), properties: [1, 2] },
    tile('one'),
    tile('two'),
    { type: 'hvc1', content: unit('\x26\x01 MARKER thumbnail'), properties: [1, 3] },
    { type: 'Exif', content: join(numbers(6), 'Exif\0\0', exifBlock()), hidden: true },
    { type: 'mime', content: Buffer.from('<x:xmpmeta>dc:creator MARKER'), more: 'application/rdf+xml\0' },
    { type: 'hvc1', content: unit('\x26\x01 MARKER gain map'), hidden: true, properties: [1, 3, 5] },
    { type: 'hvc1', content: unit('\x26\x01 how much shows'), hidden: true, properties: [1, 3, 4] },
  ];
  const references = [
    ['dimg', 1, 2, 3],
    ['thmb', 4, 1],
    ['cdsc', 5, 1],
    ['cdsc', 6, 1],
    ['auxl', 7, 1],
    ['auxl', 8, 1],
  ] as const;
  const file = heic(items, references, properties);

  it('keeps its tiles, its transparency and how it is turned, and nothing else', async () => {
    const result = await cleaned(file);
    expect(result.type).toBe('heic');
    expect(result.bytes.length).toBe(file.length);
    expect(result.bytes.includes('MARKER')).toBe(false);
    for (const kept of [
      'tile one',
      'tile two',
      'how much shows',
      'irot',
      'auxiliary:alpha',
      'dimg',
      'auxl',
    ]) {
      expect(result.bytes.includes(kept)).toBe(true);
    }
    for (const gone of ['thmb', 'cdsc', 'Exif', 'mime', 'hdrgainmap'])
      expect(result.bytes.includes(gone)).toBe(false);
    expect(result.removed).toEqual([
      'gps-position',
      'camera',
      'author',
      'thumbnail',
      'second-image',
      'xmp',
      'other-data',
    ]);
  });

  it('is an AVIF picture by its brand', async () => {
    expect(await cleaned(heic(items, references, properties, 'avif'))).toMatchObject({ type: 'avif' });
  });

  it('keeps every picture that is shown, and cleans those that are JPEG files', async () => {
    const two: TestItem[] = [
      { type: 'jpeg', content: photo, properties: [1] },
      { type: 'jpeg', content: join(photo), properties: [1] },
    ];
    const { bytes } = await cleaned(heic(two, [], [size]));
    expect(bytes.includes('MARKER')).toBe(false);
    expect(bytes.toString('latin1').split(jpeg().toString('latin1'))).toHaveLength(3);
  });

  it.each([
    [
      'a picture of a kind that nobody knows',
      [{ type: 'abcd', content: unit('x'), properties: [1] }],
      'not-understood',
    ],
    [
      'a property without which it looks different',
      [{ type: 'hvc1', content: unit('x'), properties: [6] }],
      'not-understood',
    ],
  ])('with %s is not guessed at', async (_, list, why) => {
    expect(await outcome(heic(list, [], [...properties, box('abcd', 'MARKER')]))).toMatchObject({ why });
  });
});

const directory = (
  entries: readonly (readonly [tag: number, type: number, count: number, value: Buffer])[],
  next = 0,
): Buffer =>
  join(
    shorts(entries.length),
    ...entries.map(([tag, type, count, value]) => join(shorts(tag, type), numbers(count), value)),
    numbers(next),
  );
const short = (tag: number, value: number) => [tag, 3, 1, shorts(value, 0)] as const;
const long = (tag: number, value: number) => [tag, 4, 1, numbers(value)] as const;

describe('a TIFF', () => {
  const strip = Buffer.from([1, 2, 3, 4]);
  const tagged = (
    more: readonly (readonly [number, number, number, Buffer])[],
    after: Buffer = Buffer.alloc(0),
  ): Buffer =>
    join(
      'MM\0*',
      numbers(12),
      strip,
      directory([
        short(0x100, 2),
        short(0x101, 2),
        short(0x102, 8),
        short(0x103, 1),
        short(0x106, 1),
        long(0x111, 8),
        short(0x112, 6),
        long(0x117, 4),
        ...more,
      ]),
      after,
    );
  const start = tagged([]).length;

  it('keeps its pixels and how it is turned; other tags, directories and gaps go', async () => {
    const details = join('MARKER MARKER\0', exifBlock());
    const at = start + 12 * 5;
    const { bytes, removed } = await cleaned(
      tagged(
        [
          [0x10f, 2, 14, numbers(at)],
          [0x2bc, 1, 14, numbers(at)],
          [0x83bb, 7, 14, numbers(at)],
          [0x8769, 4, 1, numbers(at)],
          [0xc4a5, 7, 14, numbers(at)],
        ],
        details,
      ),
    );
    expect(bytes.includes('MARKER')).toBe(false);
    expect(bytes.includes(strip)).toBe(true);
    expect(bytes.includes(join(shorts(0x112, 3), numbers(1), shorts(6)))).toBe(true);
    expect(removed).toEqual(expect.arrayContaining(['camera', 'xmp', 'iptc', 'other-data']));
  });

  it.each([
    ['DNG', [0xc612, 1, 4, Buffer.from([1, 4, 0, 0])]],
    ['a colour filter array', short(0x106, 32_803)],
    ['Nikon', short(0x103, 34_713)],
  ] as const)('with %s is a raw photo', async (_, entry) => {
    expect(await outcome(join('MM\0*', numbers(8), directory([entry])))).toMatchObject({
      type: 'camera-raw',
      why: 'no-cleaner',
    });
  });

  it('whose directories go round in a circle is broken', async () => {
    const circle = join('MM\0*', numbers(8), directory([short(0x100, 1)], 8));
    expect(await outcome(circle)).toMatchObject({ kind: 'could-not-be-cleaned', type: 'tiff' });
  });

  it('whose strips share bytes does not grow', async () => {
    const shared = join(
      'MM\0*',
      numbers(1032),
      Buffer.alloc(1024, 7),
      directory(
        [short(0x100, 2), short(0x101, 2), [0x111, 4, 1, numbers(8)], [0x117, 4, 1, numbers(1024)]],
        1086,
      ),
      directory([short(0x100, 2), short(0x101, 2), [0x111, 4, 1, numbers(8)], [0x117, 4, 1, numbers(1024)]]),
    );
    expect(await outcome(shared)).toMatchObject({ why: 'not-understood' });
  });

  it('of JPEG strips has them cleaned', async () => {
    const compressed = join(
      'MM\0*',
      numbers(8 + photo.length + (photo.length % 2)),
      photo,
      Buffer.alloc(photo.length % 2),
      directory([
        short(0x100, 8),
        short(0x101, 8),
        short(0x103, 7),
        long(0x111, 8),
        long(0x117, photo.length),
      ]),
    );
    const { bytes } = await cleaned(compressed);
    expect(bytes.includes('MARKER')).toBe(false);
    expect(bytes.includes(jpeg())).toBe(true);
  });
});

describe('a TIFF is not called clean', () => {
  const picture = (side: number, ...more: (readonly [number, number, number, Buffer])[]) =>
    [short(0x100, side), short(0x101, side), long(0x111, 8), long(0x117, 4), ...more] as const;
  const head = join('MM\0*', numbers(12), Buffer.from([1, 2, 3, 4]));

  it('when the picture itself is called a smaller copy, or stands below one', async () => {
    const first = directory(picture(2), 12 + 2 + 12 * 4 + 4);
    const copy = (side: number): Buffer => join(head, first, directory([long(0xfe, 1), ...picture(side)]));
    const smaller = await outcome(copy(1));
    expect(smaller.kind === 'cleaned' ? smaller.removed : []).toContain('thumbnail');
    expect(await outcome(copy(3))).toMatchObject({ why: 'content-lost' });
    const below = (side: number): Buffer => {
      const own = directory([...picture(2), long(0x14a, 12 + 2 + 12 * 5 + 4)]);
      return join(head, own, directory(picture(side)));
    };
    expect(await outcome(below(1))).toMatchObject({ kind: 'cleaned' });
    expect(await outcome(below(3))).toMatchObject({ why: 'content-lost' });
  });

  it('when how its pixels are laid out is not said as it has to be', async () => {
    const odd = directory(picture(2, [0x102, 7, 4, numbers(8)]));
    expect(await outcome(join(head, odd))).toMatchObject({ why: 'not-understood' });
  });

  it('with the primaries of one screen left in it', async () => {
    const white = directory(picture(2, [0x13e, 5, 2, numbers(8)]));
    const plain = await outcome(join(head, white, Buffer.alloc(16)));
    expect(plain.kind === 'cleaned' ? plain.removed : []).toContain('color-profile');
  });
});

describe('a bitmap', () => {
  const littleEndian = (value: number): Buffer => numbers(value).reverse();
  /** One of version 4 with a head, eight bytes of pixels, and what follows. */
  const bitmap = (compression: number, size: number, after: Buffer): Buffer => {
    const head = Buffer.alloc(108);
    [108, 2, 1].forEach((value, index) => head.writeUInt32LE(value, 4 * index));
    head.writeUInt16LE(1, 12);
    head.writeUInt16LE(compression === 0 ? 24 : 8, 14);
    head.writeUInt32LE(compression, 16);
    head.writeUInt32LE(size, 20);
    head.writeUInt32LE(compression === 0 ? 0 : 2, 32);
    head.fill('MARKER', 60, 108);
    const colors = Buffer.alloc(compression === 0 ? 0 : 8);
    const body = join(head, colors, Buffer.alloc(8, 0x33), after);
    return join(
      'BM',
      littleEndian(14 + body.length),
      numbers(0),
      littleEndian(14 + 108 + colors.length),
      body,
    );
  };

  it('with the primaries of one screen is one of sRGB', async () => {
    const { bytes, removed } = await cleaned(bitmap(0, 8, Buffer.alloc(0)));
    expect(bytes.includes('MARKER')).toBe(false);
    expect(bytes.toString('latin1', 14 + 56, 14 + 60)).toBe('BGRs');
    expect(removed).toEqual(['color-profile']);
  });

  it('whose head says less than its packed pixels take is not called clean', async () => {
    expect(await outcome(bitmap(1, 8, Buffer.alloc(2000, 0x44)))).toMatchObject({ why: 'content-lost' });
  });

  it('keeps head, colours and pixels; a profile, its path and gaps go', async () => {
    const little = (value: number): Buffer => numbers(value).reverse();
    const pixels = Buffer.alloc(8, 0x33);
    const head = Buffer.alloc(124);
    [124, 2, 1].forEach((value, index) => head.writeUInt32LE(value, 4 * index));
    head.writeUInt16LE(1, 12);
    head.writeUInt16LE(24, 14);
    head.write('KNIL', 56, 'latin1');
    head.writeUInt32LE(150, 112);
    const body = join(head, 'MARKER gap', pixels, 'C:\\MARKER.icm');
    const file = join('BM', little(14 + body.length), numbers(0), little(14 + 124 + 10), body);
    const { bytes, removed } = await cleaned(file);
    expect(bytes.includes('MARKER')).toBe(false);
    expect(bytes.subarray(-8)).toEqual(pixels);
    expect(bytes.readUInt32LE(2)).toBe(bytes.length);
    expect(removed).toEqual(['color-profile', 'other-data', 'trailing-bytes']);
  });
});

it('EXIF in a plain JPEG goes', async () => {
  const { bytes, removed } = await cleaned(photo);
  expect(bytes).toEqual(jpeg());
  expect(removed).toEqual(['gps-position', 'camera']);
});
