import * as z from 'zod';

const hexBytes = z
  .string()
  .regex(/^(?:[0-9a-f]{2})*$/)
  .transform((text) => Uint8Array.from(Buffer.from(text, 'hex')));
const some = <T extends z.ZodType>(vector: T) => z.array(vector).min(1);
const where = {
  secret: hexBytes,
  place: z.strictObject({
    caseId: z.string(),
    thread: z.string(),
    attachmentId: z.string(),
    copy: z.enum(['main', 'original']),
  }),
};

/** `test/vectors/attachments-v1.json`: bytes are hexadecimal. */
export const attachmentVectors = z.strictObject({
  sizes: some(z.strictObject({ size: z.int(), padded: z.int(), chunks: z.int(), sealed: z.int() })),
  /** Short chunks, whole. */
  chunks: some(
    z.strictObject({
      ...where,
      number: z.int(),
      final: z.boolean(),
      bytes: hexBytes,
      sealed: hexBytes,
    }),
  ),
  /** Files of several chunks: bytes and prefixes come from labels (SHAKE256), sealed chunks are named by SHA-256. */
  files: some(
    z.strictObject({
      ...where,
      size: z.int(),
      bytesFrom: z.string(),
      chunks: some(z.strictObject({ prefixFrom: z.string(), sealedSha256: z.string() })),
    }),
  ),
  records: some(z.strictObject({ ...where, record: z.string(), sealed: hexBytes })),
});

export const attachmentVectorFile = new URL('../vectors/attachments-v1.json', import.meta.url);
