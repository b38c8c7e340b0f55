import { ringInfo } from '../../envelope/format.ts';
import { hpkeOpen } from '../../envelope/hpke-open.ts';
import type { OpenKeyRing, RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import { onlyEpoch } from '../key-ring/purpose.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';
import { briefPart } from './brief.ts';

/**
 * Has the rings `briefs` of these channels at hand before anything is looked at: whether KMS is asked must not depend on
 * whether there is a case. A ring that is not there opens nothing and is passed over.
 * @returns one of them, if there is any
 * @throws {Fault} when storage or KMS does not answer, whether there is a case or not
 */
export const openBriefRings = async (
  openKeyRing: OpenKeyRing,
  channels: readonly string[],
): Promise<RingPrivateKey | undefined> => {
  const rings = await Promise.all(
    channels.map((channel) => ringIfThere(openKeyRing, channel, 'briefs', onlyEpoch)),
  );
  return rings.find((ring) => ring !== undefined);
};

/** As long as a sealed brief of the smallest size class. Its encapsulated key is the base point of X25519, so that all steps are taken. */
const decoy = Uint8Array.from([9, ...new Uint8Array(31), ...new Uint8Array(1_024 + 16)]);

/** The work of opening a brief where there is none to open: what is not there takes as long as what is hidden. */
export const openNoBrief = (ring: RingPrivateKey | undefined): void => {
  if (!ring) return;
  const { channel, purpose, epoch, privateKey } = ring;
  hpkeOpen(privateKey, ringInfo({ caseId: '', part: briefPart, purpose, channel, epoch }), decoy);
};
