import { createDecipheriv, createPublicKey, diffieHellman } from 'node:crypto';
import { tagBytes } from './format.ts';
import {
  encapsulatedKeyBytes,
  kemSharedSecret,
  keySchedule,
  privateKeyObject,
  publicKeyObject,
  rawPublicKey,
} from './hpke.ts';

/**
 * Opens what `hpkeSeal` made (RFC 9180 §6.1, OpenBase), with the raw 32-byte private key.
 * @returns `undefined` for a wrong key, other `info`, tampered or foreign bytes: one refusal for all of them.
 */
export const hpkeOpen = (
  recipientPrivateKey: Uint8Array,
  info: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined => {
  if (sealed.length < encapsulatedKeyBytes + tagBytes) return undefined;
  const encapsulatedKey = sealed.subarray(0, encapsulatedKeyBytes);
  const privateKey = privateKeyObject(recipientPrivateKey);
  try {
    // Throws on an encapsulated key of low order (RFC 9180 §7.1.4), as `final` does on a wrong tag.
    const shared = diffieHellman({ privateKey, publicKey: publicKeyObject(encapsulatedKey) });
    const recipientPublicKey = rawPublicKey(createPublicKey(privateKey));
    const { key, nonce } = keySchedule(kemSharedSecret(shared, encapsulatedKey, recipientPublicKey), info);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    const ciphertext = sealed.subarray(encapsulatedKeyBytes, sealed.length - tagBytes);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
};
