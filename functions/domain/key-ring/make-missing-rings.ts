import { newRingKeyPair } from '../../envelope/key-pair.ts';
import type { Random } from '../kernel/random.ts';
import { onlyEpoch, ringsOf, type RingName } from './purpose.ts';
import type { RingPublicKey } from './seal-to-ring.ts';

/** A new epoch of a key ring, its private half encrypted by KMS. */
export type NewRing = RingPublicKey & { readonly wrappedPrivateKey: Uint8Array };

export type RingStore = {
  /** Which of these rings, and whether the ticket secret exist. */
  existing(
    wanted: readonly RingName[],
  ): Promise<{ readonly rings: readonly RingPublicKey[]; readonly ticketSecret: boolean }>;
  /** Keeps both halves in one transaction; a ring that somebody else made first stays. */
  addRing(ring: NewRing): Promise<void>;
  addTicketSecret(secret: Uint8Array): Promise<void>;
};

/** KMS Encrypt with the context { purpose, channel }. */
export type WrapPrivateKey = (privateKey: Uint8Array, context: RingName) => Promise<Uint8Array>;

/** Makes the key rings that are missing (a new stack, a new channel) and the ticket secret. @returns how many rings */
export const makeMissingRings = async (
  store: RingStore,
  wrap: WrapPrivateKey,
  random: Random,
  channels: readonly string[],
): Promise<number> => {
  const wanted = ringsOf(channels);
  const { rings, ticketSecret } = await store.existing(wanted);
  if (!ticketSecret) await store.addTicketSecret(random.bytes(32));
  const missing = wanted.filter(
    ({ channel, purpose }) => !rings.some((ring) => ring.channel === channel && ring.purpose === purpose),
  );
  for (const { channel, purpose } of missing) {
    const { publicKey, privateKey } = newRingKeyPair();
    const wrappedPrivateKey = await wrap(privateKey, { purpose, channel });
    privateKey.fill(0);
    await store.addRing({ channel, purpose, epoch: onlyEpoch, publicKey, wrappedPrivateKey });
  }
  return missing.length;
};
