import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import {
  box,
  exifBlock,
  film,
  jpeg,
  join,
  numbers,
  photo,
  pictureEntry,
  shorts,
  soundEntry,
} from './make-media.ts';

const outcome = (bytes: Uint8Array) => cleanFile(bytes, defaultCleaningLimits);
const cleaned = async (bytes: Uint8Array) => {
  const result = await outcome(bytes);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  expect(await outcome(result.bytes)).toEqual({ ...result, removed: [] });
  return { ...result, bytes: Buffer.from(result.bytes) };
};

const gps = join('freeGPS MARKER 48.8512N 2.3511E', Buffer.alloc(20));
const frame = Buffer.from('a picture, coded somehow');
const video = { handler: 'vide', entry: pictureEntry('mp4v'), samples: [frame, frame] };

describe('positions between the samples of a film', () => {
  const v1 = join(numbers(64, 34, 34, 2));
  const v2 = join(numbers(72), Buffer.alloc(8), numbers(2, 0x7f00_0000, 16, 0xc, 4, 1));
  it.each([
    ['16 bits, two channels', soundEntry('sowt', { channels: 2 }), { size: 1, perChunk: 100 }, 400],
    [
      '16 bits, of which each is counted',
      soundEntry('twos', { channels: 2 }),
      { size: 4, perChunk: 100 },
      400,
    ],
    ['24 bits', soundEntry('in24', { channels: 2 }), { size: 1, perChunk: 50 }, 300],
    ['8 bits without sign', soundEntry('raw ', { bits: 8 }), { size: 1, perChunk: 77 }, 77],
    ['mu-law', soundEntry('ulaw'), { size: 1, perChunk: 160 }, 160],
    [
      'packets of a description of version 1',
      soundEntry('ima4', { version: 1, extension: v1 }),
      { size: 1, perChunk: 128 },
      68,
    ],
    [
      'a description of version 2',
      soundEntry('lpcm', { version: 2, extension: v2 }),
      { size: 1, perChunk: 30 },
      120,
    ],
    ['packets of one size', soundEntry('samr'), { size: 32, perChunk: 3 }, 96],
  ])('go, behind sound of %s', async (_, entry, constant, bytes) => {
    const chunk = Buffer.alloc(bytes, 'A');
    const sound = { handler: 'soun', entry, samples: [chunk, chunk, chunk], gap: gps, constant };
    const result = await cleaned(film([video, sound], 'qt  '));
    expect(result.bytes.includes('MARKER')).toBe(false);
    expect(result.bytes.toString('latin1').split('A'.repeat(bytes))).toHaveLength(4);
    expect(result.removed).toContain('other-data');
  });

  it('go although both tracks have the same number, as some cameras write it', async () => {
    const sound = {
      handler: 'soun',
      entry: soundEntry('sowt', { channels: 2 }),
      samples: [Buffer.alloc(400, 'A')],
      constant: { size: 1, perChunk: 100 },
      gap: gps,
    };
    const pictures = { handler: 'vide', entry: pictureEntry('jpeg'), samples: [Buffer.alloc(64, 'V')] };
    const bytes = film([pictures, sound], 'qt  ');
    const second = bytes.lastIndexOf('tkhd') + 16;
    bytes.writeUInt32BE(1, second);
    const result = await cleaned(bytes);
    expect(result.bytes.includes('MARKER')).toBe(false);
    expect(result.bytes.includes('V'.repeat(64))).toBe(true);
  });

  it('go from a box that lists where they are', async () => {
    const list = box('gps ', numbers(0x101, 3), 'MARKER');
    const result = await cleaned(film([video], 'qt  ', list));
    expect(result.bytes.includes('MARKER')).toBe(false);
    expect(result.removed).toEqual(['gps-position']);
  });
});

