/** Boxes of ISO/IEC 14496-12, small films, and small pictures with details planted in them, made by hand. */
export const numbers = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
};
export const shorts = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes;
};
export const join = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
export const box = (type: string, ...content: readonly (Buffer | string)[]): Buffer => {
  const body = join(...content);
  return join(numbers(body.length + 8), type, body);
};

export type TestTrack = {
  readonly handler: string;
  readonly entry: Buffer;
  readonly samples: readonly Buffer[];
  /** What stands in the media data behind each chunk, which no table refers to. */
  readonly gap?: Buffer;
  /** A constant size and the number of samples in each chunk; else each chunk is a sample, sized by a table. */
  readonly constant?: { readonly size: number; readonly perChunk: number };
  readonly inMediaInformation?: Buffer;
  readonly flags?: number;
};

export const pictureEntry = (format: string, ...children: Buffer[]): Buffer =>
  box(
    format,
    numbers(0),
    shorts(0, 1),
    Buffer.alloc(16),
    shorts(8, 8),
    numbers(0x48_0000, 0x48_0000, 0),
    shorts(1),
    Buffer.alloc(32),
    shorts(24, 0xffff),
    ...children,
  );

type SoundFacts = {
  readonly channels?: number;
  readonly bits?: number;
  readonly version?: number;
  readonly extension?: Buffer;
  readonly children?: readonly Buffer[];
};
export const soundEntry = (
  format: string,
  { channels = 1, bits = 16, version = 0, extension = Buffer.alloc(0), children = [] }: SoundFacts = {},
): Buffer =>
  box(
    format,
    numbers(0),
    shorts(0, 1, version, 0),
    numbers(0),
    shorts(channels, bits, 0, 0),
    numbers(8000 << 16),
    extension,
    ...children,
  );

const trackBox = (track: TestTrack, id: number, offsets: readonly number[]): Buffer => {
  const { constant, samples } = track;
  const sizes = constant
    ? box('stsz', numbers(0, constant.size, constant.perChunk * samples.length))
    : box('stsz', numbers(0, 0, samples.length, ...samples.map(({ length }) => length)));
  return box(
    'trak',
    box('tkhd', numbers(track.flags ?? 7, 0, 0, id, 0, 5), Buffer.alloc(60)),
    box(
      'mdia',
      box('mdhd', numbers(0, 0, 0, 1000, 5, 0)),
      box('hdlr', numbers(0, 0), track.handler, Buffer.alloc(12)),
      box(
        'minf',
        track.inMediaInformation ?? Buffer.alloc(0),
        box(
          'stbl',
          box('stsd', numbers(0, 1), track.entry),
          box('stts', numbers(0, 1, samples.length * (constant?.perChunk ?? 1), 1)),
          box('stsc', numbers(0, 1, 1, constant?.perChunk ?? 1, 1)),
          sizes,
          box('stco', numbers(0, offsets.length, ...offsets)),
        ),
      ),
    ),
  );
};

/** A film whose movie stands in front of its media data. */
export const film = (tracks: readonly TestTrack[], brand = 'isom', ...inMovie: Buffer[]): Buffer => {
  const head = brand === '' ? Buffer.alloc(0) : box('ftyp', brand, numbers(0), brand);
  const movie = (start: number): Buffer => {
    let position = start;
    const boxes = tracks.map((track, index) => {
      const offsets = track.samples.map((sample) => {
        const offset = position;
        position += sample.length + (track.gap?.length ?? 0);
        return offset;
      });
      return trackBox(track, index + 1, offsets);
    });
    return box('moov', box('mvhd', numbers(0, 0, 0, 1000, 5), Buffer.alloc(80)), ...boxes, ...inMovie);
  };
  const start = head.length + movie(0).length + 8;
  const media = tracks.flatMap(({ samples, gap }) =>
    samples.flatMap((sample) => [sample, gap ?? Buffer.alloc(0)]),
  );
  return join(head, movie(start), box('mdat', ...media));
};

/** An Exif block in TIFF form: a maker and a position. */
export const exifBlock = (): Buffer => {
  const maker = join('MARKER\0\0');
  const entry = (tag: number, type: number, count: number, value: number): Buffer =>
    join(shorts(tag, type), numbers(count, value));
  const directory = join(shorts(2), entry(0x010f, 2, 7, 38), entry(0x8825, 4, 1, 46), numbers(0));
  return join(
    'MM\0*',
    numbers(8),
    directory,
    maker,
    shorts(1),
    entry(2, 5, 3, 64),
    numbers(0),
    numbers(48, 1, 51, 1, 30, 1),
  );
};

/** The smallest grey picture of 8 by 8 pixels, with segments in front. */
export const jpeg = (...segments: readonly (readonly [code: number, body: Buffer])[]): Buffer => {
  const segment = (code: number, body: Buffer): Buffer =>
    join(Buffer.from([0xff, code]), shorts(body.length + 2), body);
  const codes = (kind: number): Buffer => Buffer.from([kind, 1, ...new Array<number>(15).fill(0), 0]);
  return join(
    Buffer.from([0xff, 0xd8]),
    ...segments.map(([code, body]) => segment(code, body)),
    segment(0xdb, Buffer.concat([Buffer.alloc(1), Buffer.alloc(64, 1)])),
    segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
    segment(0xc4, codes(0)),
    segment(0xc4, codes(0x10)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x3f, 0xff, 0xd9]),
  );
};
export const photo = jpeg([0xe1, join('Exif\0\0', exifBlock())]);
