import type { RingPlace } from '../../envelope/format.ts';
import type { RingPurpose } from './purpose.ts';

/** Bytes sealed to a key ring, with what is needed to find the key that opens them. */
export type RingSealed = {
  readonly version: 1;
  /** 1: HPKE (RFC 9180) base mode, X25519, HKDF-SHA256, AES-256-GCM. */
  readonly suite: 1;
  /** `<channel>/<purpose>` */
  readonly keyRing: string;
  readonly epoch: number;
  readonly bytes: Uint8Array;
};

/** What a ring-sealed record belongs to; `part` is `thread/<name>`, `work` or `brief`. */
export type RingSealedPlace = { readonly caseId: string; readonly part: string };

/** No thread's name can make its key pass for the casework key or a brief. */
export const threadPart = (thread: string): string => `thread/${thread}`;

export const keyRingName = (channel: string, purpose: RingPurpose): string => `${channel}/${purpose}`;

export const ringPlace = (
  place: RingSealedPlace,
  ring: { readonly channel: string; readonly purpose: RingPurpose; readonly epoch: number },
): RingPlace => ({ ...place, ...ring });
