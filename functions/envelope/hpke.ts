import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { utf8 } from './format.ts';

/**
 * What sealing and opening share of HPKE (RFC 9180): base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM, one message for each encapsulated key.
 */
const kemId = Uint8Array.of(0x00, 0x20);
const kdfId = Uint8Array.of(0x00, 0x01);
const aeadId = Uint8Array.of(0x00, 0x02);
const kemSuite = Buffer.concat([utf8('KEM'), kemId]);
const hpkeSuite = Buffer.concat([utf8('HPKE'), kemId, kdfId, aeadId]);
const hpkeVersion = utf8('HPKE-v1');
const none = new Uint8Array(0);

export const encapsulatedKeyBytes = 32;

const hmac = (key: Uint8Array, ...parts: Uint8Array[]): Buffer =>
  createHmac('sha256', key).update(Buffer.concat(parts)).digest();

/** RFC 9180 §4, LabeledExtract. */
const labeledExtract = (suite: Uint8Array, salt: Uint8Array, label: string, input: Uint8Array): Buffer =>
  hmac(salt, hpkeVersion, suite, utf8(label), input);

/** RFC 9180 §4, LabeledExpand, for at most 32 bytes: one block of HKDF-Expand (RFC 5869 §2.3). */
const labeledExpand = (
  suite: Uint8Array,
  key: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
  // eslint-disable-next-line max-params -- these are the parameters of LabeledExpand in RFC 9180
): Buffer =>
  hmac(
    key,
    Uint8Array.of(length >> 8, length & 0xff),
    hpkeVersion,
    suite,
    utf8(label),
    info,
    Uint8Array.of(1),
  ).subarray(0, length);

/** RFC 9180 §4.1, ExtractAndExpand over the Diffie-Hellman value. */
export const kemSharedSecret = (
  diffieHellman: Uint8Array,
  encapsulatedKey: Uint8Array,
  recipientPublicKey: Uint8Array,
): Uint8Array =>
  labeledExpand(
    kemSuite,
    labeledExtract(kemSuite, none, 'eae_prk', diffieHellman),
    'shared_secret',
    Buffer.concat([encapsulatedKey, recipientPublicKey]),
    32,
  );

/** In base mode neither a key shared before nor its name exists, so this is one for all. */
const pskIdHash = labeledExtract(hpkeSuite, none, 'psk_id_hash', none);

/** RFC 9180 §5.1, KeySchedule in base mode; the nonce is that of the first and only message. */
export const keySchedule = (
  sharedSecret: Uint8Array,
  info: Uint8Array,
): { readonly key: Uint8Array; readonly nonce: Uint8Array } => {
  const context = Buffer.concat([
    Uint8Array.of(0x00),
    pskIdHash,
    labeledExtract(hpkeSuite, none, 'info_hash', info),
  ]);
  const secret = labeledExtract(hpkeSuite, sharedSecret, 'secret', none);
  return {
    key: labeledExpand(hpkeSuite, secret, 'key', context, 32),
    nonce: labeledExpand(hpkeSuite, secret, 'base_nonce', context, 12),
  };
};

// RFC 8410: the fixed DER in front of a raw X25519 private key.
const privateKeyPrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** OpenSSL ignores what follows the DER, so a longer key would seal what nobody can open. */
const exactly32 = (raw: Uint8Array): Uint8Array => {
  if (raw.length !== 32) throw new RangeError('An X25519 key has 32 bytes.');
  return raw;
};

/**
 * As a JSON Web Key (RFC 8037), which Node turns into a key several times faster than DER.
 * @throws {RangeError} when the key is not 32 bytes long
 */
export const publicKeyObject = (raw: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'X25519', x: Buffer.from(exactly32(raw)).toString('base64url') },
    format: 'jwk',
  });
/** @throws {RangeError} when the key is not 32 bytes long */
export const privateKeyObject = (raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privateKeyPrefix, exactly32(raw)]), format: 'der', type: 'pkcs8' });

// RFC 8410: the fixed DER in front of a raw X25519 public key.
const publicKeyPrefix = Buffer.from('302a300506032b656e032100', 'hex');

/**
 * Exported as DER, never as a JSON Web Key: on Node 20 a garbage collection inside an export as JWK waits forever for
 * the key pair's own job, and the submission hangs (`test/envelope/seal-under-garbage-collection.test.ts`).
 * @throws {RangeError} when the key is none of X25519
 */
export const rawPublicKey = (key: KeyObject): Uint8Array => {
  const der = key.export({ format: 'der', type: 'spki' });
  if (!der.subarray(0, publicKeyPrefix.length).equals(publicKeyPrefix))
    throw new RangeError('This is not an X25519 key.');
  return exactly32(der.subarray(publicKeyPrefix.length));
};
/** The last 32 bytes of the DER of an X25519 private key are the raw key. */
export const rawPrivateKey = (key: KeyObject): Uint8Array =>
  key.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
