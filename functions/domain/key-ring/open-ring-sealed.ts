import { ringInfo } from '../../envelope/format.ts';
import { hpkeOpen } from '../../envelope/hpke-open.ts';
import type { RingPurpose } from './purpose.ts';
import { keyRingName, ringPlace, type RingSealed, type RingSealedPlace } from './ring-sealed.ts';

/** The half of one epoch of a key ring that opens; it lives in memory only. */
export type RingPrivateKey = {
  readonly channel: string;
  readonly purpose: RingPurpose;
  readonly epoch: number;
  /** X25519, 32 bytes. */
  readonly privateKey: Uint8Array;
};

/** Gives the private half of one epoch; the only way to it leads through KMS. */
export type OpenKeyRing = (channel: string, purpose: RingPurpose, epoch: number) => Promise<RingPrivateKey>;

/** @returns `undefined` for another ring, another place, tampered or foreign bytes */
export const openRingSealed = (
  ring: RingPrivateKey,
  place: RingSealedPlace,
  sealed: RingSealed,
): Uint8Array | undefined => {
  const { channel, purpose, epoch } = ring;
  if (sealed.keyRing !== keyRingName(channel, purpose) || sealed.epoch !== epoch) return undefined;
  return hpkeOpen(ring.privateKey, ringInfo(ringPlace(place, { channel, purpose, epoch })), sealed.bytes);
};