describe('a film of files', () => {
  const pngChunk = (type: string, body: Buffer): Buffer => {
    const named = join(type, body);
    return join(numbers(body.length), named, numbers(crc32(named)));
  };
  const png = join(
    '\x89PNG\r\n\x1a\n',
    pngChunk('IHDR', join(numbers(1, 1), Buffer.from([8, 2, 0, 0, 0]))),
    pngChunk('eXIf', exifBlock()),
    pngChunk('IDAT', deflateSync(Buffer.alloc(4))),
    pngChunk('IEND', Buffer.alloc(0)),
  );
  const streamOf = (objectType: number): Buffer =>
    box('esds', numbers(0), Buffer.from([3, 18, 0, 1, 0, 4, 13, objectType, 0x11]), Buffer.alloc(11));

  it.each([
    ['jpeg', pictureEntry('jpeg'), photo],
    ['MJPG', pictureEntry('MJPG'), photo],
    ['MPEG-4 of JPEG', pictureEntry('mp4v', streamOf(0x6c)), photo],
    ['png', pictureEntry('png '), png],
    ['MPEG-4 of PNG', pictureEntry('mp4v', streamOf(0x6d)), png],
    ['jpeg behind a few bytes', pictureEntry('jpeg'), join('MARKER', photo)],
    ['jpeg filled up', pictureEntry('jpeg'), join(photo, Buffer.alloc(9))],
  ])('of the kind %s: each is cleaned', async (_, entry, sample) => {
    const result = await cleaned(film([{ handler: 'vide', entry, samples: [sample, sample] }], 'qt  '));
    expect(result.bytes.includes('MARKER')).toBe(false);
    expect(result.removed).toEqual(expect.arrayContaining(['gps-position', 'camera']));
    const start = sample === photo ? jpeg().subarray(0, 10) : sample.subarray(sample.length - 20);
    expect(sample === photo ? result.bytes.includes(start) : true).toBe(true);
  });

  it.each([
    ['two fields in a sample', pictureEntry('mjpa'), photo],
    ['JPEG 2000', pictureEntry('mjp2'), photo],
    ['two pictures in a sample', pictureEntry('jpeg'), join(photo, photo)],
    ['MPEG-4 of JPEG 2000', pictureEntry('mp4v', streamOf(0x6e)), photo],
    ['a broken picture', pictureEntry('jpeg'), photo.subarray(0, 60)],
    ['frames of DV, each with its time and camera', pictureEntry('dvc '), Buffer.alloc(80)],
  ])('of %s cannot be cleaned', async (_, entry, sample) => {
    expect(await outcome(film([{ handler: 'vide', entry, samples: [sample] }]))).toMatchObject({
      kind: 'could-not-be-cleaned',
      why: 'embedded-file',
    });
  });

  it('in fragments is cleaned sample by sample', async () => {
    const moov = film([{ handler: 'vide', entry: pictureEntry('jpeg'), samples: [] }]);
    const movie = moov.subarray(0, moov.length - 8);
    const run = box('trun', numbers(0x201, 2, 8 + 8 + 16 + 28 + 8, photo.length, photo.length));
    const moof = box('moof', box('traf', box('tfhd', numbers(0x2_0000, 1)), run));
    const result = await cleaned(join(movie, moof, box('mdat', photo, photo)));
    expect(result.bytes.includes('MARKER')).toBe(false);
    expect(result.removed).toContain('gps-position');
  });
});

describe('what is sound alone is a recording', () => {
  const sound = { handler: 'soun', entry: soundEntry('mp4a'), samples: [Buffer.from('frame')] };
  it.each(['mp42', 'isom', '3gp4', '3gp5', 'M4A ', 'M4B ', 'qt  ', 'dash', ''])(
    'of the brand %s',
    async (brand) => {
      expect(await cleaned(film([sound], brand))).toMatchObject({ type: 'm4a' });
    },
  );

  it.each(['mp42', '3gp4', 'M4A '])('and with pictures is a film, of the brand %s', async (brand) => {
    expect(await cleaned(film([sound, video], brand))).toMatchObject({ type: 'mp4' });
  });

  it('pictures of chapters make no film of a book', async () => {
    expect(await cleaned(film([sound, { ...video, flags: 0 }], 'M4B '))).toMatchObject({ type: 'm4a' });
  });

  it('a raw photo in boxes is no film', async () => {
    const raw = film([{ handler: 'vide', entry: pictureEntry('CRAW'), samples: [photo] }], 'crx ');
    expect(await outcome(raw)).toEqual({
      kind: 'could-not-be-cleaned',
      type: 'camera-raw',
      why: 'no-cleaner',
    });
  });
});

