import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const buffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** Seals with an implementation of RFC 9180 that is not ours, laid out as ours: encapsulated key ‖ ciphertext ‖ tag. */
export const independentSeal = async (
  publicKey: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
): Promise<Uint8Array> => {
  // `unknown`, for the library names the browser's CryptoKey, a type this project does not load.
  const recipientPublicKey: unknown = await suite.kem.deserializePublicKey(buffer(publicKey));
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: buffer(info) }, buffer(plaintext));
  return Buffer.concat([Buffer.from(enc), Buffer.from(ct)]);
};

/** @throws when the bytes do not open */
export const independentOpen = async (
  privateKey: Uint8Array,
  info: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array> => {
  const recipientKey: unknown = await suite.kem.deserializePrivateKey(buffer(privateKey));
  const enc = buffer(sealed.subarray(0, 32));
  const opened = await suite.open({ recipientKey, enc, info: buffer(info) }, buffer(sealed.subarray(32)));
  return new Uint8Array(opened);
};
