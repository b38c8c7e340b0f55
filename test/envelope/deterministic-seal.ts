import { createCipheriv, createHash, createPublicKey, diffieHellman } from 'node:crypto';
import { associatedData, header, type SealingContext } from '../../functions/envelope/format.ts';
import {
  kemSharedSecret,
  keySchedule,
  privateKeyObject,
  publicKeyObject,
  rawPublicKey,
} from '../../functions/envelope/hpke.ts';

/** Bytes that are the same in every run: SHAKE256 of a label. For vectors only. */
export const bytesFor = (label: string, length: number): Uint8Array =>
  Uint8Array.from(createHash('shake256', { outputLength: length }).update(label).digest());

/** Seals with a nonce the caller chooses, which the real `seal` never allows. */
export const sealWithNonce = (
  key: Uint8Array,
  context: SealingContext,
  plaintext: Uint8Array,
  nonce: Uint8Array,
): Uint8Array => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associatedData(context));
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};

/** Seals to a ring with an ephemeral key the caller chooses, which the real `hpkeSeal` never allows. */
export const hpkeSealWithEphemeral = (
  recipientPublicKey: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
  ephemeralPrivateKey: Uint8Array,
): Uint8Array => {
  const privateKey = privateKeyObject(ephemeralPrivateKey);
  const encapsulatedKey = publicKeyOf(ephemeralPrivateKey);
  const shared = diffieHellman({ privateKey, publicKey: publicKeyObject(recipientPublicKey) });
  const { key, nonce } = keySchedule(kemSharedSecret(shared, encapsulatedKey, recipientPublicKey), info);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([encapsulatedKey, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};

export const publicKeyOf = (privateKey: Uint8Array): Uint8Array =>
  rawPublicKey(createPublicKey(privateKeyObject(privateKey)));
