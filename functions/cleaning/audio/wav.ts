import { fourCharacters, hasAt, slice, unsigned32LittleEndian } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { keepsMost } from '../content-kept.ts';
import type { Finding } from '../finding.ts';
import { checkPieces, StopCleaning } from '../stop-cleaning.ts';
import { cleanMp3 } from './mp3.ts';

/** The most bytes each kept chunk may have; more than the format needs is no format. */
const keptChunks: ReadonlyMap<string, number> = new Map([
  ['fmt ', 512],
  ['fact', 12],
]);
const chunkFindings: Readonly<Record<string, Finding>> = {
  LIST: 'tags',
  'id3 ': 'tags',
  'ID3 ': 'tags',
  bext: 'author',
  iXML: 'author',
  axml: 'author',
  _PMX: 'xmp',
  cart: 'author',
};

const firstChunk = 12;
const headBytes = 8;
const endless = 0xffff_ffff;

/** RIFF, and RF64 and BW64 (ITU-R BS.2088), whose lengths stand in a chunk of their own. */
export const isWave = (bytes: Buffer): boolean =>
  ['RIFF', 'RF64', 'BW64'].some((name) => hasAt(bytes, 0, name)) && hasAt(bytes, 8, 'WAVE');

/**
 * A WAVE file of its format, its number of samples and its sound, with its lengths set right. A recorder that was
 * switched off leaves lengths of zero or a placeholder in the head: then the sound is all that follows.
 * @throws {StopCleaning} `not-understood` with two stretches of sound, `broken` without sound or its format
 */
export const cleanWav = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const kept: Buffer[] = [];
  const names = new Set<string>();
  let sound: Buffer | undefined;
  let format: Format | undefined;
  let longLength: number | undefined;
  let position = firstChunk;
  for (let chunks = 1; position + headBytes <= bytes.length; chunks++) {
    checkPieces(chunks);
    cleaning.works(20);
    if (sound && !isChunkName(bytes, position)) break;
    const type = fourCharacters(bytes, position);
    const start = position + headBytes;
    const declared = bytes.readUInt32LE(position + 4);
    if (type === 'data') {
      if (sound) throw StopCleaning.because('not-understood');
      const end = endOfSound(bytes, start, longLength ?? declared, cleaning);
      sound = bytes.subarray(start, end);
      position = end + ((end - start) % 2);
      continue;
    }
    if (sound && start + declared > bytes.length) break;
    const body = slice(bytes, start, start + declared);
    position = start + declared + (declared % 2);
    if (type === 'ds64') longLength = Number(slice(body, 8, 16).readBigUInt64LE());
    else if (body.length <= (keptChunks.get(type) ?? -1) && !names.has(type)) {
      names.add(type);
      if (type === 'fmt ') format = readFormat(body, cleaning);
      kept.push(...chunk(type, format && type === 'fmt ' ? format.body : body));
    } else cleaning.found(chunkFindings[type] ?? 'other-data');
  }
  if (!sound || !format) throw StopCleaning.because('broken');
  if (position < bytes.length) {
    const rest = bytes.subarray(position);
    keepsMost(sound.length, rest, cleaning);
    cleaning.found('trailing-bytes');
  }
  kept.push(...chunk('data', format.isMpeg ? cleanMp3(sound, cleaning) : sound));
  const size = kept.reduce((sum, part) => sum + part.length, 4);
  return Buffer.concat([Buffer.from('RIFF'), unsigned32LittleEndian(size), Buffer.from('WAVE'), ...kept]);
};

type Format = { readonly body: Buffer; readonly isMpeg: boolean };

// RFC 2361: PCM, floating point, A-law and µ-law, whose head needs no more than 16 bytes; ADPCM of Microsoft and of IMA, GSM
// 6.10 and G.726, with a few numbers more; MPEG, whose sound is a file itself; and those that say it by a GUID.
const plainFormats = [1, 3, 6, 7];
const packedFormats = [0x02, 0x11, 0x31, 0x45, 0x64];
const mpegFormats = [0x50, 0x55];
const extensible = 0xfffe;
const plainBytes = 16;
const packedBytes = 50;
const extensibleBytes = 40;
/** What follows the number of the format in its GUID (MSDN, WAVEFORMATEXTENSIBLE). */
const guidEnd = Buffer.from('000000001000800000aa00389b71', 'hex');

