import { Fault } from '../kernel/fault.ts';
import type { OpenKeyRing, RingPrivateKey } from './open-ring-sealed.ts';
import type { RingPurpose } from './purpose.ts';

/**
 * The private half of a ring.
 * @returns `undefined` where it does not exist or its row does not parse: it opens nothing for anybody
 * @throws {Fault} when storage or KMS does not answer
 */
export const ringIfThere = async (
  openKeyRing: OpenKeyRing,
  channel: string,
  purpose: RingPurpose,
  epoch: number,
): Promise<RingPrivateKey | undefined> => {
  try {
    return await openKeyRing(channel, purpose, epoch);
  } catch (error) {
    if (error instanceof Fault && (error.code === 'not-ready' || error.code === 'row-unreadable'))
      return undefined;
    throw error;
  }
};
