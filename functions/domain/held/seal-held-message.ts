import { padToLimit, utf8 } from '../../envelope/format.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { heldMessagePlace, messageLimitBytes, type HeldMessage } from './held-message.ts';

/** @throws {RangeError} for more keys than a message carries */
export const sealHeldMessage = (ring: RingPublicKey, message: HeldMessage): RingSealed =>
  sealToRing(ring, heldMessagePlace, padToLimit(utf8(JSON.stringify(message)), messageLimitBytes));
