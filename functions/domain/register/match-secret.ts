import { derive } from '../../envelope/derive.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { allChannels, onlyEpoch } from '../key-ring/purpose.ts';

/**
 * The secret of the index by which a person is found again, 32 bytes: derived (HKDF-SHA256, RFC 5869) from the private half
 * of the ring `match`, which KMS opens for the team function alone. Without it, an index key tells no name, and none can be
 * tried.
 * @throws {Fault} when storage or KMS does not answer, or the ring is not made yet
 */
export const openMatchSecret = async (openKeyRing: OpenKeyRing): Promise<Uint8Array> => {
  const { privateKey } = await openKeyRing(allChannels, 'match', onlyEpoch);
  return derive(privateKey, 'conductline match index', 32);
};
