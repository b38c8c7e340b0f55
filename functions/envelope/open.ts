import { createDecipheriv } from 'node:crypto';
import {
  associatedData,
  header,
  headerBytes,
  nonceBytes,
  tagBytes,
  unpad,
  type SealingContext,
} from './format.ts';

/**
 * Opens what `seal` made under the same 32-byte key and context.
 * @returns `undefined` for a wrong key, a wrong context, tampered or foreign bytes: one refusal for all of them.
 */
export const open = (
  key: Uint8Array,
  context: SealingContext,
  sealed: Uint8Array,
): Uint8Array | undefined => {
  const body = headerBytes + nonceBytes;
  const known = sealed.length >= body + tagBytes && header.every((byte, at) => sealed[at] === byte);
  if (!known) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(headerBytes, body), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(body, sealed.length - tagBytes)),
      decipher.final(),
    ]);
  } catch {
    return undefined;
  }
};

/** Opens what `sealPadded` made; refusals as in `open`. */
export const openPadded = (
  key: Uint8Array,
  context: SealingContext,
  sealed: Uint8Array,
): Uint8Array | undefined => {
  const padded = open(key, context, sealed);
  return padded && unpad(padded);
};
