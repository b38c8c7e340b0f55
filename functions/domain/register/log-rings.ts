import { ringInfo, sizeForLimit } from '../../envelope/format.ts';
import { hpkeOpen } from '../../envelope/hpke-open.ts';
import type { OpenKeyRing, RingPrivateKey } from '../key-ring/open-ring-sealed.ts';
import { onlyEpoch } from '../key-ring/purpose.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';
import { usualLineBytes } from './sealed-log-line.ts';

/** The rings `register` of channels, by channel; a ring that is not there opens nothing and is left out. */
export type LogRings = ReadonlyMap<string, RingPrivateKey>;

/**
 * Has the rings at hand before anything is looked at: whether KMS is asked must not depend on what there is.
 * @throws {Fault} when storage or KMS does not answer
 */
export const openLogRings = async (
  openKeyRing: OpenKeyRing,
  channels: readonly string[],
): Promise<LogRings> => {
  const rings = await Promise.all(
    channels.map((channel) => ringIfThere(openKeyRing, channel, 'register', onlyEpoch)),
  );
  return new Map(rings.flatMap((ring) => (ring ? [[ring.channel, ring] as const] : [])));
};

/** As long as a usual line. Its encapsulated key is the base point of X25519, so that all steps are taken. */
const decoy = Uint8Array.from([
  9,
  ...new Uint8Array(31),
  ...new Uint8Array(sizeForLimit(usualLineBytes) + 16),
]);

/** The work of opening a line where there is none to open. */
export const openNoLine = (rings: LogRings): void => {
  for (const { channel, purpose, epoch, privateKey } of rings.values()) {
    hpkeOpen(privateKey, ringInfo({ caseId: '', part: 'log', purpose, channel, epoch }), decoy);
    return;
  }
};
