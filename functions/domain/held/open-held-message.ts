import { unpadFromLimit } from '../../envelope/format.ts';
import { parseSealedJson } from '../kernel/sealed-json.ts';
import { openRingSealed, type RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { heldMessage, heldMessagePlace, messageLimitBytes, type HeldMessage } from './held-message.ts';

/** @returns `undefined` when it does not open or is none */
export const openHeldMessage = (ring: RingPrivateKey, sealed: RingSealed): HeldMessage | undefined => {
  const padded = openRingSealed(ring, heldMessagePlace, sealed);
  const opened = padded && unpadFromLimit(padded, messageLimitBytes);
  return opened && parseSealedJson(heldMessage, opened);
};
