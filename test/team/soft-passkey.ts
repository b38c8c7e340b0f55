import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** CBOR (RFC 8949), as much as an attestation without a statement takes. */
const head = (major: number, length: number): Buffer => {
  if (length < 24) return Buffer.of((major << 5) | length);
  if (length < 256) return Buffer.of((major << 5) | 24, length);
  return Buffer.of((major << 5) | 25, length >> 8, length & 255);
};
const integer = (value: number): Buffer => (value >= 0 ? head(0, value) : head(1, -1 - value));
const byteString = (bytes: Uint8Array): Buffer => Buffer.concat([head(2, bytes.length), bytes]);
const text = (value: string): Buffer => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (pairs: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

type Options = { readonly challenge: string };

/** What can go wrong on the way from an authenticator to the server. */
export type Slip = {
  readonly origin?: string;
  readonly rpId?: string;
  /** The person showed nothing: no finger, no PIN. */
  readonly unverified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
};

/** An authenticator in software, ES256, without an attestation (WebAuthn Level 3 §6). */
export const softPasskey = (origin: string, memberId: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // SEC 1 §2.3.3: the DER ends with the uncompressed point, 0x04 and two coordinates of 32 bytes.
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-64);
  const id = randomBytes(16);
  const cose = map([
    [integer(1), integer(2)],
    [integer(3), integer(-7)],
    [integer(-1), integer(1)],
    [integer(-2), byteString(point.subarray(0, 32))],
    [integer(-3), byteString(point.subarray(32))],
  ]);
  let counter = 0;

  const clientData = (type: string, { challenge }: Options, slip: Slip): string =>
    JSON.stringify({ type, challenge, origin: slip.origin ?? origin, crossOrigin: false });
  const authenticatorData = (attested: Uint8Array, slip: Slip): Buffer => {
    const flags = 1 | (slip.unverified === true ? 0 : 4) | (attested.length > 0 ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(slip.counter ?? counter);
    return Buffer.concat([sha256(slip.rpId ?? new URL(origin).hostname), Buffer.of(flags), count, attested]);
  };
  const common = { id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} };

  return {
    id: base64url(id),
    register(options: Options, slip: Slip = {}) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cose]);
      const attestationObject = map([
        [text('fmt'), text('none')],
        [text('attStmt'), map([])],
        [text('authData'), byteString(authenticatorData(attested, slip))],
      ]);
      const clientDataJSON = base64url(Buffer.from(clientData('webauthn.create', options, slip)));
      const response = {
        clientDataJSON,
        attestationObject: base64url(attestationObject),
        transports: ['usb'],
      };
      return JSON.stringify({ ...common, response });
    },
    signIn(options: Options, slip: Slip = {}) {
      counter += 1;
      const data = authenticatorData(new Uint8Array(0), slip);
      const client = Buffer.from(clientData('webauthn.get', options, slip));
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey);
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
        userHandle: base64url(Buffer.from(slip.userHandle ?? memberId)),
      };
      return JSON.stringify({ ...common, response });
    },
  };
};
