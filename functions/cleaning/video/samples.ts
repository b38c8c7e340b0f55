import { slice } from '../bytes.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { findBox, type Box } from './boxes.ts';

/** A run of bytes of the file that holds samples of one track. */
export type Chunk = { readonly start: number; readonly end: number };

/** Where the sound and pictures of a track are: from its chunk offsets, samples a chunk and sizes (§8.7). */
export const chunksOfTrack = (bytes: Buffer, track: Box): Chunk[] => {
  const samples = findBox(bytes, track, ['mdia', 'minf', 'stbl']);
  const sizes = samples && findBox(bytes, samples, ['stsz']);
  const perChunk = samples && findBox(bytes, samples, ['stsc']);
  const offsets = samples && readOffsets(bytes, samples);
  if (!sizes || !perChunk || !offsets) throw StopCleaning.because('not-understood');
  if (offsets.length === 0) return [];
  const sizeOf = sampleSizes(bytes, sizes);
  const counts = samplesPerChunk(bytes, perChunk);
  const chunks: Chunk[] = [];
  let sample = 0;
  for (const [index, start] of offsets.entries()) {
    const count = counts(index + 1);
    const length = sizeOf(sample, count);
    sample += count;
    // A constant size may count frames of sound, not bytes: the caller stretches such chunks to what comes next.
    chunks.push({ start, end: length === 'unknown' ? Infinity : start + length });
  }
  return chunks;
};

const tableStart = 8;

const readOffsets = (bytes: Buffer, samples: Box): number[] | undefined => {
  const short = findBox(bytes, samples, ['stco']);
  if (short) {
    const table = tableOf(bytes, short, 4, 4);
    return Array.from({ length: table.length / 4 }, (_, index) => table.readUInt32BE(4 * index));
  }
  const long = findBox(bytes, samples, ['co64']);
  if (!long) return undefined;
  const table = tableOf(bytes, long, 4, 8);
  return Array.from({ length: table.length / 8 }, (_, index) => Number(table.readBigUInt64BE(8 * index)));
};

/** The entries of a table whose number stands `countAt` bytes into its box. */
const tableOf = (bytes: Buffer, box: Box, countAt: number, entryBytes: number): Buffer => {
  const body = slice(bytes, box.bodyStart, box.end);
  const start = countAt + 4;
  return slice(body, start, start + body.readUInt32BE(countAt) * entryBytes);
};

const sampleSizes = (bytes: Buffer, box: Box) => {
  const constant = bytes.readUInt32BE(box.bodyStart + 4);
  if (constant !== 0) return (): number | 'unknown' => 'unknown';
  const table = tableOf(bytes, box, tableStart, 4);
  return (first: number, count: number): number | 'unknown' => {
    if ((first + count) * 4 > table.length) throw StopCleaning.because('broken');
    let sum = 0;
    for (let sample = first; sample < first + count; sample++) sum += table.readUInt32BE(4 * sample);
    return sum;
  };
};

/** Runs of chunks with the same number of samples; asked for chunks in ascending order, from 1. */
const samplesPerChunk = (bytes: Buffer, box: Box) => {
  const table = tableOf(bytes, box, 4, 12);
  const runs = table.length / 12;
  let run = 0;
  return (chunk: number): number => {
    while (run + 1 < runs && table.readUInt32BE(12 * (run + 1)) <= chunk) run++;
    return table.readUInt32BE(12 * run + 4);
  };
};
