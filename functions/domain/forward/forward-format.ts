import { createHash } from 'node:crypto';
import * as z from 'zod';
import { lengthPrefixed, utf8 } from '../../envelope/format.ts';
import { disclosureBases } from '../decision/two-person-request.ts';
import { kilobyte, megabyte } from '../kernel/size.ts';
import { holders } from '../thread/thread-name.ts';

/**
 * A case that one community forwards to another, as a file (docs/forward-format.md):
 * `conductline-forward-1` and a line feed ‖ id of the receiving key (32) ‖ HPKE (RFC 9180): encapsulated key (32) ‖
 * ciphertext ‖ tag (16). The plaintext is JSON, padded as everything that is sealed here.
 * One that brings files along begins with `conductline-forward-2`: who knows the first version alone refuses it, and loses no
 * file without a word. Its plaintext is parts, each with its length (32 bits, big endian) in front: the JSON, and then the
 * bytes of each file in the order of `files`.
 */
export const forwardVersions = [1, 2] as const;
export type ForwardVersion = (typeof forwardVersions)[number];
export const forwardHeader = (version: ForwardVersion): Uint8Array =>
  utf8(`conductline-forward-${version}\n`);
export const keyIdBytes = 32;

/** Bytes of UTF-8 of all texts together: with what is said of each it becomes one report. */
export const forwardTextBytes = 160 * kilobyte;
/** Bytes of all its files together: one answer and one request of a function have room for them. */
export const forwardFilesBytes = 3 * megabyte;
export const mostForwardedFiles = 20;
/** Bytes of a file at most: without and with files. */
const textAlone = 512 * kilobyte;
export const forwardLimitBytes: Readonly<Record<ForwardVersion, number>> = {
  1: textAlone,
  2: textAlone + forwardFilesBytes,
};
export const mostForwardedEntries = 1_000;

/** By what a file names the key that opens it; its beginning is the fingerprint. */
export const keyIdOf = (publicKey: Uint8Array): Uint8Array =>
  createHash('sha256')
    .update(lengthPrefixed(['conductline receiving key', publicKey]))
    .digest();

/** The `info` of RFC 9180: what is sealed for a ring of a case does not open as a file, nor the other way. */
export const forwardInfo = (publicKey: Uint8Array, version: ForwardVersion = 1): Uint8Array =>
  lengthPrefixed(['conductline forward', String(version), keyIdOf(publicKey)]);

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
  /** What is said of its files; of the second version alone. Of what type each is, who receives it sees for themselves. */
  files: z
    .array(
      z.object({
        /** With which of `entries` it came, counted from 0. */
        entry: z.int().min(0),
        name: z.string().max(500),
      }),
    )
    .max(mostForwardedFiles)
    .optional(),
});
export type ForwardedCase = z.infer<typeof forwardedCase>;

/** A forwarded case with the bytes of its files, one for each of `content.files`, in their order. */
export type ForwardedWithFiles = {
  readonly content: ForwardedCase;
  readonly files: readonly Uint8Array[];
};

/** Bytes of UTF-8 of what was written. */
export const forwardedTextBytes = ({ entries }: Pick<ForwardedCase, 'entries'>): number =>
  entries.reduce((sum, { text }) => sum + Buffer.byteLength(text, 'utf8'), 0);
