import { ringInfo } from '../../envelope/format.ts';
import { hpkeSeal } from '../../envelope/hpke-seal.ts';
import type { RingPurpose } from './purpose.ts';
import { keyRingName, ringPlace, type RingSealed, type RingSealedPlace } from './ring-sealed.ts';

/** The half of a key ring every function may know. */
export type RingPublicKey = {
  readonly channel: string;
  readonly purpose: RingPurpose;
  readonly epoch: number;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array;
};

export const sealToRing = (
  ring: RingPublicKey,
  place: RingSealedPlace,
  plaintext: Uint8Array,
): RingSealed => {
  const { channel, purpose, epoch } = ring;
  return {
    version: 1,
    suite: 1,
    keyRing: keyRingName(channel, purpose),
    epoch,
    bytes: hpkeSeal(ring.publicKey, ringInfo(ringPlace(place, { channel, purpose, epoch })), plaintext),
  };
};
