import { createCipheriv, diffieHellman, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringInfo, type RingPlace } from '../../functions/envelope/format.ts';
import { hpkeOpen } from '../../functions/envelope/hpke-open.ts';
import { hpkeSeal } from '../../functions/envelope/hpke-seal.ts';
import {
  kemSharedSecret,
  keySchedule,
  privateKeyObject,
  publicKeyObject,
} from '../../functions/envelope/hpke.ts';
import { newRingKeyPair } from '../../functions/envelope/key-pair.ts';
import { everyFlippedBit, everyTruncation, hex } from './damage.ts';
import { independentOpen, independentSeal } from './independent-hpke.ts';

const ring = newRingKeyPair();
const place: RingPlace = {
  caseId: 'case-a',
  part: 'thread/reporter',
  purpose: 'reports',
  channel: 'conduct',
  epoch: 1,
};
const info = ringInfo(place);
const plaintext = Buffer.from('a thread key, 32 bytes of it ...');
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

describe('HPKE against an independent implementation', () => {
  it('what is sealed here opens there', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(200), bytes(2000), async (someInfo, text) => {
        const { publicKey, privateKey } = newRingKeyPair();
        const opened = await independentOpen(privateKey, someInfo, hpkeSeal(publicKey, someInfo, text));
        expect(hex(opened)).toBe(hex(text));
      }),
    );
  });

  it('what is sealed there opens here', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(200), bytes(2000), async (someInfo, text) => {
        const { publicKey, privateKey } = newRingKeyPair();
        const opened = hpkeOpen(privateKey, someInfo, await independentSeal(publicKey, someInfo, text));
        expect(opened && hex(opened)).toBe(hex(text));
      }),
    );
  });
});

describe('the KEM', () => {
  it('gives the shared secret of RFC 9180 appendix A.1.1', () => {
    const recipientPrivate = Buffer.from(
      '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
      'hex',
    );
    const ephemeralPublic = Buffer.from(
      '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
      'hex',
    );
    const recipientPublic = Buffer.from(
      '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
      'hex',
    );
    const shared = diffieHellman({
      privateKey: privateKeyObject(recipientPrivate),
      publicKey: publicKeyObject(ephemeralPublic),
    });
    expect(hex(kemSharedSecret(shared, ephemeralPublic, recipientPublic))).toBe(
      'fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc',
    );
  });

  it('takes a fresh ephemeral key for every message', () => {
    const keys = Array.from({ length: 100 }, () =>
      hex(hpkeSeal(ring.publicKey, info, plaintext).subarray(0, 32)),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a record sealed to a ring is refused', () => {
  const sealed = hpkeSeal(ring.publicKey, info, plaintext);

  it('by another private key', () => {
    expect(hpkeOpen(newRingKeyPair().privateKey, info, sealed)).toBeUndefined();
    expect(hpkeOpen(ring.privateKey, info, sealed)).toBeDefined();
  });

  it.each<[string, Partial<RingPlace>]>([
    ['case', { caseId: 'case-b' }],
    ['part', { part: 'thread/response' }],
    ['purpose', { purpose: 'briefs' }],
    ['channel', { channel: 'security' }],
    ['epoch', { epoch: 2 }],
  ])('at another %s', (_, other) => {
    expect(hpkeOpen(ring.privateKey, ringInfo({ ...place, ...other }), sealed)).toBeUndefined();
  });

  it('with any single bit changed: encapsulated key, ciphertext and tag', () => {
    for (const { bit, flipped } of everyFlippedBit(sealed)) {
      expect(hpkeOpen(ring.privateKey, info, flipped), `bit ${bit}`).toBeUndefined();
    }
  });

  it('truncated anywhere or extended', () => {
    for (const shorter of everyTruncation(sealed)) {
      expect(hpkeOpen(ring.privateKey, info, shorter)).toBeUndefined();
    }
    expect(hpkeOpen(ring.privateKey, info, Buffer.concat([sealed, Uint8Array.of(0)]))).toBeUndefined();
  });

  it('when it is foreign bytes', () => {
    fc.assert(
      fc.property(bytes(120), (foreign) => {
        expect(hpkeOpen(ring.privateKey, info, foreign)).toBeUndefined();
      }),
    );
  });
});

describe('points of low order', () => {
  const max = 'ff'.repeat(30);
  const points = [
    '00'.repeat(32),
    '01' + '00'.repeat(31),
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    `ec${max}7f`,
    `ed${max}7f`,
    `ee${max}7f`,
  ].map((point) => [point] as const);

  it.each(points)('are refused as an encapsulated key: %s', (point) => {
    // With such a point the Diffie-Hellman value is zero whatever the private key: anybody can make these bytes.
    const lowOrder = Buffer.from(point, 'hex');
    const { key, nonce } = keySchedule(kemSharedSecret(new Uint8Array(32), lowOrder, ring.publicKey), info);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([lowOrder, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    expect(hpkeOpen(ring.privateKey, info, sealed)).toBeUndefined();
  });

  it.each(points)('are a fault as a recipient: %s', (point) => {
    expect(() => hpkeSeal(Buffer.from(point, 'hex'), info, plaintext)).toThrow();
  });
});

describe('a ring key that is not 32 bytes long', () => {
  it.each([0, 31, 33, 64])('is a fault, public or private: %i bytes', (length) => {
    const key = new Uint8Array(length);
    key.set(ring.publicKey.subarray(0, Math.min(length, 32)));
    expect(() => hpkeSeal(key, info, plaintext)).toThrow(RangeError);
    expect(() => hpkeOpen(key, info, hpkeSeal(ring.publicKey, info, plaintext))).toThrow(RangeError);
  });

  it('never comes from newRingKeyPair, whose halves belong together', () => {
    const pair = newRingKeyPair();
    expect([pair.publicKey.length, pair.privateKey.length]).toEqual([32, 32]);
    const secret = randomBytes(32);
    const opened = hpkeOpen(pair.privateKey, info, hpkeSeal(pair.publicKey, info, secret));
    expect(opened && hex(opened)).toBe(hex(secret));
  });
});
