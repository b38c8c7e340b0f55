import { generateKeyPairSync } from 'node:crypto';
import { rawPrivateKey, rawPublicKey } from './hpke.ts';

/** A raw X25519 key pair (32 bytes each) for one epoch of a key ring. */
export const newRingKeyPair = (): { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array } => {
  const pair = generateKeyPairSync('x25519');
  return { publicKey: rawPublicKey(pair.publicKey), privateKey: rawPrivateKey(pair.privateKey) };
};
