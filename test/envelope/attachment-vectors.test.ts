import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openPadded } from '../../functions/envelope/open.ts';
import { openChunk, openStream } from '../../functions/envelope/open-stream.ts';
import {
  attachmentRecordContext,
  bytesInChunk,
  chunkBytes,
  chunkCount,
  paddedFileSize,
  roomInChunk,
  sealedFileSize,
  streamKey,
} from '../../functions/envelope/sealed-stream.ts';
import { attachmentVectorFile, attachmentVectors } from './attachment-vectors.ts';
import { hex } from './damage.ts';
import { bytesFor } from './deterministic-seal.ts';
import { sealChunkAsDocumented } from './deterministic-stream.ts';

const vectors = attachmentVectors.parse(JSON.parse(readFileSync(attachmentVectorFile, 'utf8')));

describe('version 1 of sealed attachments, frozen: what was sealed under it opens forever', () => {
  it.each(vectors.sizes)('a file of $size bytes is padded to $padded', ({ size, padded, chunks, sealed }) => {
    expect([paddedFileSize(size), chunkCount(size), sealedFileSize(size)]).toEqual([padded, chunks, sealed]);
  });

  it.each(vectors.chunks)('a chunk of $place.attachmentId, $place.copy', (vector) => {
    const opened = openChunk(streamKey(vector.secret, vector.place), vector, vector.sealed);
    expect(opened && hex(opened)).toBe(hex(vector.bytes));
  });

  it.each(vectors.files)('a file of $size bytes', async ({ secret, place, size, bytesFrom, chunks }) => {
    const file = bytesFor(bytesFrom, size);
    const sealed = chunks.map(({ prefixFrom, sealedSha256 }, number) => {
      const final = number === chunks.length - 1;
      const bytes = file.subarray(number * chunkBytes, number * chunkBytes + bytesInChunk(size, number));
      const padding = roomInChunk({ number, final }, bytes.length) - bytes.length;
      const chunk = { number, final, bytes, padding };
      const made = sealChunkAsDocumented(secret, place, chunk, bytesFor(prefixFrom, 7));
      expect(createHash('sha256').update(made).digest('hex')).toBe(sealedSha256);
      return made;
    });
    const opened: Uint8Array[] = [];
    for await (const piece of openStream(streamKey(secret, place), sealed)) opened.push(piece);
    expect(Buffer.concat(opened).equals(file)).toBe(true);
  });

  it.each(vectors.records)('a record: $record', ({ secret, place, record, sealed }) => {
    const opened = openPadded(secret, attachmentRecordContext(place), sealed);
    expect(opened && Buffer.from(opened).toString('utf8')).toBe(record);
  });
});
