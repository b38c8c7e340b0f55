import { slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, findBox, type Box } from './boxes.ts';
import type { Range } from './copy.ts';
import type { SampleKind } from './sample-entries.ts';

/** A film of a day has fewer. */
const mostChunks = 1_000_000;

/**
 * Where the sound and pictures of a track are, from its tables (ISO/IEC 14496-12 §8.7): chunk by chunk, or sample by
 * sample where each is to be looked at. Reads the tables as it goes, so that their number takes no memory.
 * @throws {StopCleaning} `not-understood` without its tables, `too-many-parts`, `content-lost` when samples have no
 *   place
 */
export function* rangesOfTrack(
  bytes: Buffer,
  track: Box,
  kind: SampleKind,
  cleaning: Cleaning,
): Generator<Range, void> {
  const samples = findBox(bytes, track, ['mdia', 'minf', 'stbl'], cleaning.works);
  const tables = new Map(
    samples
      ? boxesIn(bytes, samples.bodyStart, samples.end, cleaning.works).boxes.map((box) => [box.type, box])
      : [],
  );
  const offsets = offsetsOf(bytes, tables);
  const sizes = sizesOf(bytes, tables, kind, cleaning);
  const perChunk = tables.get('stsc');
  if (!offsets || !sizes || !perChunk) throw StopCleaning.because('not-understood');
  if (offsets.count > mostChunks) throw StopCleaning.refusing('too-many-parts');
  const countIn = samplesPerChunk(bytes, perChunk, cleaning);
  let sample = 0;
  for (let chunk = 0; chunk < offsets.count; chunk++) {
    cleaning.works(20);
    let start = offsets.at(chunk);
    const count = Math.min(countIn(chunk + 1), sizes.count - sample);
    if (kind.picture === undefined) yield [start, start + sizes.of(sample, count)];
    else {
      for (let own = 0; own < count; own++) {
        const end = start + sizes.of(sample + own, 1);
        yield [start, end];
        start = end;
      }
    }
    sample += count;
  }
  if (sample < sizes.count) throw StopCleaning.because('content-lost');
}

/** The rows of a table whose number stands `countAt` bytes into its box. */
const rowsOf = (bytes: Buffer, box: Box, countAt: number, rowBytes: number): Buffer => {
  const start = box.bodyStart + countAt + 4;
  return slice(bytes, start, Math.min(start + bytes.readUInt32BE(start - 4) * rowBytes, box.end));
};

type Offsets = { readonly count: number; readonly at: (chunk: number) => number };

const offsetsOf = (bytes: Buffer, tables: ReadonlyMap<string, Box>): Offsets | undefined => {
  const short = tables.get('stco');
  if (short) {
    const rows = rowsOf(bytes, short, 4, 4);
    return { count: Math.floor(rows.length / 4), at: (chunk) => rows.readUInt32BE(4 * chunk) };
  }
  const long = tables.get('co64');
  if (!long) return undefined;
  const rows = rowsOf(bytes, long, 4, 8);
  return { count: Math.floor(rows.length / 8), at: (chunk) => Number(rows.readBigUInt64BE(8 * chunk)) };
};

type Sizes = { readonly count: number; readonly of: (first: number, count: number) => number };

const sizesOf = (
  bytes: Buffer,
  tables: ReadonlyMap<string, Box>,
  kind: SampleKind,
  cleaning: Cleaning,
): Sizes | undefined => {
  const compact = tables.get('stz2');
  const box = tables.get('stsz') ?? compact;
  if (!box) return undefined;
  const count = bytes.readUInt32BE(box.bodyStart + 8);
  const constant = box === compact ? 0 : bytes.readUInt32BE(box.bodyStart + 4);
  if (constant !== 0) return { count, of: (_, some) => constantBytes(constant, some, kind) };
  const bits = box === compact ? bytes.readUInt8(box.bodyStart + 7) : 32;
  if (![4, 8, 16, 32].includes(bits)) throw StopCleaning.because('broken');
  const rows = slice(
    bytes,
    box.bodyStart + 12,
    Math.min(box.end, box.bodyStart + 12 + Math.ceil((count * bits) / 8)),
  );
  if (rows.length < Math.ceil((count * bits) / 8)) throw StopCleaning.because('broken');
  const sizeOf = (sample: number): number => {
    if (bits === 4) return (rows.readUInt8(sample >>> 1) >>> (sample % 2 === 0 ? 4 : 0)) & 15;
    return rows.readUIntBE((sample * bits) / 8, bits / 8);
  };
  return {
    count,
    of: (first, some) => {
      cleaning.works(some);
      let sum = 0;
      for (let sample = first; sample < first + some; sample++) sum += sizeOf(sample);
      return sum;
    },
  };
};

/**
 * QuickTime counts sound without compression in frames and says a size of 1 for each, or that of one channel; the bytes
 * of a frame stand in the description. What is not known cannot be found in the file.
 */
const constantBytes = (constant: number, count: number, { sound }: SampleKind): number => {
  if (constant !== 1) return count * Math.max(constant, sound?.frames === 1 ? sound.bytes : 0);
  if (!sound) throw StopCleaning.because('not-understood');
  return Math.ceil(count / sound.frames) * sound.bytes;
};

/** Runs of chunks with the same number of samples; asked for chunks in ascending order, from 1. */
const samplesPerChunk = (bytes: Buffer, box: Box, cleaning: Cleaning) => {
  const rows = rowsOf(bytes, box, 4, 12);
  const runs = Math.floor(rows.length / 12);
  let run = 0;
  return (chunk: number): number => {
    while (run + 1 < runs && rows.readUInt32BE(12 * (run + 1)) <= chunk) {
      cleaning.works(1);
      run++;
    }
    return rows.readUInt32BE(12 * run + 4);
  };
};
