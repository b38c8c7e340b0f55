import { hasAt } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { copyHevcConfiguration, nalCodecOf } from './codec-boxes.ts';
import { elementsIn, readUnsigned, type Element } from './elements.ts';
import type { NalCodec } from './nal-units.ts';

export type TrackField = {
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
  readonly write: 'copy' | 'void' | Buffer;
};
export type MatroskaTrack = {
  readonly number: number;
  readonly isPlayed: boolean;
  readonly isText: boolean;
  readonly nals?: NalCodec;
  readonly fields: readonly TrackField[];
};

const id = {
  number: 0xd7,
  type: 0x83,
  codec: 0x86,
  private: 0x63a2,
  video: 0xe0,
  audio: 0xe1,
  encodings: 0x6d80,
} as const;
/** Numbers, use, durations, language, delays of a track (RFC 9559 §5.1.4.1), without its name. */
const keptFields = new Set([
  0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383, 0x234e7a, 0x23314f, 0x55ee,
  0x22b59c, 0x22b59d, 0x86, 0x56aa, 0x56bb, 0xaa,
]);
const codecs = new Set(
  [
    'V_VP8 V_VP9 V_AV1 V_MPEG1 V_MPEG2 V_MPEG4/ISO/SP V_MPEG4/ISO/ASP V_MPEG4/ISO/AP V_MPEG4/ISO/AVC V_MPEGH/ISO/HEVC',
    'V_THEORA V_FFV1 V_PRORES A_OPUS A_VORBIS A_FLAC A_AAC A_MPEG/L1 A_MPEG/L2 A_MPEG/L3 A_AC3 A_EAC3 A_DTS A_ALAC',
    'A_PCM/INT/LIT A_PCM/INT/BIG A_PCM/FLOAT/IEEE A_TRUEHD',
  ].flatMap((line) => line.split(' ')),
);
const pictures = new Set(['V_MJPEG', 'V_MS/VFW/FOURCC', 'V_QUICKTIME', 'V_UNCOMPRESSED']);

/**
 * One track: which of its fields stay, and what of its codec's private data does.
 * @throws {StopCleaning} `broken` without number, type or codec, `embedded-file` for pictures, `not-understood` for
 *   another codec
 */
export const readTrack = (bytes: Buffer, element: Element, cleaning: Cleaning): MatroskaTrack => {
  const fields = [...elementsIn(bytes, element.bodyStart, element.end, cleaning.works)];
  const field = (number: number) => fields.find((own) => own.id === number);
  const numberField = field(id.number);
  const typeField = field(id.type);
  const codecField = field(id.codec);
  if (!numberField || !typeField || !codecField) throw StopCleaning.because('broken');
  const number = readUnsigned(bytes, numberField);
  const type = readUnsigned(bytes, typeField);
  const codec = bytes
    .toString('latin1', codecField.bodyStart, Math.min(codecField.end, codecField.bodyStart + 40))
    .replace(/\0+$/, '');
  if (type !== 1 && type !== 2)
    return { number, isPlayed: false, isText: type === 0x11 || type === 0x12, fields: [] };
  // Frames that are files themselves, and films of other containers in this one.
  if (pictures.has(codec)) throw StopCleaning.because('embedded-file');
  if (!codecs.has(codec.replace(/^(A_AAC)\/.*$/, '$1'))) throw StopCleaning.because('not-understood');
  // Compressed or encrypted blocks.
  if (field(id.encodings)) throw StopCleaning.because('not-understood');
  const configuration = field(id.private);
  const nals = configuration && nalsOf(bytes, codec, configuration);
  return {
    number,
    isPlayed: true,
    isText: false,
    ...(nals ? { nals } : {}),
    fields: fields.map((own) => ({
      start: own.start,
      bodyStart: own.bodyStart,
      end: own.end,
      write:
        own.id === id.private
          ? cleanPrivate(bytes, codec, own, cleaning)
          : isKept(own, fields)
            ? 'copy'
            : 'void',
    })),
  };
};

/** Video and audio hold numbers alone, but for a projection's private data. */
const isKept = ({ id: number, bodyStart, end }: Element, fields: readonly Element[]): boolean =>
  (keptFields.has(number) && end - bodyStart <= 64 && fields.length < 100) ||
  ((number === id.video || number === id.audio) && end - bodyStart <= 512);

const nalsOf = (bytes: Buffer, codec: string, { start, bodyStart, end }: Element): NalCodec | undefined => {
  const type = codec === 'V_MPEG4/ISO/AVC' ? 'avcC' : codec === 'V_MPEGH/ISO/HEVC' ? 'hvcC' : undefined;
  return type === undefined ? undefined : nalCodecOf(bytes, { type, start, bodyStart, end });
};

const cleanPrivate = (
  bytes: Buffer,
  codec: string,
  { bodyStart, end }: Element,
  cleaning: Cleaning,
): 'copy' | Buffer => {
  const content = bytes.subarray(bodyStart, end);
  if (codec === 'V_MPEGH/ISO/HEVC') {
    const copied = Buffer.alloc(content.length);
    copyHevcConfiguration(
      { from: content, to: copied, cleaning },
      { type: 'hvcC', start: 0, bodyStart: 0, end: content.length },
    );
    return copied;
  }
  if (codec === 'A_FLAC') return withoutFlacComments(content, cleaning);
  if (codec === 'A_VORBIS' || codec === 'V_THEORA') return withoutXiphComments(content, cleaning);
  return 'copy';
};

/** Stream info alone, marked as the last block, and zeros. */
const withoutFlacComments = (content: Buffer, cleaning: Cleaning): Buffer => {
  const streamInfoEnd = 4 + 4 + 34;
  if (!hasAt(content, 0, 'fLaC') || content.length < streamInfoEnd)
    throw StopCleaning.because('not-understood');
  const cleaned = Buffer.alloc(content.length);
  content.copy(cleaned, 0, 0, streamInfoEnd);
  cleaned.writeUInt8(0x80, 4);
  if (!cleaned.equals(content)) cleaning.found('tags');
  return cleaned;
};

/** Three packets; in the second, behind its seven bytes of name, the texts become spaces: its lengths stay. */
const withoutXiphComments = (content: Buffer, cleaning: Cleaning): Buffer => {
  const cleaned = Buffer.from(content);
  if (cleaned[0] !== 2) throw StopCleaning.because('not-understood');
  let position = 1;
  const lacing = (): number => {
    let sum = 0;
    for (;;) {
      const byte = cleaned.readUInt8(position);
      position += 1;
      sum += byte;
      if (byte !== 255) return sum;
    }
  };
  const first = lacing();
  const second = lacing();
  const start = position + first + 7;
  const end = position + first + second;
  if (end > cleaned.length) throw StopCleaning.because('broken');
  let at = start;
  const blankText = (): void => {
    const length = cleaned.readUInt32LE(at);
    if (at + 4 + length > end) throw StopCleaning.because('broken');
    const text = cleaned.subarray(at + 4, at + 4 + length);
    cleaning.works(length + 20);
    if (text.some((byte) => byte !== 0x20)) cleaning.found('tags');
    text.fill(0x20);
    at += 4 + length;
  };
  blankText();
  const texts = cleaned.readUInt32LE(at);
  at += 4;
  for (let text = 0; text < texts; text++) blankText();
  return cleaned;
};
