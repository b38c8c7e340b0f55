import { createCipheriv, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { kemSharedSecret, keySchedule, publicKeyObject, rawPublicKey } from './hpke.ts';

/**
 * Seals to a 32-byte X25519 public key (RFC 9180 §6.1, SealBase, without associated data), which is not to be changed
 * afterwards.
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
    publicKey: recipientOf(recipientPublicKey),
  });
  const { key, nonce } = keySchedule(kemSharedSecret(shared, encapsulatedKey, recipientPublicKey), info);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([encapsulatedKey, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};

/** A ring's public key seals for minutes. Kept while the raw key is. */
const recipients = new WeakMap<Uint8Array, KeyObject>();

const recipientOf = (rawPublicKey: Uint8Array): KeyObject => {
  const known = recipients.get(rawPublicKey);
  if (known) return known;
  const recipient = publicKeyObject(rawPublicKey);
  recipients.set(rawPublicKey, recipient);
  return recipient;
};