describe('of the boxes of a film', () => {
  it.each([
    ['in a description of samples', film([{ ...video, entry: pictureEntry('mp4v', box('XYZ ', 'MARKER')) }])],
    ['beside the tables', film([{ ...video, inMediaInformation: box('abcd', 'MARKER') }])],
    [
      'behind the fields of one that is known',
      film([{ ...video, inMediaInformation: box('vmhd', Buffer.alloc(12), 'MARKER') }]),
    ],
    ['in the movie', film([video], 'isom', box('PANA', 'MARKER'))],
    [
      'in a configuration of FLAC',
      film([
        {
          handler: 'soun',
          entry: soundEntry('fLaC', {
            children: [
              box(
                'dfLa',
                numbers(0),
                Buffer.from([0, 0, 0, 34]),
                Buffer.alloc(34),
                Buffer.from([0x84, 0, 0, 6]),
                'MARKER',
              ),
            ],
          }),
          samples: [frame],
        },
      ]),
    ],
    [
      'in a descriptor of the stream',
      film([
        {
          ...video,
          entry: pictureEntry(
            'mp4v',
            box(
              'esds',
              numbers(0),
              Buffer.from([3, 26, 0, 1, 0, 4, 13, 0x20, 0x11]),
              Buffer.alloc(11),
              Buffer.from([0x43, 6]),
              'MARKER',
            ),
          ),
        },
      ]),
    ],
  ])('none stays that is not known: %s', async (_, bytes) => {
    expect(bytes.includes('MARKER')).toBe(true);
    expect((await cleaned(bytes)).bytes.includes('MARKER')).toBe(false);
  });

  it.each([
    ['a codec that nobody knows', 'abcd', 'not-understood'],
    ['a locked film', 'encv', 'encrypted'],
  ])('%s is not guessed at', async (_, format, why) => {
    expect(await outcome(film([{ ...video, entry: pictureEntry(format) }]))).toMatchObject({ why });
  });
});

describe('what encoders and cameras write into the stream', () => {
  const message = join(Buffer.from([5, 24]), Buffer.alloc(16, 0x77), 'MARKER\0\x01', Buffer.from([0x80]));
  const unit = (...content: (Buffer | string)[]): Buffer =>
    join(numbers(join(...content).length), ...content);

  it('of H.264 is blank, and the pictures beside it are not', async () => {
    const configuration = box('avcC', Buffer.from([1, 66, 0, 10, 0xff, 0xe0, 0]));
    const sample = join(unit(Buffer.from([6]), message), unit('\x65 the picture'));
    const result = await cleaned(
      film([{ handler: 'vide', entry: pictureEntry('avc1', configuration), samples: [sample] }]),
    );
    expect(result.bytes.includes('MARKER')).toBe(false);
    expect(result.bytes.includes('the picture')).toBe(true);
    expect(result.removed).toEqual(['other-data']);
  });

  it('of H.265 is blank in samples and in the configuration; captions stay', async () => {
    const head = Buffer.from([0x4e, 1]);
    const configuration = box(
      'hvcC',
      Buffer.concat([Buffer.from([1]), Buffer.alloc(20), Buffer.from([3, 1])]),
      Buffer.from([39]),
      shorts(1, head.length + message.length),
      head,
      message,
    );
    const captions = join(head, Buffer.from([4, 7]), 'CAPTION', Buffer.from([0x80]));
    const sample = join(unit(head, message), unit(captions), unit('\x26\x01 the picture'));
    const result = await cleaned(
      film([{ handler: 'vide', entry: pictureEntry('hvc1', configuration), samples: [sample] }]),
    );
    expect(result.bytes.includes('MARKER')).toBe(false);
    expect(result.bytes.includes('CAPTION')).toBe(true);
    expect(result.bytes.includes('the picture')).toBe(true);
  });
});

describe('a film that would lose what it shows', () => {
  it('since no table says where it is, cannot be cleaned', async () => {
    const empty = film([{ ...video, samples: [] }]);
    const unfinished = join(empty.subarray(0, empty.length - 8), box('mdat', Buffer.alloc(5000, 'v')));
    expect(await outcome(unfinished)).toMatchObject({ kind: 'could-not-be-cleaned', why: 'content-lost' });
  });

  it('since most of it is not in its tables, cannot be cleaned', async () => {
    const bytes = film([{ ...video, gap: Buffer.alloc(5000, 'v') }]);
    expect(await outcome(bytes)).toMatchObject({ why: 'content-lost' });
  });

  it('of millions of offsets is refused without a list of them in memory', async () => {
    const offsets = Buffer.alloc(4 * 15_000_000);
    const tables = box(
      'stbl',
      box('stsd', numbers(0, 1), pictureEntry('mp4v')),
      box('stsc', numbers(0, 1, 1, 1, 1)),
      box('stsz', numbers(0, 1, 15_000_000)),
      box('stco', numbers(0, 15_000_000), offsets),
    );
    const media = box('mdia', box('hdlr', numbers(0, 0), 'vide', Buffer.alloc(12)), box('minf', tables));
    const bytes = join(
      box('ftyp', 'isom', numbers(0)),
      box('moov', box('trak', box('tkhd', numbers(7, 0, 0, 1), Buffer.alloc(68)), media)),
      box('mdat', frame),
    );
    const before = process.memoryUsage().heapUsed;
    expect(await outcome(bytes)).toMatchObject({ kind: expect.not.stringMatching('^cleaned$') as string });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });
});
