import { createCipheriv, hkdfSync } from 'node:crypto';
import type { AttachmentPlace } from '../../functions/envelope/sealed-stream.ts';

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const prefixed = (parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part);
      return [uint32(bytes.length), bytes];
    }),
  );

/** A chunk that is not sealed yet. */
export type PlainChunk = {
  readonly number: number;
  readonly final: boolean;
  readonly bytes: Uint8Array;
  /** Zeros after the bytes. */
  readonly padding: number;
  /** Written in front of the bytes; their number unless said. */
  readonly length?: number;
};

/**
 * A second implementation, as `docs/attachment-format.md` reads, with a prefix the caller chooses, which the real
 * `sealChunk` never allows. It pads as it is told, so that it makes chunks that nobody may accept, too.
 */
export const sealChunkAsDocumented = (
  secret: Uint8Array,
  place: AttachmentPlace,
  chunk: PlainChunk,
  prefix: Uint8Array,
): Uint8Array => {
  const { caseId, thread, attachmentId, copy } = place;
  const bound = prefixed(['conductline attachment chunk', caseId, thread, attachmentId, copy]);
  const associatedData = Buffer.concat([Uint8Array.of(1, 2), bound]);
  const info = prefixed(['conductline attachment key', associatedData]);
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, 32));
  const nonce = Buffer.concat([prefix, uint32(chunk.number), Uint8Array.of(chunk.final ? 1 : 0)]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associatedData);
  const plaintext = Buffer.concat([
    uint32(chunk.length ?? chunk.bytes.length),
    chunk.bytes,
    Buffer.alloc(chunk.padding),
  ]);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Uint8Array.of(1, 2), prefix, ciphertext, cipher.getAuthTag()]);
};
