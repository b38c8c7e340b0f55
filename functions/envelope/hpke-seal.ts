import { createCipheriv, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { kemSharedSecret, keySchedule, publicKeyObject, rawPublicKey } from './hpke.ts';

/**
 * Seals to a 32-byte X25519 public key (RFC 9180 §6.1, SealBase, without associated data).
 * @returns encapsulated key (32) ‖ ciphertext ‖ tag (16)
 */
export const hpkeSeal = (
  recipientPublicKey: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array => {
  const ephemeral = generateKeyPairSync('x25519');
  const encapsulatedKey = rawPublicKey(ephemeral.publicKey);
  const shared = diffieHellman({
    privateKey: ephemeral.privateKey,
    publicKey: publicKeyObject(recipientPublicKey),
  });
  const { key, nonce } = keySchedule(kemSharedSecret(shared, encapsulatedKey, recipientPublicKey), info);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([encapsulatedKey, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};
