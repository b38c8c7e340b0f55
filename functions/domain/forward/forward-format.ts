import { createHash } from 'node:crypto';
import * as z from 'zod';
import { lengthPrefixed, utf8 } from '../../envelope/format.ts';
import { disclosureBases } from '../decision/two-person-request.ts';
import { holders } from '../thread/thread-name.ts';

/**
 * A case that one community forwards to another, as a file (docs/forward-format.md):
 * `conductline-forward-1` and a line feed ‖ id of the receiving key (32) ‖ HPKE (RFC 9180): encapsulated key (32) ‖
 * ciphertext ‖ tag (16). The plaintext is JSON, padded as everything that is sealed here.
 */
export const forwardHeader: Uint8Array = utf8('conductline-forward-1\n');
export const keyIdBytes = 32;

/** Bytes of such a file at most. */
export const forwardLimitBytes = 512 * 1024;
/** Bytes of UTF-8 of all texts together: with what is said of each it becomes one report. */
export const forwardTextBytes = 160 * 1024;
export const mostForwardedEntries = 1_000;

/** By what a file names the key that opens it; its beginning is the fingerprint. */
export const keyIdOf = (publicKey: Uint8Array): Uint8Array =>
  createHash('sha256')
    .update(lengthPrefixed(['conductline receiving key', publicKey]))
    .digest();

/** The `info` of RFC 9180: what is sealed for a ring of a case does not open as a file, nor the other way. */
export const forwardInfo = (publicKey: Uint8Array): Uint8Array =>
  lengthPrefixed(['conductline forward', '1', keyIdOf(publicKey)]);

const communityName = z.string().min(1).max(200);

export const forwardedCase = z.object({
  /** 128 random bits; the same file is one case, however often it is received. */
  id: z.string().regex(/^[\w-]{22}$/),
  from: z.object({
    community: communityName,
    /** Where the community is reached. */
    address: z.url({ protocol: /^https?$/ }).max(500),
  }),
  sentOn: z.iso.date(),
  basis: z.enum(disclosureBases),
  entries: z
    .array(
      z.object({
        /** The conversation it is from, such as `witness-1`. */
        thread: z.string().regex(/^[a-z]+(?:-\d{1,4})?$/),
        from: z.enum([...holders, 'team']),
        /** The full hour, in UTC. */
        on: z.iso.datetime(),
        /** Redacted by who forwarded it. */
        text: z.string(),
      }),
    )
    .min(1)
    .max(mostForwardedEntries),
});
export type ForwardedCase = z.infer<typeof forwardedCase>;

/** Bytes of UTF-8 of what was written. */
export const forwardedTextBytes = ({ entries }: Pick<ForwardedCase, 'entries'>): number =>
  entries.reduce((sum, { text }) => sum + Buffer.byteLength(text, 'utf8'), 0);