/** The head as far as the format needs it. */
const readFormat = (body: Buffer, cleaning: Cleaning): Format => {
  const tag = slice(body, 0, plainBytes).readUInt16LE();
  if (tag === extensible) {
    const own = slice(body, 0, extensibleBytes);
    if (!own.subarray(26).equals(guidEnd)) throw StopCleaning.because('not-understood');
    if (!plainFormats.includes(own.readUInt16LE(24))) throw StopCleaning.because('not-understood');
    return { body: cut(body, extensibleBytes, cleaning), isMpeg: false };
  }
  const isMpeg = mpegFormats.includes(tag);
  if (plainFormats.includes(tag)) {
    // Two zero bytes more say that nothing follows.
    const isPlain = body.length === plainBytes + 2 && body.readUInt16LE(plainBytes) === 0;
    return { body: isPlain ? body : cut(body, plainBytes, cleaning), isMpeg };
  }
  if (!isMpeg && !packedFormats.includes(tag)) throw StopCleaning.because('not-understood');
  return { body: cut(body, packedBytes, cleaning), isMpeg };
};

const cut = (body: Buffer, length: number, cleaning: Cleaning): Buffer => {
  if (body.length > length) cleaning.found('other-data');
  return body.subarray(0, length);
};

const chunk = (type: string, body: Buffer): Buffer[] => [
  Buffer.from(type, 'latin1'),
  unsigned32LittleEndian(body.length),
  body,
  Buffer.alloc(body.length % 2),
];

const isChunkName = (bytes: Buffer, at: number): boolean =>
  /^[A-Za-z0-9_][ -~]{3}$/.test(bytes.toString('latin1', at, at + 4));

/**
 * Where the sound ends: as declared; at the end of the file when the length was never filled in. A length of zero is
 * taken at its word only if other chunks follow to the end.
 */
const endOfSound = (bytes: Buffer, start: number, declared: number, cleaning: Cleaning): number => {
  const isUnfinished =
    declared === endless ||
    start + declared > bytes.length ||
    (declared === 0 && !isAllChunks(bytes, start, cleaning));
  return isUnfinished ? startOfLastChunks(bytes, start, cleaning) : start + declared;
};

const isAllChunks = (bytes: Buffer, from: number, cleaning: Cleaning): boolean => {
  let position = from;
  while (position + headBytes <= bytes.length) {
    cleaning.works(20);
    if (!isChunkName(bytes, position)) return false;
    const length = bytes.readUInt32LE(position + 4);
    position += headBytes + length + (length % 2);
  }
  return position - bytes.length < 2;
};

/** Each is looked for from the end of the file. */
const mostLastChunks = 8;

/** Chunks that a player's tagger has put behind an unfinished sound, each ending where the next begins. */
const startOfLastChunks = (bytes: Buffer, soundStart: number, cleaning: Cleaning): number => {
  let end = bytes.length;
  for (let found = 0; found < mostLastChunks; found++) {
    const tail = bytes.subarray(soundStart, end);
    const starts = Object.keys(chunkFindings).map((name) => {
      cleaning.works(tail.length / 8);
      const at = tail.lastIndexOf(name, undefined, 'latin1');
      if (at === -1 || at + headBytes > tail.length) return undefined;
      const length = tail.readUInt32LE(at + 4);
      const rest = tail.length - (at + headBytes + length);
      return rest === 0 || (rest === 1 && length % 2 === 1) ? soundStart + at : undefined;
    });
    const last = starts.find((at) => at !== undefined);
    if (last === undefined) return end;
    end = last;
  }
  throw StopCleaning.because('not-understood');
};
