import { derive } from '../../envelope/derive.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { allChannels, onlyEpoch } from '../key-ring/purpose.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';

const secretOf = (privateKey: Uint8Array): Uint8Array => derive(privateKey, 'conductline match index', 32);

/**
 * The secret of the index by which a person is found again, 32 bytes: derived (HKDF-SHA256, RFC 5869) from the private half
 * of the ring `match`, which KMS opens for the team function alone. Without it, an index key tells no name, and none can be
 * tried. Whoever asks for it overwrites it with zeros when they are done.
 * @throws {Fault} when storage or KMS does not answer, or the ring is not made yet
 */
export const openMatchSecret = async (openKeyRing: OpenKeyRing): Promise<Uint8Array> =>
  secretOf((await openKeyRing(allChannels, 'match', onlyEpoch)).privateKey);

/** The same; `undefined` in the first minute of a release, before the scheduled function has made the ring. */
export const matchSecretIfThere = async (openKeyRing: OpenKeyRing): Promise<Uint8Array | undefined> => {
  const ring = await ringIfThere(openKeyRing, allChannels, 'match', onlyEpoch);
  return ring && secretOf(ring.privateKey);
};
