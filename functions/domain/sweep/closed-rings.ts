import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { openRingSealed, type OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { ringsOf, scheduledPurposes } from '../key-ring/purpose.ts';
import type { RingStore } from '../key-ring/make-missing-rings.ts';
import type { Random } from '../kernel/random.ts';

/** Bound to no case: a brief of nobody. */
const place = { caseId: '', part: 'self-check' };

/**
 * Seals something to every ring that the scheduled function may open, and opens it: the
 * two halves fit, and KMS lets go of the private one. A ring that is not there is as bad as one that does not open.
 * @returns how many do not
 */
export const closedRings = async (
  rings: Pick<RingStore, 'existing'>,
  openKeyRing: OpenKeyRing,
  random: Random,
  channels: readonly string[],
): Promise<number> => {
  const wanted = ringsOf(channels).filter(({ purpose }) => scheduledPurposes.some((one) => one === purpose));
  const { rings: all } = await rings.existing(wanted);
  const opens = await Promise.all(
    wanted.map(async ({ channel, purpose }) => {
      const ring = all.find((one) => one.channel === channel && one.purpose === purpose);
      return ring !== undefined && (await opensWhatItSeals(ring, openKeyRing, random));
    }),
  );
  return opens.filter((isOpen) => !isOpen).length;
};

const opensWhatItSeals = async (
  ring: RingPublicKey,
  openKeyRing: OpenKeyRing,
  random: Random,
): Promise<boolean> => {
  const probe = random.bytes(32);
  const sealed = sealToRing(ring, place, probe);
  try {
    const privateHalf = await openKeyRing(ring.channel, ring.purpose, ring.epoch);
    const opened = openRingSealed(privateHalf, place, sealed);
    return opened !== undefined && Buffer.from(opened).equals(probe);
  } catch {
    // Whatever it is: nobody can open what is sealed to it right now.
    return false;
  }
};
