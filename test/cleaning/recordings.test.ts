import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { fileNameFor } from '../../functions/domain/attachment/file-name.ts';
import { realFile } from './real-files.ts';

const outcome = (bytes: Uint8Array) => cleanFile(bytes, defaultCleaningLimits);
const cleaned = async (bytes: Uint8Array) => {
  const result = await outcome(bytes);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  expect(await outcome(result.bytes)).toEqual({ ...result, removed: [] });
  return { ...result, bytes: Buffer.from(result.bytes) };
};
const lost = { kind: 'could-not-be-cleaned', why: 'content-lost' };

const little = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const chunk = (name: string, body: Buffer, length = body.length): Buffer =>
  Buffer.concat([
    Buffer.from(name),
    little(length),
    body,
    Buffer.alloc(length === body.length ? length % 2 : 0),
  ]);
const format = chunk('fmt ', Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0]));
const wave = (chunks: readonly Buffer[], size?: number, name = 'RIFF'): Buffer => {
  const body = Buffer.concat([Buffer.from('WAVE'), format, ...chunks]);
  return Buffer.concat([Buffer.from(name), little(size ?? body.length), body]);
};
const tone = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 37) & 255));
const list = chunk('LIST', Buffer.from('INFOIART\x08\0\0\0MARKER\0\0'));

describe('a WAVE recording whose lengths were never filled in keeps its sound', () => {
  it.each([
    ['lengths of zero', 0, 36],
    ['length of the sound zero, of the file a placeholder', 0, 4088],
    ['lengths as of an endless stream', 0xffff_ffff, 0xffff_ffff],
    ['a length of the sound that is larger than the file', 9_000_000, 9_000_036],
    ['no length of the file', 4000, 0],
  ])('%s', async (_, data, size) => {
    const { bytes } = await cleaned(wave([chunk('data', tone, data)], size));
    expect(bytes).toEqual(wave([chunk('data', tone)]));
  });

  it('and loses tags in front of it and behind it', async () => {
    const { bytes, removed } = await cleaned(
      wave([list, chunk('data', tone, 0xffff_ffff), list], 0xffff_ffff),
    );
    expect(bytes).toEqual(wave([chunk('data', tone)]));
    expect(removed).toEqual(['tags']);
  });

  it('and is a plain WAVE file when its lengths stood in a chunk of their own', async () => {
    const lengths = Buffer.alloc(28);
    lengths.writeBigUInt64LE(BigInt(tone.length), 8);
    const long = Buffer.concat([
      Buffer.from('RF64'),
      little(0xffff_ffff),
      Buffer.from('WAVE'),
      chunk('ds64', lengths),
      format,
      chunk('data', tone, 0xffff_ffff),
      list,
    ]);
    expect((await cleaned(long)).bytes).toEqual(wave([chunk('data', tone)]));
  });

  it('and one with a length that is far too small is not called clean', async () => {
    const stale = wave([chunk('data', tone.subarray(0, 100))]);
    expect(await outcome(Buffer.concat([stale, tone.subarray(100)]))).toMatchObject(lost);
  });

  it('a length of zero is believed where only tags follow', async () => {
    const { bytes } = await cleaned(wave([chunk('data', Buffer.alloc(0)), list]));
    expect(bytes.includes('MARKER')).toBe(false);
  });
});

