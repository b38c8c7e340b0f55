import { createCipheriv, randomBytes } from 'node:crypto';
import { associatedData, header, nonceBytes, pad, type SealingContext } from './format.ts';

/**
 * Seals bytes with AES-256-GCM under a 32-byte key, bound to their context. The nonce is fresh and random;
 * no caller can choose it.
 */
export const seal = (key: Uint8Array, context: SealingContext, plaintext: Uint8Array): Uint8Array => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associatedData(context));
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};

/** Like `seal`, with the length hidden: 1 KB to 64 KB in powers of two, then multiples of 64 KB. */
export const sealPadded = (key: Uint8Array, context: SealingContext, plaintext: Uint8Array): Uint8Array =>
  seal(key, context, pad(plaintext));
