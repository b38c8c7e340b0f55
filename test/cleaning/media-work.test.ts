import * as fc from 'fast-check';
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
import { realFile, realFileNames } from './real-files.ts';

/** So many steps may each byte of a picture, sound or film cost, whatever is in it, and so many the smallest. */
const stepsPerByte = 120;
const stepsOfAny = 200_000;

const limitsFor = (bytes: Uint8Array) => ({
  ...defaultCleaningLimits,
  workSteps: stepsOfAny + stepsPerByte * bytes.length,
});

/** Never stops for want of steps: the charged work grows with the file and no faster. */
const staysWithin = async (bytes: Uint8Array): Promise<void> => {
  const result = await cleanFile(bytes, limitsFor(bytes));
  expect(result).not.toMatchObject({ why: 'too-much-work' });
};

const endings = /\.(jpg|png|webp|gif|heic|avif|tif|bmp|mp4|mov|m4a|webm|mp3|wav|flac|ogg)$/;
const exif = join('Exif\0\0', exifBlock());
const made: Readonly<Record<string, Buffer>> = {
  'a film of photos': film([
    { handler: 'vide', entry: pictureEntry('jpeg'), samples: [photo, photo, photo] },
  ]),
  'a film with sound in frames': film([
    {
      handler: 'vide',
      entry: pictureEntry('avc1', box('avcC', Buffer.from([1, 66, 0, 10, 255, 225, 0]))),
      samples: [join(numbers(4), 'abcd')],
    },
    {
      handler: 'soun',
      entry: soundEntry('sowt'),
      samples: [Buffer.alloc(20)],
      constant: { size: 1, perChunk: 10 },
    },
  ]),
  'a TIFF': join(
    'MM\0*',
    numbers(8),
    shorts(2),
    shorts(0x100, 3),
    numbers(1),
    shorts(1, 0),
    shorts(0x101, 3),
    numbers(1),
    shorts(1, 0),
    numbers(0),
  ),
  'a voice memo': join(
    '#!AMR\n',
    ...new Array<Buffer>(40).fill(Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)])),
  ),
  'a photo': jpeg([0xe1, exif], [0xe1, exif], [0xfe, Buffer.from('words')]),
};
const corpus: readonly (readonly [string, Buffer])[] = [
  ...realFileNames.filter((name) => endings.test(name)).map((name) => [name, realFile(name)] as const),
  ...Object.entries(made),
];

describe.each(corpus)('the work that %s makes', (_, original) => {
  const place = fc.nat({ max: original.length - 1 });
  const edit = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      at: place,
      value: fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff),
    }),
    fc.record({
      kind: fc.constant('repeat' as const),
      at: place,
      length: fc.nat({ max: 60 }),
      times: fc.nat({ max: 300 }),
    }),
    fc.record({
      kind: fc.constant('large' as const),
      at: place,
      value: fc.constantFrom(0xffff_ffff, 0x7fff_ffff, 0xffff, 1),
    }),
  );

  it('stays in proportion to its bytes, however it is changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
        let bytes = Buffer.from(original);
        for (const change of edits) {
          if (change.kind === 'set') bytes.writeUInt8(change.value, change.at);
          else if (change.kind === 'large' && change.at + 4 <= bytes.length)
            bytes.writeUInt32BE(change.value, change.at);
          else if (change.kind === 'repeat') {
            const piece = bytes.subarray(change.at, change.at + change.length);
            const pieces = new Array<Buffer>(change.times).fill(piece);
            bytes = Buffer.concat([bytes.subarray(0, change.at), ...pieces, bytes.subarray(change.at)]);
          }
        }
        await staysWithin(bytes);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a file made to cost much stays in proportion', () => {
  const many = (piece: Buffer | string, times: number): Buffer =>
    Buffer.alloc(Buffer.from(piece).length * times, piece);
  const directoryOf = (tag: number, entries: number): Buffer =>
    join(
      'MM\0*',
      numbers(8),
      shorts(entries),
      ...new Array<Buffer>(entries).fill(join(shorts(tag, 4), numbers(1, 8))),
      numbers(0),
    );

  it.each<[string, Buffer]>([
    [
      'a JPEG of stuffed bytes',
      join(photo.subarray(0, -3), many(Buffer.from([0xff, 0]), 100_000), Buffer.from([0xff, 0xd9])),
    ],
    [
      'a JPEG of very small segments',
      join(jpeg().subarray(0, 2), many(Buffer.from([0xff, 0xe5, 0, 2]), 50_000), jpeg().subarray(2)),
    ],
    [
      'a JPEG whose EXIF names one directory a thousand times',
      jpeg(
        ...new Array<readonly [number, Buffer]>(20).fill([0xe1, join('Exif\0\0', directoryOf(0x8769, 1000))]),
      ),
    ],
    ['an MP3 of beginnings of frames', many(Buffer.from([0xff, 0xfb, 0x90, 0]), 50_000)],
    [
      'a tag of beginnings of frames',
      join('ID3\x04\0\0\0\x0c\0\0', many(Buffer.from([0xff, 0xfb, 0x90, 0]), 50_000)),
    ],
    [
      'a recording of unfinished length full of names',
      join('RIFF\0\0\0\0WAVEfmt \x10\0\0\0', Buffer.alloc(16), 'data\xff\xff\xff\xff', many('LIST', 50_000)),
    ],
    [
      'a film of empty boxes',
      join(box('ftyp', 'isom', numbers(0)), box('moov', many(numbers(8, 0x66726565), 20_000))),
    ],
  ])('%s', async (_, bytes) => {
    await staysWithin(bytes);
  });

  it.each<[string, Buffer]>([
    [
      'a film all of whose chunks are the whole of its media',
      (() => {
        const whole = film([
          {
            handler: 'vide',
            entry: pictureEntry('mp4v'),
            samples: new Array<Buffer>(2000).fill(Buffer.from([1])),
          },
        ]);
        const media = Buffer.alloc(200_000, 1);
        const start = whole.length - 2000;
        const bytes = join(whole.subarray(0, start - 8), box('mdat', media));
        const sizes = bytes.indexOf('stsz') + 16;
        const offsets = bytes.indexOf('stco') + 12;
        for (let sample = 0; sample < 2000; sample++) {
          bytes.writeUInt32BE(media.length, sizes + 4 * sample);
          bytes.writeUInt32BE(start, offsets + 4 * sample);
        }
        return bytes;
      })(),
    ],
  ])('%s is stopped', async (_, bytes) => {
    expect(await cleanFile(bytes, limitsFor(bytes))).toMatchObject({
      kind: 'could-not-be-cleaned',
      why: 'too-much-work',
    });
  });
});