describe('a WAVE recording says by a number how its sound is written', () => {
  const written = (head: Buffer, sound: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from('RIFF'),
      little(0),
      Buffer.from('WAVE'),
      chunk('fmt ', head),
      chunk('data', sound),
    ]);
  const head = (tag: number, more: Buffer = Buffer.alloc(0)): Buffer => {
    const numbers = Buffer.from(format.subarray(8));
    numbers.writeUInt16LE(tag, 0);
    return Buffer.concat([numbers, more]);
  };

  it('and where the sound is an MPEG file, that is cleaned', async () => {
    const sound = (await cleaned(realFile('ffmpeg.mp3'))).bytes;
    const { bytes, removed } = await cleaned(written(head(0x55, Buffer.alloc(14)), realFile('ffmpeg.mp3')));
    expect(bytes.subarray(-sound.length - (sound.length % 2))).toEqual(
      Buffer.concat([sound, Buffer.alloc(sound.length % 2)]),
    );
    expect(removed).toContain('tags');
  });

  it('and of one that needs no more numbers, others go', async () => {
    const { bytes, removed } = await cleaned(written(head(1, Buffer.from('MARKER MARKER')), tone));
    expect(bytes).toEqual(wave([chunk('data', tone)]));
    expect(removed).toEqual(['other-data']);
  });

  it.each([
    ['nobody knows', head(0x4242)],
    ['a GUID says that nobody knows', head(0xfffe, Buffer.alloc(24, 7))],
  ])('and one that %s is not understood', async (_, numbers) => {
    expect(await outcome(written(numbers, tone))).toMatchObject({ why: 'not-understood' });
  });
});

it('an Ogg recording that was cut off keeps its whole pages', async () => {
  const whole = realFile('oggenc.ogg');
  const last = whole.lastIndexOf('OggS');
  const { bytes, removed } = await cleaned(whole.subarray(0, last + 50));
  expect(bytes).toEqual((await cleaned(whole.subarray(0, last))).bytes);
  expect(removed).toEqual(['tags', 'trailing-bytes']);
});

describe('a voice memo', () => {
  it.each([
    ['narrow band', '#!AMR\n', Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 0x55)])],
    ['wide band', '#!AMR-WB\n', Buffer.concat([Buffer.from([0x44]), Buffer.alloc(60, 0x55)])],
  ])('of %s is a recording and keeps its frames', async (_, head, frame) => {
    const memo = Buffer.concat([Buffer.from(head), frame, frame, Buffer.from([0x7c])]);
    const result = await cleaned(Buffer.concat([memo, Buffer.from('MARKER behind')]));
    expect(result.bytes).toEqual(memo);
    expect(result).toMatchObject({ type: 'amr', removed: ['trailing-bytes'] });
    expect(fileNameFor('Memo.amr', result.type)).toBe('Memo.amr');
  });

  it('that is cut off, or of several channels, keeps its name', async () => {
    for (const memo of ['#!AMR-WB\n\x3c only', '#!AMR_MC1.0\n\0\0\0\x02']) {
      const result = await outcome(Buffer.from(memo, 'latin1'));
      expect(result).toMatchObject({ kind: 'could-not-be-cleaned', type: 'amr' });
    }
  });

  it('most of which is no frame is not called clean', async () => {
    const frame = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 0x55)]);
    const odd = Buffer.concat([Buffer.from('#!AMR\n'), frame, Buffer.alloc(5000, 0xff)]);
    expect(await outcome(odd)).toMatchObject(lost);
  });
});

describe('a recording most of which would be taken for something else is not called clean', () => {
  const frames = async (): Promise<Buffer> => (await cleaned(realFile('ffmpeg.mp3'))).bytes;

  it('MP3 whose frames are of a kind that is passed over', async () => {
    const sound = await frames();
    expect(await outcome(Buffer.concat([sound, Buffer.alloc(4 * sound.length, 0x5a), sound]))).toMatchObject(
      lost,
    );
  });

  it('MP3 whose tag says a length that covers the sound', async () => {
    const sound = await frames();
    const repeated = Buffer.concat(new Array<Buffer>(20).fill(sound));
    const covered = repeated.length - 500;
    const length = [21, 14, 7, 0].map((shift) => (covered >>> shift) & 127);
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), Buffer.from(length)]);
    expect(await outcome(Buffer.concat([tag, repeated]))).toMatchObject(lost);
  });

  it('Ogg with a page in the middle that is damaged', async () => {
    const whole = realFile('ffmpeg-vorbis.ogg');
    const last = whole.lastIndexOf('OggS');
    const again = Buffer.concat([whole.subarray(0, last), Buffer.from('gone'), whole.subarray(last)]);
    expect(await outcome(again)).toMatchObject(lost);
  });
});
