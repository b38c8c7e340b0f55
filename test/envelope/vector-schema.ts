import * as z from 'zod';

const hexBytes = z
  .string()
  .regex(/^(?:[0-9a-f]{2})*$/)
  .transform((text) => Uint8Array.from(Buffer.from(text, 'hex')));
const time = z.iso.datetime().transform((text) => new Date(text));
const some = <T extends z.ZodType>(vector: T) => z.array(vector).min(1);

const tickets = some(
  z.strictObject({
    secret: hexBytes,
    issuedAt: time,
    randomBits: hexBytes,
    ticket: z.string(),
    submissionDigest: hexBytes,
    token: hexBytes,
  }),
);

/** `test/vectors/envelope-v1.json`: bytes are hexadecimal, texts of the formats are as they travel. */
export const envelopeVectors = z.strictObject({
  padding: some(z.strictObject({ length: z.int(), padded: z.int() })),
  padded: z.strictObject({ plaintext: hexBytes, padded: hexBytes }),
  tokens: some(
    z.strictObject({
      token: hexBytes,
      text: z.string(),
      passphrase: z.string(),
      doorId: z.string(),
      doorKey: hexBytes,
    }),
  ),
  contents: some(
    z.strictObject({
      threadKey: hexBytes,
      place: z.strictObject({
        caseId: z.string(),
        thread: z.string(),
        kind: z.enum(['entry', 'summary', 'note']),
        id: z.string(),
        revision: z.int(),
      }),
      plaintext: hexBytes,
      sealed: hexBytes,
    }),
  ),
  doors: some(
    z.strictObject({
      token: hexBytes,
      caseId: z.string(),
      thread: z.string(),
      threadKey: hexBytes,
      wrapped: hexBytes,
    }),
  ),
  rings: some(
    z.strictObject({
      publicKey: hexBytes,
      privateKey: hexBytes,
      place: z.strictObject({
        caseId: z.string(),
        part: z.string(),
        purpose: z.enum(['reports', 'briefs', 'identity']),
        channel: z.string(),
        epoch: z.int(),
      }),
      plaintext: hexBytes,
      sealed: hexBytes,
    }),
  ),
  tickets,
  handles: some(
    z.strictObject({
      secret: hexBytes,
      issuedAt: time,
      token: hexBytes,
      replyKey: hexBytes,
      handle: z.string(),
    }),
  ),
  cursors: some(
    z.strictObject({ secret: hexBytes, memberId: z.string(), place: hexBytes, cursor: z.string() }),
  ),
});

/** `test/vectors/tickets-v2.json`: tickets that count seconds. */
export const ticketVectors = z.strictObject({ tickets });
export const ticketVectorFile = new URL('../vectors/tickets-v2.json', import.meta.url);

export const vectorFile = new URL('../vectors/envelope-v1.json', import.meta.url);
