import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { realFile } from './real-files.ts';

const outcome = (bytes: Uint8Array) => cleanFile(bytes, defaultCleaningLimits);
const cleaned = async (bytes: Uint8Array) => {
  const result = await outcome(bytes);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  return { bytes: Buffer.from(result.bytes), removed: result.removed };
};

const numbers = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
};
const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([numbers(body.length + 8), Buffer.from(type, 'latin1'), body]);
};

/** One chunk of one sample at an offset of the file. */
const track = (handler: string, offset: number, size: number, id = 1): Buffer =>
  box(
    'trak',
    box('tkhd', numbers(7, 111, 222, id, 0, 5), Buffer.alloc(60)),
    box(
      'mdia',
      box('mdhd', numbers(0, 333, 444, 1000, 5, 0)),
      box('hdlr', numbers(0, 0), Buffer.from(handler), Buffer.alloc(12), Buffer.from('MARKER handler\0')),
      box(
        'minf',
        box(
          'stbl',
          box('stsd', numbers(0, 1), box('mp4v', Buffer.alloc(78))),
          box('stsc', numbers(0, 1, 1, 1, 1)),
          box('stsz', numbers(0, 0, 1, size)),
          box('stco', numbers(0, 1, offset)),
        ),
      ),
    ),
  );
const head = box('ftyp', Buffer.from('isom'), numbers(0));
const movie = (...tracks: Buffer[]): Buffer =>
  box(
    'moov',
    box('mvhd', numbers(0, 555, 666, 1000, 5), Buffer.alloc(80)),
    ...tracks,
    box('udta', box('\xa9xyz', Buffer.from('MARKER'))),
  );

describe('a film', () => {
  const frames = Buffer.from('the picture itself');
  const sensor = Buffer.from('MARKER where I was');
  const media = box('mdat', frames, sensor, Buffer.from('MARKER in a gap'));
  const first = head.length + 8;
  const film = Buffer.concat([
    head,
    media,
    movie(track('vide', first, frames.length), track('meta', first + frames.length, sensor.length, 2)),
    box('uuid', Buffer.from('MARKER')),
    box('free', Buffer.from('MARKER')),
  ]);

  it('keeps its size, its offsets and its pictures; sensors, gaps, names and times become zeros', async () => {
    const { bytes, removed } = await cleaned(film);
    expect(bytes.length).toBe(film.length);
    expect(bytes.includes('MARKER')).toBe(false);
    expect(bytes.subarray(first, first + frames.length).equals(frames)).toBe(true);
    for (const time of [111, 222, 333, 444, 555, 666]) expect(bytes.includes(numbers(time))).toBe(false);
    expect(removed).toEqual(['gps-position', 'dates', 'software', 'tags', 'sensor-track', 'other-data']);
  });

  it('that says where its media is in a place that does not exist is broken', async () => {
    const wrong = Buffer.concat([head, media, movie(track('vide', 4_000_000, 10))]);
    expect(await outcome(wrong)).toMatchObject({ why: 'broken' });
  });

  it('whose media would be in another file is not understood', async () => {
    const elsewhere = box('dinf', box('dref', numbers(0, 1), box('alis', numbers(0), Buffer.from('MARKER'))));
    const moved = Buffer.from(track('vide', first, 4));
    const withReference = Buffer.concat([
      head,
      media,
      movie(box('trak', moved.subarray(8), box('mdia', box('minf', elsewhere)))),
    ]);
    expect(await outcome(withReference)).toMatchObject({ why: 'not-understood' });
  });

  it('of fragments keeps the samples of its pictures; sensors and gaps become zeros', async () => {
    const empty = movie(track('vide', 0, 0), track('meta', 0, 0, 2));
    const fragment = (id: number, offset: number, size: number): Buffer =>
      box('traf', box('tfhd', numbers(0x2_0000, id)), box('trun', numbers(0x201, 1, offset, size)));
    const length = 8 + 2 * (8 + 16 + 24);
    const moof = box(
      'moof',
      fragment(1, length + 8, frames.length),
      fragment(2, length + 8 + frames.length, sensor.length),
    );
    expect(moof.length).toBe(length);
    const { bytes, removed } = await cleaned(Buffer.concat([head, empty, moof, media]));
    expect(bytes.includes('MARKER')).toBe(false);
    expect(bytes.includes(frames)).toBe(true);
    expect(removed).toContain('sensor-track');
  });

  it('with no pictures and no sound is not understood', async () => {
    expect(await outcome(Buffer.concat([head, media, movie()]))).toMatchObject({ why: 'not-understood' });
  });
});

describe('sound', () => {
  const clean = async (name: string) => (await cleaned(realFile(name))).bytes;

  it('of MP3 keeps its frames between tags of every kind, in front and behind', async () => {
    const frames = await clean('ffmpeg.mp3');
    const id3v2 = Buffer.from('ID3\x04\0\0\0\0\0\x06MARKER', 'latin1');
    const id3v1 = Buffer.concat([Buffer.from('TAGMARKER'), Buffer.alloc(119)]);
    const ape = Buffer.alloc(38);
    ape.write('MARKERAPETAGEX');
    ape.writeUInt32LE(38, 18);
    const lyrics = Buffer.from('LYRICSBEGINMARKER000017LYRICS200');
    for (const tags of [id3v1, ape, lyrics, Buffer.concat([ape, lyrics, id3v1])]) {
      const tagged = Buffer.concat([id3v2, id3v2, frames, tags]);
      const { bytes, removed } = await cleaned(tagged);
      expect(bytes.equals(frames)).toBe(true);
      expect(removed).toEqual(['tags']);
    }
  });

  it('of MP3 loses what stands between two frames', async () => {
    const frames = await clean('lame.mp3');
    const second = frames.indexOf(frames.subarray(0, 3), 100);
    const parted = Buffer.concat([
      frames.subarray(0, second),
      Buffer.from('MARKER'),
      frames.subarray(second),
    ]);
    const { bytes, removed } = await cleaned(parted);
    expect(bytes.equals(frames)).toBe(true);
    expect(removed).toEqual(['other-data']);
  });

  it('of WAV keeps its format and samples and has its size right', async () => {
    const original = realFile('ffmpeg-bext.wav');
    const bytes = await clean('ffmpeg-bext.wav');
    const data = original.subarray(original.indexOf('data'), original.indexOf('data') + 4800);
    expect(bytes.includes(data)).toBe(true);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  });

  it('of FLAC keeps its frames byte for byte and marks its last block', async () => {
    const original = realFile('ffmpeg.flac');
    const bytes = await clean('ffmpeg.flac');
    expect(bytes.subarray(42).equals(original.subarray(-(bytes.length - 42)))).toBe(true);
    expect(bytes.readUInt8(4)).toBe(0x80);
  });

  it.each(['oggenc.ogg', 'opusenc.ogg'])(
    '%s keeps its packets; of its pages only numbers change',
    async (name) => {
      const original = realFile(name);
      const bytes = await clean(name);
      const lastPage = original.subarray(original.lastIndexOf('OggS') + 28);
      expect(bytes.subarray(-lastPage.length).equals(lastPage)).toBe(true);
    },
  );

  it('of two Ogg streams, one behind the other, is not understood', async () => {
    const chained = Buffer.concat([realFile('oggenc.ogg'), realFile('oggenc.ogg')]);
    expect(await outcome(chained)).toMatchObject({ why: 'not-understood' });
  });
});
