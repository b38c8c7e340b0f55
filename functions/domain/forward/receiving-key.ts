import { createHash } from 'node:crypto';
import * as z from 'zod';
import { lengthPrefixed } from '../../envelope/format.ts';

/** What a published key begins with, so that nobody pastes something else (docs/forward-format.md). */
const prefix = 'conductline-key-1:';
const keyBytes = 32;

/** A public key as it is published and pasted: `conductline-key-1:` and 43 characters of base64url. */
export const receivingKeyLine = (publicKey: Uint8Array): string =>
  `${prefix}${Buffer.from(publicKey).toString('base64url')}`;

/** The 32 bytes of a key in base64url; `undefined` where it is none. */
export const keyOf = (encoded: string): Uint8Array | undefined => {
  const bytes = Buffer.from(encoded, 'base64url');
  return bytes.length === keyBytes && bytes.toString('base64url') === encoded
    ? new Uint8Array(bytes)
    : undefined;
};

/** The key of somebody else as a member pastes it; its 43 characters of base64url. */
export const receivingKeyText = z
  .string()
  .trim()
  .max(200)
  .transform((text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text))
  .refine((encoded) => keyOf(encoded) !== undefined, {
    message: `Must be a key as a community publishes it: "${prefix}" and 43 characters.`,
  });

/** By what two people compare a key over the phone: 128 bits of SHA-256, in eight groups of four hexadecimal digits. */
export const keyFingerprint = (publicKey: Uint8Array): string => {
  const hash = createHash('sha256')
    .update(lengthPrefixed(['conductline receiving key', publicKey]))
    .digest('hex');
  return (hash.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
};

/** Where a community publishes its keys, on the host of its reporters (RFC 8615). */
export const receivingKeysPath = '/.well-known/conductline-keys';
