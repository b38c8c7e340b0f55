import { createDecipheriv, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
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
 * Opens what `hpkeSeal` made (RFC 9180 §6.1, OpenBase), with the raw 32-byte private key, which is not to be changed
 * afterwards.
 * @returns `undefined` for a wrong key, other `info`, tampered or foreign bytes: one refusal for all of them.
 */
export const hpkeOpen = (
  recipientPrivateKey: Uint8Array,
  info: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined => {
  if (sealed.length < encapsulatedKeyBytes + tagBytes) return undefined;
  const encapsulatedKey = sealed.subarray(0, encapsulatedKeyBytes);
  const recipient = recipientOf(recipientPrivateKey);
  try {
    // Throws on an encapsulated key of low order (RFC 9180 §7.1.4), as `final` does on a wrong tag.
    const shared = diffieHellman({
      privateKey: recipient.privateKey,
      publicKey: publicKeyObject(encapsulatedKey),
    });
    const secret = kemSharedSecret(shared, encapsulatedKey, recipient.publicKey);
    const { key, nonce } = keySchedule(secret, info);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    const ciphertext = sealed.subarray(encapsulatedKeyBytes, sealed.length - tagBytes);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
};

type Recipient = { readonly privateKey: KeyObject; readonly publicKey: Uint8Array };

/** To import a key takes longer than to open with it, and a page of the queue opens many. Kept while the raw key is. */
const recipients = new WeakMap<Uint8Array, Recipient>();

const recipientOf = (rawPrivateKey: Uint8Array): Recipient => {
  const known = recipients.get(rawPrivateKey);
  if (known) return known;
  const privateKey = privateKeyObject(rawPrivateKey);
  const recipient = { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
  recipients.set(rawPrivateKey, recipient);
  return recipient;
};
