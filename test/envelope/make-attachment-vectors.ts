/**
 * Writes `test/vectors/attachments-v1.json` if it is not there: `npx tsx test/envelope/make-attachment-vectors.ts`. It
 * never overwrites: what was sealed under version 1 must open forever.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { pad } from '../../functions/envelope/format.ts';
import {
  attachmentRecordContext,
  chunkBytes,
  chunkCount,
  paddedFileSize,
  sealedFileSize,
  type AttachmentPlace,
} from '../../functions/envelope/sealed-stream.ts';
import { attachmentVectorFile } from './attachment-vectors.ts';
import { hex } from './damage.ts';
import { bytesFor, sealWithNonce } from './deterministic-seal.ts';
import { sealChunkAsDocumented } from './deterministic-stream.ts';

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const secret = bytesFor('attachments: thread key', 32);
const kilobyte = 1024;

const placeOf = (label: string, copy: AttachmentPlace['copy'] = 'main'): AttachmentPlace => ({
  caseId: base64url(bytesFor('attachments: case id', 16)),
  thread: 'reporter',
  attachmentId: base64url(bytesFor(`attachment id ${label}`, 16)),
  copy,
});

const edges = [1, 2, 4, 8, 16, 32, 64, 128, 192, 1024, 1088, 2048, 2112, 4096, 32768, 65536].map(
  (size) => size * kilobyte,
);
const sizes = [0, 1, ...edges.flatMap((edge) => [edge, edge + 1]), 100_000_000].map((size) => ({
  size,
  padded: paddedFileSize(size),
  chunks: chunkCount(size),
  sealed: sealedFileSize(size),
}));

const chunkOf = (label: string, bytes: Uint8Array, copy?: AttachmentPlace['copy']) => {
  const place = placeOf(label, copy);
  const padding = paddedFileSize(bytes.length) - bytes.length;
  const chunk = { number: 0, final: true, bytes, padding };
  const sealed = sealChunkAsDocumented(secret, place, chunk, bytesFor(`prefix ${label}`, 7));
  return { secret: hex(secret), place, number: 0, final: true, bytes: hex(bytes), sealed: hex(sealed) };
};

const fileOf = (label: string, size: number) => {
  const place = placeOf(label);
  const bytesFrom = `file ${label}`;
  const file = bytesFor(bytesFrom, size);
  const chunks = Array.from({ length: chunkCount(size) }, (_, number) => {
    const prefixFrom = `prefix ${label} ${number}`;
    const final = number === chunkCount(size) - 1;
    const bytes = file.subarray(number * chunkBytes, (number + 1) * chunkBytes);
    const padding = final ? paddedFileSize(size) - size : 0;
    const chunk = { number, final, bytes, padding };
    const sealed = sealChunkAsDocumented(secret, place, chunk, bytesFor(prefixFrom, 7));
    return { prefixFrom, sealedSha256: sha256(sealed) };
  });
  return { secret: hex(secret), place, size, bytesFrom, chunks };
};

const recordOf = (label: string, record: object, copy?: AttachmentPlace['copy']) => {
  const place = placeOf(label, copy);
  const text = JSON.stringify(record);
  const nonce = bytesFor(`record nonce ${label}`, 12);
  const sealed = sealWithNonce(secret, attachmentRecordContext(place), pad(Buffer.from(text)), nonce);
  return { secret: hex(secret), place, record: text, sealed: hex(sealed) };
};

const vectors = {
  sizes,
  chunks: [
    chunkOf('empty', new Uint8Array(0)),
    chunkOf('text', Buffer.from('a screenshot: 🦊')),
    chunkOf('full kilobyte', bytesFor('full kilobyte', 1024)),
    chunkOf('text', Buffer.from('as it came'), 'original'),
  ],
  files: [
    fileOf('exactly a chunk', chunkBytes),
    fileOf('a chunk and a byte', chunkBytes + 1),
    fileOf('three chunks', 2 * chunkBytes + 300_000),
  ],
  records: [
    recordOf('text', {
      name: 'captura de pantalla ñ.png',
      type: 'image/png',
      size: 2_397_152,
      chunks: 3,
      cleaning: 'cleaned',
      removed: ['camera-model', 'gps-position'],
    }),
    recordOf(
      'text',
      { name: '', type: 'text/plain', size: 0, chunks: 1, cleaning: 'nothing-found', removed: [] },
      'original',
    ),
  ],
};

writeFileSync(attachmentVectorFile, `${JSON.stringify(vectors, null, 2)}\n`, { flag: 'wx' });
