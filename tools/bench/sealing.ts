import { createCipheriv, createDecipheriv, randomBytes, type Cipher, type Decipher } from 'node:crypto';
import { openChunk, openStream } from '../../functions/envelope/open-stream.ts';
import { sealChunk, sealStream } from '../../functions/envelope/seal-stream.ts';
import { chunkBytes, streamKey, type ChunkPosition } from '../../functions/envelope/sealed-stream.ts';
import { median } from './percentile.ts';
import type { Section } from './section.ts';

const rounds = 15;
const megabytesEach = 64;
const fedBytes = 64 * 1024;
const memorySizes = [16, 256];

type StreamKey = Parameters<typeof sealStream>[0];

/** Sealing and opening attachments against AES-256-GCM as `node:crypto` has it, and what memory they take. */
export const measureSealing = async (): Promise<Section> => {
  const chunk = randomBytes(chunkBytes);
  const key = streamKey(randomBytes(32), {
    caseId: 'case',
    thread: 'reporter',
    attachmentId: 'file',
    copy: 'main',
  });
  const ways = waysToSealAndOpen(key, chunk);
  const speeds = ways.map(() => [] as number[]);
  // Taken in turns, so that whatever else the machine does meets all of them.
  for (let round = 0; round < rounds; round += 1)
    for (const [index, way] of ways.entries()) speeds[index]?.push(megabytesPerSecond(way));
  const [bareSealing = NaN, sealing = NaN, bareOpening = NaN, opening = NaN] = speeds.map(median);

  const memory: string[][] = [];
  for (const size of memorySizes)
    memory.push([
      `memory for a file of ${size} MB`,
      '',
      '',
      `${(await peakOf(size, key, chunk)).toFixed(0)} MB`,
    ]);
  return {
    title: 'Sealing attachments',
    note:
      `Chunks of 1 MB, by processor time of one process, median of ${rounds} rounds of ${megabytesEach} MB each, taken ` +
      'in turns. “Bare” is AES-256-GCM from `node:crypto` over the same bytes in pieces of 64 KB, the output thrown away. ' +
      'Memory is the most that buffers took above the start while a file was sealed and opened again as a stream. Aim: a ' +
      'ratio near 1, memory that does not grow with the file.',
    columns: ['', 'bare MB/s', 'ours MB/s', 'ratio'],
    rows: [
      ['seal', ...compared(bareSealing, sealing)],
      ['open', ...compared(bareOpening, opening)],
      ...memory,
    ],
  };
};

/** One chunk: sealed by the bare cipher and by ours, opened by the bare cipher and by ours. */
const waysToSealAndOpen = (key: StreamKey, chunk: Uint8Array): readonly (() => unknown)[] => {
  const bareKey = randomBytes(32);
  const nonce = randomBytes(12);
  const position: ChunkPosition = { number: 7, final: false };

  /** Fed as fast as it takes it, its output thrown away: nothing that keeps the output reaches this. */
  const fed = (cipher: Cipher | Decipher): void => {
    for (let start = 0; start < chunkBytes; start += fedBytes)
      cipher.update(chunk.subarray(start, start + fedBytes));
  };
  const bareSeal = (): void => {
    const cipher = createCipheriv('aes-256-gcm', bareKey, randomBytes(12));
    fed(cipher);
    cipher.final();
    cipher.getAuthTag();
  };
  // The tag never fits: to find that out takes as long as to find that it does.
  const bareOpen = (): void => {
    const decipher = createDecipheriv('aes-256-gcm', bareKey, nonce);
    decipher.setAuthTag(Buffer.alloc(16));
    fed(decipher);
    try {
      decipher.final();
    } catch {
      return;
    }
  };
  const sealed = sealChunk(key, position, chunk);
  return [bareSeal, () => sealChunk(key, position, chunk), bareOpen, () => openChunk(key, position, sealed)];
};

const compared = (bare: number, ours: number): string[] => [
  bare.toFixed(0),
  ours.toFixed(0),
  (ours / bare).toFixed(2),
];

/** By the processor time of the process. */
const megabytesPerSecond = (work: () => unknown): number => {
  const before = process.cpuUsage();
  for (let count = 0; count < megabytesEach; count += 1) work();
  const { user, system } = process.cpuUsage(before);
  return megabytesEach / ((user + system) / 1e6);
};

/** MB that buffers took at most, above what they took before. */
const peakOf = async (megabytes: number, key: StreamKey, piece: Uint8Array): Promise<number> => {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const pieces = function* (): Generator<Uint8Array> {
    for (let count = 0; count < megabytes; count += 1) yield piece;
  };
  for await (const opened of openStream(key, sealStream(key, pieces())))
    most = Math.max(most, opened.length, process.memoryUsage().arrayBuffers - before);
  return most / (1024 * 1024);
};
